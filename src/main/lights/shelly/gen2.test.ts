import type { LightWish } from '@shared/light/light'
import { decodeText, encodeText, type MqttMessage } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptLamp } from '../accept'
import type { Discovery, Lamp } from '../lamp'
import { shellyGen1 } from './gen1'
import { shellyGen2 } from './gen2'
import { configAnswerOf, noticeOf, shellyFixtures, SOURCE, type Fixture } from './testing/fixtures'

const ID = 'shellyplus1-a8032abe54dc'

const message = ({ topic, payload }: Fixture): MqttMessage => ({
  topic,
  payload: encodeText(payload),
  qos: 0,
  retain: false,
})

const lampsOf = (
  components: Record<string, unknown>,
  about: Parameters<typeof configAnswerOf>[2] = {},
): readonly Lamp[] => {
  const discovery = shellyGen2(SOURCE).receive(message(configAnswerOf(ID, components, about)))
  if (!discovery) throw new Error('not understood')
  return discovery.found![0]!.lamps
}

const asked = (discovery: ReturnType<ReturnType<typeof shellyGen2>['receive']>) =>
  discovery
    ? (discovery.asks ?? []).map(({ topic, payload }) => [topic, JSON.parse(decodeText(payload)!) as unknown])
    : discovery

const CONFIG = [[`${ID}/rpc`, { id: 1, src: SOURCE, method: 'Shelly.GetConfig' }]]

const told = (lamp: Lamp, { topic, payload }: Fixture) => lamp.read(topic, encodeText(payload))

function sent(lamp: Lamp, wish: LightWish): unknown {
  const [command, ...more] = lamp.write(wish, { power: 'unknown' })
  expect(more).toEqual([])
  if (!command) return undefined
  expect(command).toMatchObject({ topic: `${ID}/rpc`, qos: 0, retain: false })
  const { id, src, ...call } = JSON.parse(decodeText(command.payload)!) as Record<string, unknown>
  expect([id, src]).toEqual([3, SOURCE])
  return call
}

