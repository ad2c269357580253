import { describe, expect, it } from 'vitest'
import { parseFromBroker, parseToBroker } from './protocol'

describe('what the two processes tell each other', () => {
  it('reads a start with everything', () => {
    const start = {
      type: 'start',
      port: 1883,
      folder: '/somewhere/broker',
      seed: [{ topic: 'led', payload: new Uint8Array([1]), qos: 2 }],
    }
    expect(parseToBroker(start)).toEqual(start)
    expect(parseToBroker({ type: 'stop' })).toEqual({ type: 'stop' })
  })

  it.each([
    undefined,
    null,
    'start',
    { type: 'begin' },
    { type: 'start', port: 70_000, seed: [] },
    { type: 'start', port: 1883 },
    { type: 'start', port: 1883, seed: [{ topic: '', payload: new Uint8Array(), qos: 0 }] },
    { type: 'start', port: 1883, seed: [{ topic: 'a', payload: 'text', qos: 0 }] },
    { type: 'start', port: 1883, seed: [{ topic: 'a', payload: new Uint8Array(), qos: 3 }] },
  ])('refuses %j', (message) => {
    expect(parseToBroker(message)).toBeUndefined()
  })

  it('reads the answers', () => {
    for (const answer of [
      { type: 'listening', port: 1883 },
      { type: 'in-use' },
      { type: 'failed', reason: 'no' },
      { type: 'note', note: { kind: 'client-limit', client: 'a', limit: 3 } },
    ]) {
      expect(parseFromBroker(answer)).toEqual(answer)
    }
    expect(parseFromBroker({ type: 'note', note: { kind: 'weather' } })).toBeUndefined()
    expect(parseFromBroker({ type: 'listening' })).toBeUndefined()
  })
})
