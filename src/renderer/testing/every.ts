import type { DeliveryFailure, DeliveryState } from '@shared/chat/message'
import type { NameProblem } from '@shared/chat/name'
import type { Turn } from '@shared/chat/turn'
import type { Refusal } from '@shared/ipc/contract'
import type { Notice } from '@shared/ipc/state'
import type { LightNote, LightPower } from '@shared/light/light'
import type { AddressProblem } from '@shared/mqtt/address'
import type { FailureKind } from '@shared/mqtt/connection'
import type { TopicProblem } from '@shared/mqtt/topic'

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
  'not-mqtt': true,
  'no-port': true,
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
  topic: true,
  address: true,
  'refused-by-broker': true,
  'unknown-light': true,
  'not-saved': true,
  link: true,
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

export const addressProblems = every<AddressProblem>({
  empty: true,
  'not-a-url': true,
  scheme: true,
  host: true,
  port: true,
  extra: true,
})

export const noticeKinds = every<Notice['kind']>({
  'settings-broken': true,
  'history-broken': true,
  'folder-unwritable': true,
  'no-tray': true,
  'qos-lowered': true,
  'broker-note': true,
  'password-not-kept': true,
})

export const deliveryStates = every<DeliveryState>({ queued: true, sending: true, sent: true })
export const deliveryFailures = every<DeliveryFailure>({ 'turn-passed': true, 'refused-by-broker': true })
export const lightPowers = every<LightPower>({ on: true, off: true, unknown: true })
export const lightNotes = every<LightNote>({ 'no-answer': true, 'not-connected': true, 'not-sent': true })
export const closedTurns = every<Extract<Turn, { mayWrite: false }>['because']>({
  'no-name': true,
  'under-way': true,
  'last-is-mine': true,
})
