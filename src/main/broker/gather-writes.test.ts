import { Writable } from 'node:stream'
import { setImmediate as immediate } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import { gatherWrites } from './gather-writes'

let calls: string[][]
let stream: Writable
beforeEach(() => {
  calls = []
  stream = new Writable({
    decodeStrings: false,
    writev: (chunks, done) => {
      calls.push(chunks.map(({ chunk }) => String(chunk)))
      done()
    },
  })
  gatherWrites(stream)
})

/** As mqtt-packet does it. */
function packet(...parts: string[]): void {
  stream.cork()
  for (const part of parts) stream.write(part)
  process.nextTick(() => stream.uncork())
}

it('has the packets of one turn leave together, in their order', async () => {
  packet('a', 'b')
  await Promise.resolve()
  packet('c')
  expect(calls).toEqual([])
  await immediate()
  expect(calls).toEqual([['a', 'b', 'c']])
})

it('has those of the next turn leave then, and keeps nothing back', async () => {
  packet('a')
  await immediate()
  packet('b')
  packet('c')
  await immediate()
  expect(calls).toEqual([['a'], ['b', 'c']])
  expect(stream.writableCorked).toBe(0)
})

it('lets a stream end with what was written last', async () => {
  packet('a')
  stream.end()
  await new Promise((done) => stream.once('finish', done))
  await immediate()
  expect(calls).toEqual([['a']])
})

it('does not mind a stream that was torn down meanwhile', async () => {
  packet('a')
  stream.destroy()
  await immediate()
  expect(stream.destroyed).toBe(true)
  expect(calls).toEqual([])
})