describe('a device of the second generation', () => {
  it('that is online is asked for its components', () => {
    const finder = shellyGen2(SOURCE)
    expect(asked(finder.receive(message({ topic: `${ID}/online`, payload: 'true' })))).toEqual(CONFIG)
    expect(asked(finder.receive(message({ topic: `${ID}/online`, payload: 'true' })))).toEqual(CONFIG)
    expect(finder.receive(message({ topic: `${ID}/online`, payload: 'false' }))).toEqual({})
    expect(finder.receive(message({ topic: `${ID}/online`, payload: 'maybe' }))).toBe(false)
    expect(finder.receive(message({ topic: 'toaster/online', payload: 'true' }))).toBeUndefined()
  })

  it('that has another prefix is found by what it tells, and asked once', () => {
    const finder = shellyGen2(SOURCE)
    const notice = message(noticeOf(ID, { 'switch:0': { output: true } }, 'NotifyStatus', 'kitchen'))
    expect(asked(finder.receive(notice))).toEqual([
      ['kitchen/rpc', { id: 1, src: SOURCE, method: 'Shelly.GetConfig' }],
    ])
    expect(finder.receive(notice)).toEqual({})
    expect(asked(finder.receive(message({ topic: 'kitchen/online', payload: 'true' })))).toHaveLength(1)
  })

  it('is asked again when it has been set up anew', () => {
    const finder = shellyGen2(SOURCE)
    finder.receive(message(noticeOf(ID, {})))
    const event = (name: string) =>
      message(noticeOf(ID, { events: [{ component: 'sys', event: name }] }, 'NotifyEvent'))
    expect(finder.receive(event('single_push'))).toEqual({})
    expect(asked(finder.receive(event('config_changed')))).toEqual(CONFIG)
  })

  it('is its components', () => {
    const [lamp, ...more] = lampsOf({ 'switch:0': { id: 0, name: null } }, { name: 'Pump' })
    expect(more).toEqual([])
    expect(lamp).toMatchObject({
      id: 'shelly:a8032abe54dc:switch:0',
      kind: 'switch',
      name: 'Pump',
      address: 'a8032abe54dc',
      topic: `${ID}/rpc`,
      commandTopics: [`${ID}/rpc`, `${ID}/command/switch:0`],
      listens: [`${ID}/online`, `${ID}/events/rpc`, `${ID}/status/switch:0`, `${SOURCE}/rpc`],
      availability: { topics: [`${ID}/online`], assumed: true },
    })
    expect(asked({ asks: lamp!.asks })).toEqual([
      [`${ID}/rpc`, { id: 2, src: SOURCE, method: 'Shelly.GetStatus' }],
    ])
  })

  it('has names for its components, or numbers', () => {
    const names = lampsOf({ 'switch:0': { name: 'Oven' }, 'switch:1': { name: '' } }, { name: 'Kitchen' })
    expect(names.map(({ name }) => name)).toEqual(['Oven', 'Kitchen 2'])
    expect(lampsOf({ 'light:0': {} })[0]!.name).toBe(ID)
  })

  it('is spoken to under the prefix of its config', () => {
    expect(lampsOf({ 'light:0': {} }, { prefix: 'shelly/office' })[0]!.topic).toBe('shelly/office/rpc')
  })

  it('is gone when its presence is taken back', () => {
    const finder = shellyGen2(SOURCE)
    finder.receive(message(configAnswerOf(ID, { 'light:0': {} })))
    expect(finder.receive(message({ topic: `${ID}/online`, payload: '' }))).toEqual({
      found: [{ source: ID, lamps: [] }],
    })
  })

  it('that answers something else is left as it is', () => {
    const answer = (frame: object) =>
      message({ topic: `${SOURCE}/rpc`, payload: JSON.stringify({ src: ID, ...frame }) })
    expect(shellyGen2(SOURCE).receive(answer({ id: 2, result: { 'switch:0': { output: true } } }))).toEqual(
      {},
    )
    expect(
      shellyGen2(SOURCE).receive(answer({ id: 1, error: { code: 404, message: 'No handler' } })),
    ).toEqual({})
    expect(shellyGen2(SOURCE).receive(answer({ id: 1, src: 'someone', result: {} }))).toBe(false)
    expect(shellyGen2(SOURCE).receive(message({ topic: `${SOURCE}/rpc`, payload: 'x' }))).toBe(false)
  })

  it.each([
    ['switch:0', {}, {}],
    ['light:0', {}, { brightness: true, transition: true }],
    ['rgb:0', {}, { brightness: true, transition: true, colour: true }],
    ['rgbw:0', {}, { brightness: true, transition: true, colour: true, white: true }],
    [
      'cct:0',
      { ct_range: [2_200, 6_000] },
      { brightness: true, transition: true, temperature: { min: 2_200, max: 6_000 } },
    ],
    [
      'cct:0',
      { ct_range: [6_000, 2_200] },
      { brightness: true, transition: true, temperature: { min: 2_700, max: 6_500 } },
    ],
    [
      'rgbcct:0',
      {},
      { brightness: true, transition: true, colour: true, temperature: { min: 2_700, max: 6_500 } },
    ],
  ])('with %s %j can', (key, config, can) => {
    const base = {
      brightness: false,
      colour: false,
      white: false,
      transition: false,
      effects: [],
      scenes: [],
    }
    expect(lampsOf({ [key]: config })[0]!.can).toEqual({ ...base, ...can })
  })

  it('with anything else has no lamp', () => {
    expect(lampsOf({ 'cover:0': {}, 'switch:': {}, 'light:x': {}, 'xlight:0': {} })).toEqual([])
  })
})

