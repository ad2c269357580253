import { expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { Slabs } from './slabs'

it('copies, so that the chunk a payload came in can go', () => {
  const chunk = Buffer.alloc(65_536, 'x')
  const kept = new Slabs().keep(chunk.subarray(100, 120), 1_000)
  chunk.fill('y')
  expect(kept).toEqual(encodeText('x'.repeat(20)))
  expect(kept.buffer).not.toBe(chunk.buffer)
})

it('has many payloads share a slab, and none overwrites another', () => {
  const slabs = new Slabs()
  const payloads = Array.from({ length: 5_000 }, (_, count) => encodeText(`${count} `.repeat(count % 50)))
  const kept = payloads.map((payload) => slabs.keep(payload, 1_000))
  expect(kept).toEqual(payloads)
  const bytes = payloads.reduce((sum, { length }) => sum + length, 0)
  const memory = [...new Set(kept.map(({ buffer }) => buffer))].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  )
  expect(memory).toBeLessThan(bytes * 1.1 + 65_536)
})

it.each([8_192, 8_193, 65_536, 1_000_000])('keeps %i bytes whole', (length) => {
  const slabs = new Slabs()
  slabs.keep(encodeText('before'), 10)
  const payload = new Uint8Array(length).fill(7)
  expect(slabs.keep(payload, length)).toEqual(payload)
})

it('keeps a payload that has a slab of its own in memory of its own, whatever the payload was cut out of', () => {
  const payload = Buffer.alloc(100_000, 1).subarray(0, 50_000)
  expect(new Slabs().keep(payload, 50_000).buffer.byteLength).toBe(50_000)
})

it('cuts what is longer than it may be', () => {
  expect(new Slabs().keep(encodeText('too long'), 3)).toEqual(encodeText('too'))
  expect(new Slabs().keep(new Uint8Array(20_000), 10_000)).toHaveLength(10_000)
})
