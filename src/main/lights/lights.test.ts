import { beforeEach, describe, expect, it } from 'vitest'
import { firstArrangement } from '@shared/light/arrangement'
import type { LightNote, LightState } from '@shared/light/light'
import { lightState } from '@shared/light/testing/light-state'
import { encodeText } from '@shared/mqtt/message'
import { ANSWER_PATIENCE } from './ordering'
import { LightsRig, type PublishResult } from './testing/rig'

const plain = (power: LightState['power'], more: Partial<LightState> = {}, id = 'led'): LightState =>
  lightState(id, { power, ...more })

const two = {
  ...firstArrangement('led'),
  plain: [
    { topic: 'led', sends: 'words' as const },
    { topic: 'home/lamp', sends: 'words' as const },
  ],
}
const notSent: PublishResult = { ok: false, error: { kind: 'refused-by-broker', detail: '' } }

let rig: LightsRig
/** Wishes that are being waited for. */
const patience = (): number => rig.timers.filter(({ ms }) => ms === ANSWER_PATIENCE).length

beforeEach(() => {
  rig = new LightsRig(two)
  rig.changed = []
})

it('knows nothing at first', () => {
  expect(rig.lights.list()).toEqual([plain('unknown'), plain('unknown', {}, 'home/lamp')])
  expect([...rig.wanted]).toEqual([
    ['led', 2],
    ['home/lamp', 2],
  ])
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
    expect(rig.lights.get('led')).toEqual(plain(power as LightState['power']))
    expect(rig.changed).toEqual(['led'])
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
    expect(rig.changed).toEqual(['led'])
  })

  it('on somebody else’s topic is not for a light', () => {
    expect(rig.hear('on', 'LED')).toBeUndefined()
    expect(rig.hear('on', 'led/set')).toBeUndefined()
    expect(rig.changed).toEqual([])
  })

  it('about one light leaves the others alone', () => {
    rig.hear('on', 'home/lamp')
    expect(rig.lights.list().map(({ power }) => power)).toEqual(['unknown', 'on'])
  })
})

describe('a wish', () => {
  it('is pending until the wire says so, and is sent with QoS 2 and retain', () => {
    rig.hear('off')
    expect(rig.lights.set('led', { power: 'on' })).toEqual({ ok: true, value: undefined })
    expect(rig.lights.get('led')).toEqual(plain('off', { pending: { power: 'on' } }))
    expect(rig.published).toEqual([{ topic: 'led', payload: 'on', options: { qos: 2, retain: true } }])
    expect(patience()).toBe(1)
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual(plain('on'))
    expect(patience()).toBe(0)
  })

  it('is not answered by the broker having it', async () => {
    rig.lights.set('led', { power: 'on' })
    await rig.answer(0, { ok: true, value: undefined })
    expect(rig.lights.get('led')).toMatchObject({ power: 'unknown', pending: { power: 'on' } })
  })

  it('is not answered by what somebody else says meanwhile', () => {
    rig.hear('on')
    rig.lights.set('led', { power: 'off' })
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual(plain('on', { pending: { power: 'off' } }))
    rig.hear('off')
    expect(rig.lights.get('led')).toEqual(plain('off'))
  })

  it('shows the other state while pending when somebody else changes it, and still waits', () => {
    rig.hear('off')
    rig.lights.set('led', { power: 'off' })
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual(plain('on', { pending: { power: 'off' } }))
    expect(patience()).toBe(1)
  })

  it('is not answered by a payload that nobody understands', () => {
    rig.lights.set('led', { power: 'on' })
    rig.hear('perhaps')
    expect(rig.lights.get('led')).toMatchObject({ pending: { power: 'on' } })
  })

  it('is given up after five seconds without an answer', () => {
    rig.hear('off')
    rig.lights.set('led', { power: 'on' })
    expect(ANSWER_PATIENCE).toBe(5_000)
    rig.pass(ANSWER_PATIENCE)
    expect(rig.lights.get('led')).toEqual(plain('off', { note: 'no-answer' }))
    rig.hear('on')
    expect(rig.lights.get('led')).toEqual(plain('on'))
  })

  it('replaces the one before it: one wait, the newest wish', () => {
    rig.lights.set('led', { power: 'on' })
    rig.lights.set('led', { power: 'off' })
    expect(patience()).toBe(1)
    expect(rig.published.map(({ payload }) => payload)).toEqual(['on', 'off'])
    rig.hear('on')
    expect(rig.lights.get('led')).toMatchObject({ power: 'on', pending: { power: 'off' } })
    rig.hear('off')
    expect(rig.lights.get('led')).toEqual(plain('off'))
  })

  it('takes an earlier note away', () => {
    rig.lights.set('led', { power: 'on' })
    rig.pass(ANSWER_PATIENCE)
    rig.lights.set('led', { power: 'on' })
    expect(rig.lights.get('led')).toEqual(plain('unknown', { pending: { power: 'on' } }))
  })

  it('for a light that nobody knows is refused', () => {
    expect(rig.lights.set('other', { power: 'on' })).toEqual({ ok: false, error: { kind: 'unknown-light' } })
    expect(rig.published).toEqual([])
    expect(rig.changed).toEqual([])
  })

  it.each(['connecting', 'stopped'] as const)('while %s is refused with a note', (phase) => {
    Object.assign(rig.state, { phase })
    rig.hear('on')
    expect(rig.lights.set('led', { power: 'off' })).toEqual({ ok: false, error: { kind: 'not-connected' } })
    expect(rig.lights.get('led')).toEqual(plain('on', { note: 'not-connected' }))
    expect(rig.published).toEqual([])
    expect(patience()).toBe(0)
  })

  it.each([
    [notSent, 'not-sent'],
    [{ ok: false, error: { kind: 'not-connected' } }, 'not-connected'],
  ] as [PublishResult, LightNote][])('that could not be sent is given up at once', async (result, note) => {
    rig.hear('off')
    rig.lights.set('led', { power: 'on' })
    await rig.answer(0, result)
    expect(rig.lights.get('led')).toEqual(plain('off', { note }))
    expect(patience()).toBe(0)
  })

  it('is not given up because an earlier one could not be sent', async () => {
    rig.lights.set('led', { power: 'on' })
    rig.lights.set('led', { power: 'off' })
    await rig.answer(0, notSent)
    expect(rig.lights.get('led')).toEqual(plain('unknown', { pending: { power: 'off' } }))
  })

  it('that was answered is not given up afterwards', async () => {
    rig.lights.set('led', { power: 'on' })
    rig.hear('on')
    await rig.answer(0, notSent)
    expect(rig.lights.get('led')).toEqual(plain('on'))
  })
})

it('gives a broker that starts here the last payload that was understood, as it was', () => {
  rig.hear('{"status":"ON"}')
  rig.hear('perhaps')
  expect(rig.lights.retained()).toEqual([{ topic: 'led', payload: encodeText('{"status":"ON"}'), qos: 2 }])
})