it("every message of both generations is one generation's own, and its lamps are taken as they are", () => {
  for (const fixture of shellyFixtures) {
    const discoveries = [shellyGen1(), shellyGen2(SOURCE)].map(({ receive }) => receive(message(fixture)))
    const [discovery, ...others] = discoveries.filter((one) => one !== undefined)
    expect(others).toEqual([])
    for (const lamp of (discovery as Discovery).found?.[0]?.lamps ?? [])
      expect(acceptLamp(lamp, () => false)?.name).toBe(lamp.name)
  }
})

describe('a component says', () => {
  const [lamp] = lampsOf({ 'rgbw:0': {} })
  const status = { id: 0, output: true, brightness: 40, rgb: [0, 0, 128], white: 0 }
  const values = { power: 'on', brightness: 40, colour: { hue: 240, saturation: 100 }, mode: 'colour' }

  it('how it is, in every way it has', () => {
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': status }))).toEqual({ values })
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': status }, 'NotifyFullStatus'))).toEqual({ values })
    expect(told(lamp!, { topic: `${ID}/status/rgbw:0`, payload: JSON.stringify(status) })).toEqual({ values })
    const answer = JSON.stringify({ id: 2, src: ID, dst: SOURCE, result: { 'rgbw:0': status, sys: {} } })
    expect(told(lamp!, { topic: `${SOURCE}/rpc`, payload: answer })).toEqual({ values })
  })

  it('what concerns others', () => {
    expect(told(lamp!, noticeOf(ID, { 'rgbw:1': status }))).toEqual({})
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': status }, 'NotifyEvent'))).toEqual({})
    const other = JSON.stringify({ id: 2, src: 'shellyplus1-other', result: { 'rgbw:0': status } })
    expect(told(lamp!, { topic: `${SOURCE}/rpc`, payload: other })).toEqual({})
    expect(
      told(lamp!, {
        topic: `${SOURCE}/rpc`,
        payload: JSON.stringify({ id: 3, src: ID, result: { was_on: true } }),
      }),
    ).toEqual({})
  })

  it('only what has changed', () => {
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': { output: false } }))).toEqual({ values: { power: 'off' } })
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': { white: 9 } }))).toEqual({})
    expect(told(lamp!, noticeOf(ID, { 'rgbw:0': { white: 9, rgb: [0, 0, 0] } }))).toEqual({
      values: { mode: 'white' },
    })
  })

  it('that it is there', () => {
    expect(told(lamp!, { topic: `${ID}/online`, payload: 'true' })).toEqual({ available: true })
    expect(told(lamp!, { topic: `${ID}/online`, payload: 'false' })).toEqual({ available: false })
    expect(told(lamp!, { topic: `${ID}/online`, payload: 'x' })).toBeUndefined()
  })

  it('that it shines in white or in a colour', () => {
    const [bulb] = lampsOf({ 'rgbcct:0': {} })
    const both = { output: true, brightness: 44, ct: 3_349, rgb: [255, 0, 0] }
    expect(told(bulb!, noticeOf(ID, { 'rgbcct:0': { ...both, mode: 'cct' } }))!.values).toMatchObject({
      mode: 'temperature',
      temperature: 3_349,
    })
    expect(told(bulb!, noticeOf(ID, { 'rgbcct:0': { ...both, mode: 'rgb' } }))!.values).toMatchObject({
      mode: 'colour',
    })
  })
})

