import type { ConnectionState } from '@shared/mqtt/connection'
import type { LightState } from '@shared/light/light'
import type { RoomSummary, SubscriptionView } from '@shared/ipc/state'
import { type Profile, THIS_COMPUTER } from '@shared/profile/profile'
import type { StoredSettings } from '../store/settings'
import type { Log } from './log'
import { hostHider, isLoopback, valueHider } from './report-hiding'
import { redact } from './redact'

/** Bytes of a report; the oldest lines of the log go first. */
export const MAX_REPORT = 200_000
const LOG_LINES = 200

/** What is known of the computer, each a line of the report. */
export type SystemFacts = readonly (readonly [what: string, is: string])[]

/** What a report reads; asked anew for each. */
export interface ProblemReportParts {
  system(): SystemFacts | Promise<SystemFacts>
  settings(): StoredSettings
  fromCommandLine(): { readonly name: boolean; readonly broker: boolean }
  connection(): ConnectionState
  lights(): readonly LightState[]
  rooms(): readonly RoomSummary[]
  subscriptions(): readonly SubscriptionView[]
  /** Messages of others that are kept of a room, counted to a limit. */
  messages(room: string): number
  /** What must not be read in the log: names of the user, of their computer, of the brokers. */
  privateWords(): readonly string[]
  readonly log: Pick<Log, 'tail'>
}

/** A text about a fault that the user reads before it goes anywhere; nothing is sent by the app. */
export interface ProblemReport {
  make(): Promise<string>
  /** The last that was made. */
  readonly last: string | undefined
}

const HEADING = `Porchlight: a report about a problem

This text is on your computer only. Read it, and give it to whoever helps you. It has no messages, no names of people,
rooms, lights or brokers, and no passwords in it; take out whatever else you want to keep to yourself.
`

/** Puts the report together. */
export function problemReport(parts: ProblemReportParts): ProblemReport {
  let last: string | undefined
  return {
    get last() {
      return last
    },
    make: async () => {
      const sections = [
        section('Program and computer', await parts.system()),
        section('Connection', connectionFacts(parts)),
        section('Numbers', numbers(parts)),
        section('Settings', settingsFacts(parts)),
      ]
      const head = [HEADING, ...sections].map((one) => redact(one)).join('\n')
      last = bounded(`${head}\nLog\n---\n`, logLines(parts))
      return last
    },
  }
}

function section(title: string, facts: SystemFacts): string {
  return `${[title, '-'.repeat(title.length), ...facts.map(([what, is]) => `${what}: ${is}`)].join('\n')}\n`
}

function connectionFacts({ connection, settings, fromCommandLine }: ProblemReportParts): SystemFacts {
  const state = connection()
  const { broker } = state
  const failure = 'reason' in state ? state.reason : undefined
  const kind = fromCommandLine().broker
    ? 'command line'
    : settings().active === THIS_COMPUTER
      ? 'this computer'
      : 'profile'
  return [
    ['phase', state.phase],
    ['broker chosen by', kind],
    ...(broker ? [['broker', `${broker.scheme}://${hidden(broker.host)}:${broker.port}`] as const] : []),
    ...(failure ? [['reason', [failure.kind, failure.rule].filter(Boolean).join(', ')] as const] : []),
    ...(state.phase === 'connected'
      ? [
          ['MQTT', state.version] as const,
          ['hosted here', yesNo(state.hostedHere)] as const,
          ...(state.portTaken === undefined ? [] : [['port taken', String(state.portTaken)] as const]),
        ]
      : []),
  ]
}

function numbers(parts: ProblemReportParts): SystemFacts {
  const rooms = parts.rooms()
  const subscriptions = parts.subscriptions()
  return [
    ['lights', byKind(parts.lights().map(({ convention }) => convention))],
    ['lights there', byKind(parts.lights().map(({ availability }) => availability))],
    ['rooms', byKind(rooms.map(({ kind }) => kind))],
    [
      'messages of others kept, by room',
      rooms.map(({ topic }) => parts.messages(topic)).join(', ') || 'none',
    ],
    [
      'subscriptions',
      `${subscriptions.length}, by the user ${subscriptions.filter(({ byUser }) => byUser).length}`,
    ],
    ['subscriptions refused', String(subscriptions.filter(({ refused }) => refused).length)],
  ]
}

