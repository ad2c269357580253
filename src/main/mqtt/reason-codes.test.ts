import { expect, it } from 'vitest'
import { describeFailure } from './failure'
import { BrokerReasonError } from './reason-codes'

it.each([
  [0, 'closed', 'Normal disconnection'],
  [128, 'other', 'Unspecified error'],
  [132, 'version', 'Unsupported protocol version'],
  [133, 'client-id', 'Client identifier not valid'],
  [134, 'login', 'Bad user name or password'],
  [135, 'not-authorised', 'Not authorized'],
  [136, 'refused', 'Server unavailable'],
  [137, 'refused', 'Server busy'],
  [138, 'not-authorised', 'Banned'],
  [139, 'refused', 'Server shutting down'],
  [141, 'timed-out', 'Keep alive timeout'],
  [142, 'taken-over', 'Session taken over'],
  [149, 'packet-too-large', 'Packet too large'],
  [151, 'refused', 'Quota exceeded'],
  [156, 'refused', 'Use another server'],
  [157, 'refused', 'Server moved'],
  [250, 'other', 'Reason 250'],
] as const)('the broker gives the reason %i', (code, kind, detail) => {
  expect(describeFailure(new BrokerReasonError(code))).toEqual({ kind, detail })
})
