import { beforeEach, expect, it } from 'vitest'
import type { ConnectionState } from '@shared/mqtt/connection'
import type { MqttSession } from '../mqtt/session'
import { Shortcomings } from './shortcomings'

type Subscription = MqttSession['subscriptions'][number]

const connected = (sessionExpiry?: number): Extract<ConnectionState, { phase: 'connected' }> => ({
  phase: 'connected',
  broker: { scheme: 'mqtt', host: 'h', port: 1883 },
  hostedHere: false,
  version: '5',
  ...(sessionExpiry === undefined ? {} : { sessionExpiry }),
})
const led = (granted: Subscription['granted']): Subscription => ({ filter: 'led', asked: 2, granted })

let said: unknown[][]
let shortcomings: Shortcomings
beforeEach(() => {
  said = []
  shortcomings = new Shortcomings({ say: (...what) => void said.push(what) }, () => ['led', 'chat'])
})

it('are none where the broker gives what was asked', () => {
  shortcomings.connected(connected(), [led(2), { filter: 'chat', asked: 2, granted: 'later' }])
  expect(said).toEqual([])
})

it('are said in one notice for all filters, and at the next connection no more', () => {
  const both: Subscription[] = [led(1), { filter: 'chat', asked: 2, granted: 0 }]
  shortcomings.connected(connected(), both)
  shortcomings.connected(connected(), both)
  expect(said).toEqual([['qos-lowered', 'led, chat']])
})

it('are not those of filters that the user asked for', () => {
  shortcomings.connected(connected(), [{ filter: 'house/#', asked: 2, granted: 1 }])
  expect(said).toEqual([])
})

it('are said again when they are others', () => {
  shortcomings.connected(connected(60), [led(1)])
  shortcomings.connected(connected(60), [led(1)])
  shortcomings.connected(connected(0), [led(1)])
  expect(said).toEqual([
    ['session-shortened', '60'],
    ['qos-lowered', 'led'],
    ['session-shortened', '0'],
  ])
})
