import type { NameProblem } from '@shared/chat/name'
import { nameOfColour, type HueName } from '@shared/light/hue'
import type { LightState } from '@shared/light/light'
import type { AddressProblem } from '@shared/mqtt/address'
import type {
  CertificateRule,
  ConnectionFailure,
  ConnectionState,
  FailureKind,
} from '@shared/mqtt/connection'
import { timeOfDay } from './time-of-day'
import type { Words } from './en'
import { MAX_LABEL, MAX_LINE, oneLine } from '@shared/one-line'

const reasons: Record<FailureKind, string> = {
  'name-not-found': 'il nome del broker non è stato trovato',
  refused: 'lì non risponde nessuno',
  'timed-out': 'nessuna risposta in tempo',
  unreachable: 'la rete non ci arriva',
  closed: 'la connessione è stata chiusa',
  login: 'nome utente o password sbagliati',
  'not-authorised': 'il broker non accetta questo utente',
  'client-id': 'il broker non accetta l’identificativo del client',
  version: 'il broker non parla questa versione di MQTT',
  certificate: 'il suo certificato non è attendibile',
  'taken-over': 'un altro programma usa lo stesso identificativo del client',
  'not-mqtt': 'ciò che risponde non è un broker MQTT',
  'packet-too-large': 'invia pacchetti troppo grandi',
  'no-port': 'tutte le porte da 1883 a 1892 sono usate da altri programmi',
  other: 'qualcosa è andato storto',
}

const certificateRules: Record<CertificateRule, string> = {
  expired: 'il suo certificato è scaduto',
  'not-yet-valid': 'il suo certificato non è ancora valido',
  'self-signed': 'il suo certificato è firmato solo da sé stesso',
  'unknown-issuer': 'il suo certificato viene da un’autorità qui sconosciuta',
  'other-host': 'il suo certificato è per un altro host',
  revoked: 'il suo certificato è stato revocato',
  'not-pinned': 'mostra un certificato diverso da quello che hai accettato',
  'client-certificate': 'non accetta il certificato di questo client, o ne vuole uno',
  'client-key': 'il certificato di questo client, la chiave o la passphrase non sono utilizzabili',
  other: reasons.certificate,
}

const addressProblems: Record<AddressProblem, string> = {
  empty: 'è vuoto',
  'not-a-url': 'non è un indirizzo',
  scheme: 'deve iniziare con mqtt://, mqtts://, ws:// o wss://',
  host: 'il nome dell’host non è utilizzabile',
  port: 'la porta deve essere un numero da 1 a 65535',
  extra: 'contiene altro oltre a host e porta',
}

const nameProblems: Record<NameProblem, string> = {
  empty: 'è vuoto',
  'too-long': 'supera i 40 caratteri',
  'forbidden-character': 'contiene un carattere che non si può mostrare',
}

const hues: Record<HueName, string> = {
  red: 'Rosso',
  orange: 'Arancione',
  yellow: 'Giallo',
  green: 'Verde',
  cyan: 'Ciano',
  blue: 'Blu',
  violet: 'Viola',
  pink: 'Rosa',
  none: 'Bianco',
}

function whiteName(kelvin: number): string {
  return kelvin < 3_300 ? 'Bianco caldo' : kelvin < 5_000 ? 'Bianco' : 'Bianco freddo'
}

const powers: Record<LightState['power'], string> = { on: 'accesa', off: 'spenta', unknown: 'stato ignoto' }

function connection(state: ConnectionState): string {
  if (state.phase === 'connected') return 'connesso'
  return state.phase === 'connecting' ? 'connessione in corso' : 'non connesso'
}

function because(reason: ConnectionFailure | undefined): string {
  if (!reason) return ''
  return `: ${reason.rule ? certificateRules[reason.rule] : reasons[reason.kind]}`
}

const days = new Intl.DateTimeFormat('it-IT', { dateStyle: 'full' })

