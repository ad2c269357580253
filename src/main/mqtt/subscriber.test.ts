import type { IClientOptions, MqttClient } from 'mqtt'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Qos } from '@shared/mqtt/message'
import { FakeClient } from './testing/rig'
import { Subscriber } from './subscriber'

let client: FakeClient
let changes: number
let lowered: Qos[]
let subscriber: Subscriber
beforeEach(() => {
  client = new FakeClient({} as IClientOptions)
  changes = 0
  lowered = []
  subscriber = new Subscriber({ changed: () => changes++, lowered: (most) => lowered.push(most) })
})
const open = (isOver = (): boolean => false): Promise<void> =>
  subscriber.open(client as unknown as MqttClient, isOver)

it('only notes what is wanted while there is no connection', async () => {
  expect(await subscriber.subscribe('led', 2)).toBe('later')
  expect(client.asked).toEqual([])
  expect(changes).toBe(1)
})

it('asks per quality for all of it, then takes back what is not wanted any more', async () => {
  for (const [filter, qos] of [
    ['a', 2],
    ['b', 1],
    ['c', 2],
    ['d', 2],
  ] as const)
    await subscriber.subscribe(filter, qos)
  await subscriber.unsubscribe('d')
  await open()
  expect(client.asked).toEqual([
    { filters: ['a', 'c'], qos: 2 },
    { filters: ['b'], qos: 1 },
  ])
  expect(client.unsubscribed).toEqual(['d'])
})

it('tells of a change when the broker has answered it, also when it is still asked for something else', async () => {
  await open()
  const answers: (() => void)[] = []
  const subscribe = client.subscribeAsync.bind(client)
  client.subscribeAsync = async (filters, options) => {
    await new Promise<void>((resolve) => answers.push(resolve))
    return subscribe(filters, options)
  }
  const told: string[] = []
  for (const [filter, qos] of [
    ['a', 0],
    ['b', 2],
  ] as const)
    void subscriber.change([filter], qos, []).then(() => told.push(filter))
  const settled = async (): Promise<void> => void (await new Promise((resolve) => setImmediate(resolve)))
  await settled()
  expect(answers).toHaveLength(1)
  answers[0]?.()
  await settled()
  expect(client.asked).toEqual([{ filters: ['a'], qos: 0 }])
  expect(told).toEqual([])
  answers[1]?.()
  await settled()
  expect(client.asked.slice(1)).toEqual([{ filters: ['b'], qos: 2 }])
  expect(told.toSorted()).toEqual(['a', 'b'])
})

describe('a grant lower than asked', () => {
  it('shows the most the broker has', async () => {
    await subscriber.subscribe('led', 2)
    client.grant = () => 1
    await open()
    expect(lowered).toEqual([1])
    client.grant = () => 0
    expect(await subscriber.subscribe('chat/#', 1)).toBe(0)
    expect(lowered).toEqual([1, 0])
  })

  it('shows nothing where it is what was asked, or a refusal', async () => {
    await subscriber.subscribe('led', 1)
    await open()
    client.grant = () => 128
    expect(await subscriber.subscribe('secret', 2)).toBe('refused')
    expect(lowered).toEqual([])
  })
})

describe('a connection that is over', () => {
  it('is not asked any further', async () => {
    await subscriber.subscribe('led', 2)
    await subscriber.subscribe('chat', 1)
    let over = false
    client.grant = (_filter, qos) => ((over = true), qos)
    await open(() => over)
    expect(client.asked).toHaveLength(1)
    expect(subscriber.list().map(({ granted }) => granted)).toEqual(['later', 'later'])
  })

  it('takes along what was granted, and says so', async () => {
    await subscriber.subscribe('led', 2)
    await open()
    const before = changes
    subscriber.close()
    expect(changes).toBe(before + 1)
    expect(subscriber.list()).toEqual([{ filter: 'led', asked: 2, granted: 'later' }])
    expect(await subscriber.subscribe('chat', 2)).toBe('later')
    expect(client.asked).toHaveLength(1)
  })

  it('is told again of a filter whose end it may not have heard of', async () => {
    await subscriber.subscribe('led', 2)
    await open()
    client.unsubscribeAsync = () => (subscriber.close(), Promise.reject(new Error('Connection closed')))
    await subscriber.unsubscribe('led')
    client = new FakeClient({} as IClientOptions)
    await open()
    expect(client.unsubscribed).toEqual(['led'])
  })
})
