import { beforeEach, describe, expect, it } from 'vitest'
import { toggled } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import { decodeText, encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { PublishFailure, PublishOptions } from '../mqtt/publisher'
import { ANSWER_PATIENCE, Lights } from './lights'

type PublishResult = { ok: true; value: undefined } | { ok: false; error: PublishFailure }

/** A session of which only what lights use is real, and a clock that the test moves. */
class Rig {
  state: ConnectionState = {
    phase: 'connected',
    broker: { scheme: 'mqtt', host: 'h', port: 1 },
    hostedHere: false,
    version: '3.1.1',
  }
  readonly published: { topic: string; payload: string | undefined; options: PublishOptions | undefined }[] =
    []
  readonly answers: ((result: PublishResult) => void)[] = []
  readonly timers = new Set<{ ms: number; task: () => void }>()
  changes = 0
  readonly lights = new Lights(
    {
      session: {
        state: this.state,
        publish: (topic, payload, options) => {
          this.published.push({ topic, payload: decodeText(payload), options })
          return new Promise((resolve) => this.answers.push(resolve))
        },
      },
      after: (ms, task) => {
        const timer = { ms, task }
        this.timers.add(timer)
        return () => void this.timers.delete(timer)
      },
      changed: () => this.changes++,
    },
    ['led', 'home/lamp'],
  )

  hear(payload: string | Uint8Array, topic = 'led'): boolean | undefined {
    const bytes = typeof payload === 'string' ? encodeText(payload) : payload
    return this.lights.receive({ topic, payload: bytes, qos: 2, retain: false } satisfies MqttMessage)
  }

  /** Time passes until the patience with the light is over. */
  tire(): void {
    for (const timer of [...this.timers]) {
      this.timers.delete(timer)
      timer.task()
    }
  }

  async answer(index: number, result: PublishResult): Promise<void> {
    this.answers[index]?.(result)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

const notSent: PublishResult = { ok: false, error: { kind: 'refused-by-broker', detail: '' } }

let rig: Rig
beforeEach(() => (rig = new Rig()))

it('knows nothing at first', () => {
  expect(rig.lights.list()).toEqual([
    { id: 'led', name: 'led', power: 'unknown' },
    { id: 'home/lamp', name: 'home/lamp', power: 'unknown' },
  ])
  expect(rig.lights.filters()).toEqual(['led', 'home/lamp'])
  expect(rig.lights.get('led')?.power).toBe('unknown')
  expect(rig.lights.get('other')).toBeUndefined()
  expect(rig.lights.retained()).toEqual([])
})

describe('what the wire says', () => {
  it.each([
    ['on', 'on'],
    [' OFF ', 'off'],
    ['{"n":"switch","value":1}', 'on'],
    ['{"status":"OFF"}', 'off'],
    ['{"bn":"bot","e":[{"n":"switch","v":"on","t":1,"u":"bool"}]}', 'on'],
    ['"{\\"command\\": \\"on\\"}"', 'on'],
    ["{'client': 'ledClient', 'n': 'switch', 'value': 'off'}", 'off'],
  ])('%s is read', (payload, power) => {
    expect(rig.hear(payload)).toBe(true)
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power })
    expect(rig.changes).toBe(1)
  })

  it.each([
    ['nothing', ''],
    ['other words', 'perhaps'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe])],
    ['a megabyte', new Uint8Array(1_000_000).fill(0x31)],
    ['deep JSON', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['NaN', '{"value":NaN}'],
    ['null', 'null'],
    ['an object without a field', '{"brightness":3}'],
  ])('%s is not understood and changes nothing', (_name, payload) => {
    rig.hear('on')
    const before = rig.lights.get('led')
    expect(rig.hear(payload)).toBe(false)
    expect(rig.lights.get('led')).toBe(before)
    expect(rig.changes).toBe(1)
  })

  it('on somebody else’s topic is not for a light', () => {
    expect(rig.hear('on', 'LED')).toBeUndefined()
    expect(rig.hear('on', 'led/set')).toBeUndefined()
    expect(rig.changes).toBe(0)
  })

  it('about one light leaves the others alone', () => {
    rig.hear('on', 'home/lamp')
    expect(rig.lights.list().map(({ power }) => power)).toEqual(['unknown', 'on'])
  })
})

