import type { NameProblem } from '@shared/chat/name'
import type { FavouriteColour, Timer } from '@shared/light/arrangement'
import { nameOfColour, type HueName } from '@shared/light/hue'
import type { LightState } from '@shared/light/light'
import type { AddressProblem } from '@shared/mqtt/address'
import type {
  CertificateRule,
  ConnectionFailure,
  ConnectionState,
  FailureKind,
} from '@shared/mqtt/connection'
import { MAX_LABEL, MAX_LINE, oneLine } from '@shared/one-line'
import { timeOfDay } from './time-of-day'

const reasons: Record<FailureKind, string> = {
  'name-not-found': 'the name of the broker was not found',
  refused: 'nothing answers there',
  'timed-out': 'no answer in time',
  unreachable: 'the network does not reach it',
  closed: 'the connection was closed',
  login: 'user name or password is wrong',
  'not-authorised': 'the broker does not let this user in',
  'client-id': 'the broker does not accept the client id',
  version: 'the broker does not speak this version of MQTT',
  certificate: 'its certificate cannot be trusted',
  'taken-over': 'another program uses the same client id',
  'not-mqtt': 'what answers there is not an MQTT broker',
  'packet-too-large': 'it sends packets that are too large',
  'no-port': 'all ports from 1883 to 1892 are in use by other programs',
  other: 'something went wrong',
}

const certificateRules: Record<CertificateRule, string> = {
  expired: 'its certificate has expired',
  'not-yet-valid': 'its certificate is not valid yet',
  'self-signed': 'it vouches for itself with a self-signed certificate',
  'unknown-issuer': 'its certificate is from an issuer that is not known here',
  'other-host': 'its certificate is for another host',
  revoked: 'its certificate has been revoked',
  'not-pinned': 'it shows another certificate than the one you trust',
  'client-certificate': 'it does not accept this client’s certificate, or wants one',
  'client-key': 'this client’s certificate, its key or the passphrase cannot be used',
  other: reasons.certificate,
}

const addressProblems: Record<AddressProblem, string> = {
  empty: 'it is empty',
  'not-a-url': 'it is not an address',
  scheme: 'it has to begin with mqtt://, mqtts://, ws:// or wss://',
  host: 'the name of the host cannot be used',
  port: 'the port has to be a number from 1 to 65535',
  extra: 'there is more in it than host and port',
}

const nameProblems: Record<NameProblem, string> = {
  empty: 'it is empty',
  'too-long': 'it is longer than 40 characters',
  'forbidden-character': 'it has a character that cannot be shown',
}

const hues: Record<HueName, string> = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  cyan: 'Cyan',
  blue: 'Blue',
  violet: 'Violet',
  pink: 'Pink',
  none: 'White',
}

function whiteName(kelvin: number): string {
  return kelvin < 3_300 ? 'Warm white' : kelvin < 5_000 ? 'White' : 'Cold white'
}

const powers: Record<LightState['power'], string> = { on: 'on', off: 'off', unknown: 'not known' }

function connection(state: ConnectionState): string {
  if (state.phase === 'connected') return 'connected'
  return state.phase === 'connecting' ? 'connecting' : 'not connected'
}

function because(reason: ConnectionFailure | undefined): string {
  if (!reason) return ''
  return `: ${reason.rule ? certificateRules[reason.rule] : reasons[reason.kind]}`
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' })

/** The main process's words; the other languages have the same. */
export const en = {
  controllerTitle: 'Porchlight',
  chatTitle: 'Chat – Porchlight',
  panelTitle: 'Panel – Porchlight',

  tooltip: (light: LightState, state: ConnectionState): string =>
    `${oneLine(light.name, MAX_LABEL)}: ${light.availability === 'offline' ? 'offline' : powers[light.power]} · ${connection(state)}`,
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  trayLight: 'Tray light',
  brightness: 'Brightness',
  colour: 'Colour',
  scenes: 'Scenes',
  more: 'More…',
  percent: (percent: number): string => `${percent} %`,
  colourName: (favourite: FavouriteColour): string =>
    'colour' in favourite
      ? hues[nameOfColour(favourite.colour)]
      : `${whiteName(favourite.temperature)}, ${Math.round(favourite.temperature)} K`,
  due: ({ power, at, daily }: Timer, name: string): string =>
    `${oneLine(name, MAX_LABEL)} ${powers[power]} at ${timeOfDay(at)}${daily === undefined ? '' : ', every day'}`,
  openController: 'Open controller',
  openChat: 'Open chat',
  unread: (count: number): string => `${count} unread`,
  openChatUnread: (count: number): string => `Open chat (${count} unread)`,
  quit: 'Quit Porchlight',

  connectionLine: (state: ConnectionState): string => {
    switch (state.phase) {
      case 'connecting':
        return 'Connecting …'
      case 'connected': {
        const { host, port } = state.broker
        const hosted = state.hostedHere ? ' – this copy runs the broker' : ''
        const taken =
          state.portTaken === undefined ? '' : ` (port ${state.portTaken} is in use by another program)`
        return `Connected to ${host}:${port}${hosted}${taken}`
      }
      case 'waiting':
        return `Not connected${because(state.reason)}. Trying again.`
      case 'stopped':
        return state.reason
          ? `Not connected${because(state.reason)}. Set it right under Settings in the controller.`
          : 'Not connected.'
    }
  },
  lightLine: ({ name, power }: LightState): string => `${oneLine(name, MAX_LABEL)} is ${powers[power]}`,
  chatLine: (user: string | undefined, text: string): string =>
    `${oneLine(user ?? 'Somebody', MAX_LABEL)}: ${oneLine(text, MAX_LINE)}`,

  telling: {
    somebody: 'Somebody',
    /** Who wrote, in a room that is not the only one they may mean. */
    wroteIn: (who: string, room: string): string => `${who} in ${room}`,
    newMessage: 'New message',
    newMessages: (count: number): string => `${count} new messages`,
    yourTurn: (room: string): string => `Your turn in ${room}`,
    andYourTurn: (title: string): string => `${title} – your turn`,
  },
  contextMenu: {
    addToDictionary: 'Add to dictionary',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    copyLink: 'Copy link',
  },

  export: {
    language: 'en',
    somebody: 'Somebody',
    edited: 'edited',
    takenBack: 'taken back',
    shortened: 'shortened',
    notSent: 'not sent yet',
    day: (at: number): string => days.format(at),
  },

  brokerProblem: (given: string, problem: AddressProblem): string =>
    `--broker=${given} cannot be used: ${addressProblems[problem]}. Write for example --broker=mqtt://192.168.1.5:1883`,
  userProblem: (given: string, problem: NameProblem): string =>
    `--user=${given} cannot be used: ${nameProblems[problem]}. Write for example --user=John`,
  folderProblem: (folder: string): string =>
    `The folder ${folder} cannot be written to. Choose another one with --user-data-dir=<folder>.`,
  help: `Porchlight – a light in your tray and a chat on your network, over MQTT

  --broker=<url>            use this broker in this run, for example mqtt://192.168.1.5:1883
  --user=<name>             your name in the chat in this run
  --hidden                  start in the tray, without a window
  --user-data-dir=<folder>  keep settings and history there; two folders are two copies
  --version                 print the version and end
  --help                    print this and end
`,
}

export type Words = typeof en
