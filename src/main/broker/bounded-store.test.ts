import type { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { BoundedStore } from './bounded-store'
import { BROKER_LIMITS } from './limits'
import { MirrorDb } from './mirror-db'

async function storeWith(topics: readonly string[]): Promise<BoundedStore> {
  const ignore = (): void => undefined
  const store = new BoundedStore(new MirrorDb(undefined, [], ignore), BROKER_LIMITS, ignore)
  await store.setup({ clients: {} })
  for (const topic of topics)
    await store.storeRetained({ cmd: 'publish', topic, payload: Buffer.from(topic), qos: 1, retain: true })
  return store
}

async function topicsOf(stream: Readable): Promise<string[]> {
  const topics: string[] = []
  for await (const { topic } of stream as AsyncIterable<{ topic: string }>) topics.push(topic)
  return topics
}

it('hands on what filters want, once, also where several of them want it', async () => {
  const store = await storeWith(['led', 'home/led', 'chat', 'home/ü'])
  expect(await topicsOf(store.createRetainedStreamCombi(['led', '+/led', 'home/#']))).toEqual([
    'led',
    'home/led',
    'home/ü',
  ])
  expect(await topicsOf(store.createRetainedStreamCombi(['chat', 'nothing']))).toEqual(['chat'])
})

it('leaves out what was taken back before it was its turn', async () => {
  const store = await storeWith(['a', 'b'])
  const stream = store.createRetainedStreamCombi(['#'])
  await store.storeRetained({ cmd: 'publish', topic: 'b', payload: Buffer.alloc(0), qos: 1, retain: true })
  expect(await topicsOf(stream)).toEqual(['a'])
})

it('asks for calm while many walks wait, until they are over', async () => {
  const topics = Array.from({ length: BROKER_LIMITS.retainedMessages }, (_, index) => `a/b/c/d/e/${index}`)
  const store = await storeWith(topics)
  const all = Array.from({ length: 30 }, () =>
    topicsOf(store.createRetainedStreamCombi(['+/b/+/d/+/none', '#'])),
  )
  while (!store.calm) await new Promise((resolve) => setImmediate(resolve))
  for (const found of await Promise.all(all)) expect(found).toHaveLength(topics.length)
  expect(store.calm).toBeUndefined()
})

it.each(['the first', 'the second'])(
  'notes what is sent in its order where %s is not kept',
  async (missing) => {
    const store = await storeWith([])
    const message = (brokerCounter: number) => ({
      ...{ cmd: 'publish' as const, topic: 'n', payload: Buffer.from('x'), qos: 1 as const, retain: false },
      ...{ brokerId: 'b', brokerCounter, messageId: brokerCounter },
    })
    const messages = [message(1), message(2)] as const
    await store.outgoingEnqueue({ clientId: 'c' }, messages[missing === 'the first' ? 1 : 0])
    const client = { id: 'c' }
    const order: number[] = []
    await Promise.all(
      messages.map((each) => store.outgoingUpdate(client, each).then(() => order.push(each.brokerCounter))),
    )
    expect(order).toEqual([1, 2])
  },
)