describe('a wish', () => {
  it('is pending until the wire says so, and is sent with QoS 2 and retain', () => {
    rig.hear('off')
    expect(rig.lights.set('led', true)).toEqual({ ok: true, value: undefined })
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'off', pending: 'on' })
    expect(rig.published).toEqual([{ topic: 'led', payload: 'on', options: { qos: 2, retain: true } }])
    expect([...rig.timers].map(({ ms }) => ms)).toEqual([ANSWER_PATIENCE])
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on' })
    expect(rig.timers.size).toBe(0)
  })

  it('is not answered by the broker having it', async () => {
    rig.lights.set('led', true)
    await rig.answer(0, { ok: true, value: undefined })
    expect(rig.lights.get('led')).toMatchObject({ power: 'unknown', pending: 'on' })
  })

  it('is not answered by what somebody else says meanwhile', () => {
    rig.hear('on')
    rig.lights.set('led', false)
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on', pending: 'off' })
    rig.hear('off')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'off' })
  })

  it('shows the other state while pending when somebody else changes it, and still waits', () => {
    rig.hear('off')
    rig.lights.set('led', false)
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on', pending: 'off' })
    expect(rig.timers.size).toBe(1)
  })

  it('is not answered by a payload that nobody understands', () => {
    rig.lights.set('led', true)
    rig.hear('perhaps')
    expect(rig.lights.get('led')).toMatchObject({ pending: 'on' })
  })

  it('is given up after five seconds without an answer', () => {
    rig.hear('off')
    rig.lights.set('led', true)
    expect(ANSWER_PATIENCE).toBe(5_000)
    rig.tire()
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'off', note: 'no-answer' })
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on' })
  })

  it('replaces the one before it: one wait, the newest wish', () => {
    rig.lights.set('led', true)
    rig.lights.set('led', false)
    expect(rig.timers.size).toBe(1)
    expect(rig.published.map(({ payload }) => payload)).toEqual(['on', 'off'])
    rig.hear('on')
    expect(rig.lights.get('led')).toMatchObject({ power: 'on', pending: 'off' })
    rig.hear('off')
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'off' })
  })

  it('takes an earlier note away', () => {
    rig.lights.set('led', true)
    rig.tire()
    rig.lights.set('led', true)
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'unknown', pending: 'on' })
  })

  it('for a light that nobody knows is refused', () => {
    expect(rig.lights.set('other', true)).toEqual({ ok: false, error: { kind: 'unknown-light' } })
    expect(rig.published).toEqual([])
    expect(rig.changes).toBe(0)
  })

  it.each(['connecting', 'stopped'] as const)('while %s is refused with a note', (phase) => {
    Object.assign(rig.state, { phase })
    rig.hear('on')
    expect(rig.lights.set('led', false)).toEqual({ ok: false, error: { kind: 'not-connected' } })
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on', note: 'not-connected' })
    expect(rig.published).toEqual([])
    expect(rig.timers.size).toBe(0)
  })

  it.each([
    [notSent, 'not-sent'],
    [{ ok: false, error: { kind: 'not-connected' } }, 'not-connected'],
  ] as [PublishResult, string][])('that could not be sent is given up at once', async (result, note) => {
    rig.hear('off')
    rig.lights.set('led', true)
    await rig.answer(0, result)
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'off', note })
    expect(rig.timers.size).toBe(0)
  })

  it('is not given up because an earlier one could not be sent', async () => {
    rig.lights.set('led', true)
    rig.lights.set('led', false)
    await rig.answer(0, notSent)
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'unknown', pending: 'off' })
  })

  it('that was answered is not given up afterwards', async () => {
    rig.lights.set('led', true)
    rig.hear('on')
    await rig.answer(0, notSent)
    expect(rig.lights.get('led')).toEqual({ id: 'led', name: 'led', power: 'on' })
  })
})

it('gives a broker that starts here the last payload that was understood, as it was', () => {
  rig.hear('{"status":"ON"}')
  rig.hear('perhaps')
  expect(rig.lights.retained()).toEqual([{ topic: 'led', payload: encodeText('{"status":"ON"}'), qos: 2 }])
})

it('asks for the other state, counting a wish under way as done', () => {
  expect(toggled({ id: 'led', name: 'led', power: 'unknown' })).toBe(true)
  expect(toggled({ id: 'led', name: 'led', power: 'on' })).toBe(false)
  expect(toggled({ id: 'led', name: 'led', power: 'on', pending: 'off' })).toBe(true)
})
