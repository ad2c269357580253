import type { DeliveryFailure, DeliveryState } from '@shared/chat/message'
import type { NameProblem } from '@shared/chat/name'
import type { RoomTopicProblem } from '@shared/chat/room-topic'
import type { Turn } from '@shared/chat/turn'
import type { UpdateState } from '@shared/desktop/update'
import type { ArrangeProblem, FileProblem, Refusal, RoomProblem } from '@shared/ipc/contract'
import type { Notice } from '@shared/ipc/state'
import type { Availability, LightLock, LightNote, LightPower } from '@shared/light/light'
import type { AddressProblem } from '@shared/mqtt/address'
import type { CertificateRule, FailureKind } from '@shared/mqtt/connection'
import type { TopicProblem } from '@shared/mqtt/topic'
import type { ProfileProblem } from '@shared/profile/form'

/** Every member of a union, complete by its type: a new one does not compile until it is here, and then wants words. */
function every<Member extends string>(members: Record<Member, true>): Member[] {
  return Object.keys(members) as Member[]
}

export const failureKinds = every<FailureKind>({
  'name-not-found': true,
  refused: true,
  'timed-out': true,
  unreachable: true,
  closed: true,
  login: true,
  'not-authorised': true,
  'client-id': true,
  version: true,
  certificate: true,
  'taken-over': true,
  'not-mqtt': true,
  'packet-too-large': true,
  'no-port': true,
  other: true,
})

export const certificateRules = every<CertificateRule>({
  expired: true,
  'not-yet-valid': true,
  'self-signed': true,
  'unknown-issuer': true,
  'other-host': true,
  revoked: true,
  'not-pinned': true,
  'client-certificate': true,
  'client-key': true,
  other: true,
})

export const refusalKinds = every<Refusal['kind']>({
  'bad-arguments': true,
  'not-connected': true,
  'not-your-turn': true,
  'empty-text': true,
  'text-too-long': true,
  'payload-too-large': true,
  name: true,
  'name-taken': true,
  'room-topic': true,
  room: true,
  'not-changeable': true,
  'room-locked': true,
  topic: true,
  'refused-by-broker': true,
  'unknown-light': true,
  shortcut: true,
  arrange: true,
  'light-unable': true,
  'light-offline': true,
  'unknown-profile': true,
  profile: true,
  file: true,
  passphrase: true,
  gone: true,
  'saved-message': true,
  'not-saved': true,
  link: true,
  'login-item': true,
  'no-update': true,
  failed: true,
})

export const nameProblems = every<NameProblem>({ empty: true, 'too-long': true, 'forbidden-character': true })

export const topicProblems = every<TopicProblem>({
  empty: true,
  'too-long': true,
  'forbidden-character': true,
  wildcard: true,
  'misplaced-wildcard': true,
})

export const roomProblems = every<RoomProblem>({
  here: true,
  gone: true,
  light: true,
  'too-many': true,
  'name-too-long': true,
  'passphrase-too-short': true,
  'passphrase-wrong': true,
  yourself: true,
})

export const roomTopicProblems = every<RoomTopicProblem>({
  empty: true,
  'too-long': true,
  'forbidden-character': true,
  wildcard: true,
  'misplaced-wildcard': true,
  reserved: true,
})

export const addressProblems = every<AddressProblem>({
  empty: true,
  'not-a-url': true,
  scheme: true,
  host: true,
  port: true,
  extra: true,
})

export const fileProblems = every<FileProblem>({
  unreadable: true,
  'too-large': true,
  'not-pem': true,
  'not-certificate': true,
  'not-key': true,
  'not-profiles': true,
  'not-lights': true,
})

export const arrangeProblems = every<ArrangeProblem>({
  'name-empty': true,
  'name-too-long': true,
  'too-many': true,
  'no-lights': true,
  'nothing-to-keep': true,
  time: true,
  payloads: true,
  path: true,
  'topic-taken': true,
  gone: true,
})

export const shortcutProblems = every<Extract<Refusal, { kind: 'shortcut' }>['problem']>({
  unusable: true,
  taken: true,
  refused: true,
})

export const passphraseProblems = every<Extract<Refusal, { kind: 'passphrase' }>['problem']>({
  empty: true,
  wrong: true,
})

export const savedMessageProblems = every<Extract<Refusal, { kind: 'saved-message' }>['problem']>({
  name: true,
  'too-long': true,
  'too-many': true,
})

/** What can be wrong with each field of a profile; addresses have those of one address too. */
const byField: {
  readonly [Field in ProfileProblem['field']]: Record<
    Exclude<Extract<ProfileProblem, { field: Field }>['problem'], AddressProblem>,
    true
  >
} = {
  name: { 'too-long': true, taken: true },
  addresses: { none: true, 'too-many': true, credentials: true, twice: true },
  clientId: { 'too-long': true, 'forbidden-character': true },
  keepAlive: { range: true },
  sessionExpiry: { range: true },
  username: { 'too-long': true, missing: true },
  ca: { 'not-pem': true, 'too-long': true },
  certificate: { 'not-pem': true, 'too-long': true },
  key: {
    'not-pem': true,
    'too-long': true,
    missing: true,
    'without-certificate': true,
    'does-not-fit': true,
    passphrase: true,
  },
  serverName: { form: true },
  alpn: { form: true },
  pinned: { form: true },
  password: { 'too-long': true },
  keyPassphrase: { 'too-long': true },
  profiles: { 'too-many': true },
}

/** Every refusal of a profile. */
export const profileProblems = [
  { field: 'name', problem: 'empty' },
  ...addressProblems.map((problem) => ({ field: 'addresses', problem, text: 'nonsense' })),
  ...Object.entries(byField).flatMap(([field, problems]) =>
    Object.keys(problems).map((problem) => ({ field, problem })),
  ),
] as ProfileProblem[]

export const noticeKinds = every<Notice['kind']>({
  'settings-broken': true,
  'history-broken': true,
  'folder-unwritable': true,
  'no-tray': true,
  'qos-lowered': true,
  'broker-note': true,
  'session-shortened': true,
  'timer-missed': true,
  'too-many-lights': true,
  'history-full': true,
  'history-read-only': true,
  'too-many-rooms': true,
  'link-refused': true,
  'window-crashed': true,
  fault: true,
})

export const deliveryStates = every<DeliveryState>({ queued: true, sending: true, sent: true })
export const deliveryFailures = every<DeliveryFailure>({ 'turn-passed': true, 'refused-by-broker': true })
export const lightLocks = every<LightLock['kind']>({ template: true, 'no-command': true, unsupported: true })
export const lightAbsences = every<Exclude<Availability, 'online'>>({ offline: true, missing: true })
export const lightPowers = every<LightPower>({ on: true, off: true, unknown: true })
export const lightNotes = every<LightNote>({ 'no-answer': true, 'not-connected': true, 'not-sent': true })
export const closedTurns = every<Extract<Turn, { mayWrite: false }>['because']>({
  'no-name': true,
  'under-way': true,
  'last-is-mine': true,
})
export const neverReasons = every<Extract<UpdateState, { phase: 'never' }>['why']>({
  'from-source': true,
  'no-address': true,
  package: true,
})