/** Le parole del processo principale in italiano. */
export const it: Words = {
  controllerTitle: 'Porchlight',
  chatTitle: 'Chat – Porchlight',
  panelTitle: 'Panel – Porchlight',

  tooltip: (light, state) =>
    `${oneLine(light.name, MAX_LABEL)}: ${light.availability === 'offline' ? 'non raggiungibile' : powers[light.power]} · ${connection(state)}`,
  turnOn: 'Accendi',
  turnOff: 'Spegni',
  trayLight: 'Luce del vassoio',
  brightness: 'Luminosità',
  colour: 'Colore',
  scenes: 'Scene',
  more: 'Altro…',
  percent: (percent) => `${percent} %`,
  colourName: (favourite) =>
    'colour' in favourite
      ? hues[nameOfColour(favourite.colour)]
      : `${whiteName(favourite.temperature)}, ${Math.round(favourite.temperature)} K`,
  due: ({ power, at, daily }, name) =>
    `${oneLine(name, MAX_LABEL)} ${powers[power]} alle ${timeOfDay(at)}${daily === undefined ? '' : ', ogni giorno'}`,
  openController: 'Apri il controllo',
  openChat: 'Apri la chat',
  unread: (count) => (count === 1 ? '1 non letto' : `${count} non letti`),
  openChatUnread: (count) => `Apri la chat (${count === 1 ? '1 non letto' : `${count} non letti`})`,
  quit: 'Esci da Porchlight',

  connectionLine: (state) => {
    switch (state.phase) {
      case 'connecting':
        return 'Connessione in corso …'
      case 'connected': {
        const { host, port } = state.broker
        const hosted = state.hostedHere ? ' – questa copia ospita il broker' : ''
        const taken =
          state.portTaken === undefined ? '' : ` (la porta ${state.portTaken} è usata da un altro programma)`
        return `Connesso a ${host}:${port}${hosted}${taken}`
      }
      case 'waiting':
        return `Non connesso${because(state.reason)}. Nuovo tentativo in corso.`
      case 'stopped':
        return state.reason
          ? `Non connesso${because(state.reason)}. Correggi nelle impostazioni del controllo.`
          : 'Non connesso.'
    }
  },
  lightLine: ({ name, power }) => `${oneLine(name, MAX_LABEL)}: ${powers[power]}`,
  chatLine: (user, text) => `${oneLine(user ?? 'Qualcuno', MAX_LABEL)}: ${oneLine(text, MAX_LINE)}`,

  telling: {
    somebody: 'Qualcuno',
    wroteIn: (who, room) => `${who} in ${room}`,
    newMessage: 'Nuovo messaggio',
    newMessages: (count) => `${count} nuovi messaggi`,
    yourTurn: (room) => `Tocca a te in ${room}`,
    andYourTurn: (title) => `${title} – tocca a te`,
  },
  contextMenu: {
    addToDictionary: 'Aggiungi al dizionario',
    undo: 'Annulla',
    redo: 'Ripeti',
    cut: 'Taglia',
    copy: 'Copia',
    paste: 'Incolla',
    selectAll: 'Seleziona tutto',
    copyLink: 'Copia collegamento',
  },

  export: {
    language: 'it',
    somebody: 'Qualcuno',
    edited: 'modificato',
    takenBack: 'ritirato',
    shortened: 'accorciato',
    notSent: 'non ancora inviato',
    day: (at) => days.format(at),
  },

  brokerProblem: (given, problem) =>
    `--broker=${given} non si può usare: ${addressProblems[problem]}. Scrivi per esempio --broker=mqtt://192.168.1.5:1883`,
  userProblem: (given, problem) =>
    `--user=${given} non si può usare: ${nameProblems[problem]}. Scrivi per esempio --user=Gianni`,
  folderProblem: (folder) =>
    `Nella cartella ${folder} non si può scrivere. Scegline un’altra con --user-data-dir=<cartella>.`,
  help: `Porchlight – una luce nel vassoio e una chat in rete, con MQTT

  --broker=<url>              usa questo broker in questa sessione, per esempio mqtt://192.168.1.5:1883
  --user=<nome>               il tuo nome nella chat in questa sessione
  --hidden                    parte nel vassoio, senza finestre
  --user-data-dir=<cartella>  tiene lì impostazioni e cronologia; due cartelle sono due copie
  --version                   scrive la versione e termina
  --help                      scrive questo e termina
`,
}