describe('a wish', () => {
  it.each<[string, LightWish, unknown]>([
    ['switch:2', { power: 'on' }, { method: 'Switch.Set', params: { id: 2, on: true } }],
    ['switch:2', {}, undefined],
    [
      'light:0',
      { power: 'off', transition: 1.5 },
      { method: 'Light.Set', params: { id: 0, on: false, transition_duration: 1.5 } },
    ],
    ['light:0', { brightness: 0.2 }, { method: 'Light.Set', params: { id: 0, on: true, brightness: 1 } }],
    ['light:0', { transition: 2 }, undefined],
    [
      'rgb:0',
      { colour: { hue: 120, saturation: 100 } },
      { method: 'RGB.Set', params: { id: 0, on: true, rgb: [0, 255, 0] } },
    ],
    [
      'rgbw:1',
      { colour: { hue: 120, saturation: 100 } },
      { method: 'RGBW.Set', params: { id: 1, on: true, rgb: [0, 255, 0], white: 0 } },
    ],
    [
      'rgbw:1',
      { white: true, brightness: 10 },
      { method: 'RGBW.Set', params: { id: 1, on: true, brightness: 10, rgb: [0, 0, 0], white: 255 } },
    ],
    ['cct:0', { temperature: 3_000.4 }, { method: 'CCT.Set', params: { id: 0, on: true, ct: 3_000 } }],
    [
      'rgbcct:0',
      { temperature: 3_000 },
      { method: 'RGBCCT.Set', params: { id: 0, on: true, ct: 3_000, mode: 'cct' } },
    ],
    [
      'rgbcct:0',
      { colour: { hue: 0, saturation: 100 } },
      { method: 'RGBCCT.Set', params: { id: 0, on: true, rgb: [255, 0, 0], mode: 'rgb' } },
    ],
  ])('of %s for %j', (key, wish, call) => {
    expect(sent(lampsOf({ [key]: {} })[0]!, wish)).toEqual(call)
  })

  it('is what is read after it, but for rounding', () => {
    const [lamp] = lampsOf({ 'rgbcct:0': {} })
    const percent = fc.double({ min: 1, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 360, noNaN: true }),
        percent,
        percent,
        (hue, saturation, brightness) => {
          const { params } = sent(lamp!, { colour: { hue, saturation }, brightness }) as {
            params: { on: boolean }
          }
          const read = told(lamp!, noticeOf(ID, { 'rgbcct:0': { ...params, output: params.on } }))!.values!
          const apart = Math.abs(read.colour!.hue - hue)
          expect(Math.min(apart, 360 - apart) * saturation).toBeLessThanOrEqual(60)
          expect(Math.abs(read.colour!.saturation - saturation)).toBeLessThanOrEqual(0.5)
          expect(Math.abs(read.brightness! - brightness)).toBeLessThanOrEqual(0.5)
          expect(read).toMatchObject({ power: 'on', mode: 'colour' })
        },
      ),
    )
  })
})

describe('whatever comes to Gen2', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e9, '', '+/#', null, [1, 2], [300, 0, 0]))
  it('nothing is thrown, and no lamp can do the impossible', () => {
    const parts = fc.dictionary(
      fc.constantFrom('id', 'src', 'result', 'params', 'method', 'error'),
      anything,
      { maxKeys: 2 },
    )
    const components = fc.dictionary(
      fc.constantFrom('switch:0', 'cct:0', 'rgbw:1', 'rgbcct:9', 'mqtt', 'sys'),
      anything,
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...shellyFixtures),
        parts,
        components,
        fc.uint8Array({ maxLength: 40 }),
        ({ topic, payload }, broken, config, bytes) => {
          const finder = shellyGen2(SOURCE)
          finder.receive({ ...message({ topic, payload }), payload: bytes })
          const frame = {
            ...(payload.startsWith('{') ? (JSON.parse(payload) as Record<string, unknown>) : {}),
            ...broken,
          }
          const result = { ...(frame['result'] as object | undefined), ...config }
          const discovery = finder.receive(message({ topic, payload: JSON.stringify({ ...frame, result }) }))
          for (const lamp of (discovery && discovery.found?.[0]?.lamps) || []) {
            const { temperature } = lamp.can
            expect(temperature === undefined || temperature.min < temperature.max).toBe(true)
            for (const listened of lamp.listens) {
              lamp.read(listened, bytes)
              const values = lamp.read(
                listened,
                encodeText(JSON.stringify({ ...frame, params: config, result: config })),
              )?.values
              expect(Number.isFinite(values?.brightness ?? 0)).toBe(true)
            }
            lamp.write(
              { power: 'on', brightness: 50, colour: { hue: 1, saturation: 1 } },
              { power: 'unknown' },
            )
          }
        },
      ),
    )
  })
})
