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