function settingsFacts({ settings, fromCommandLine }: ProblemReportParts): SystemFacts {
  const { name, profiles, lights, chat, desktop, savedMessages, secretKeeping, active } = settings()
  const inUse = profiles.find(({ id }) => id === active)
  return [
    ['name is set', yesNo(name !== undefined)],
    ['from the command line', chosen(fromCommandLine())],
    ['profiles', String(profiles.length)],
    ...(inUse ? [['profile in use', profileText(inUse)] as const] : []),
    ['where the system does not encrypt', secretKeeping ?? 'not asked'],
    [
      'groups, scenes, timers, shortcuts',
      count(lights.groups, lights.scenes, lights.timers, lights.shortcuts),
    ],
    ['plain lights, lights arranged', count(lights.plain, lights.lamps)],
    ['lights offered', yesNo(lights.offered)],
    ['click on the tray', lights.trayClick ?? 'by the light'],
    ['chat', JSON.stringify(chat)],
    ['desktop', JSON.stringify(desktop)],
    ['saved messages', String(savedMessages.length)],
  ]
}

function profileText({
  addresses,
  version,
  keepAlive,
  sessionExpiry,
  username,
  clientId,
  tls,
}: Profile): string {
  const places = addresses.map(({ scheme, port }) => `${scheme} ${port}`).join(', ')
  const given = chosen({
    'user name': username !== undefined,
    'client id': clientId !== undefined,
    CA: tls.ca !== undefined,
    certificate: tls.certificate !== undefined,
    'server name': tls.serverName !== undefined,
    ALPN: tls.alpn !== undefined,
    pinned: tls.pinned !== undefined,
  })
  return `${places}; MQTT ${version}; keep alive ${keepAlive} s; session ${sessionExpiry} s; with ${given}`
}

function logLines({ log, connection, settings, privateWords }: ProblemReportParts): string[] {
  const { profiles, rooms, lights, name, installation } = settings()
  const places = [...profiles.flatMap(({ addresses }) => addresses), connection().broker]
    .flatMap((address) => [address?.host ?? '', address?.path ?? ''])
    .filter((text) => !isLoopback(text))
  const words = [
    ...places,
    ...(name === undefined ? [] : [name]),
    installation,
    ...profiles.flatMap((one) => [
      one.name,
      one.username ?? '',
      one.clientId ?? '',
      one.tls.serverName ?? '',
    ]),
    ...rooms.flatMap((one) => [one.topic, one.name, one.other?.name ?? '', one.other?.client ?? '']),
    ...lights.plain.map(({ topic }) => topic),
    ...lights.lamps.flatMap((one) => [one.knownAs, one.name ?? '', one.room ?? '']),
    ...privateWords(),
  ]
  const hideWords = valueHider(words)
  return log
    .tail(LOG_LINES)
    .split('\n')
    .map((line) => hideWords(hostHider(redact(line))))
}

function bounded(head: string, lines: readonly string[]): string {
  let left = MAX_REPORT - Buffer.byteLength(head)
  const kept: string[] = []
  for (const line of lines.toReversed()) {
    left -= Buffer.byteLength(line) + 1
    if (left < 0) break
    kept.unshift(line)
  }
  return `${head}${kept.join('\n')}\n`
}

function hidden(host: string): string {
  return isLoopback(host) ? host : '<host>'
}

function byKind(kinds: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, many]) => `${kind} ${many}`).join(', ') || 'none'
}

function chosen(of: Readonly<Record<string, boolean>>): string {
  const names = Object.entries(of).flatMap(([name, is]) => (is ? [name] : []))
  return names.join(', ') || 'nothing'
}

function count(...lists: readonly (readonly unknown[])[]): string {
  return lists.map(({ length }) => length).join(', ')
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}
