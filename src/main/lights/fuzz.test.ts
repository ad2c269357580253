import { describe, expect, it } from 'vitest'
import type { LightState, LightWish } from '@shared/light/light'
import { firstArrangement } from '@shared/light/arrangement'
import { encodeText } from '@shared/mqtt/message'
import { parseTopicName } from '@shared/mqtt/topic'
import { allFinders } from './finders'
import { homeAssistantFixtures } from './home-assistant/testing/fixtures'
import { shellyFixtures, SOURCE } from './shelly/testing/fixtures'
import { tasmotaFixtures } from './tasmota/testing/fixtures'
import { LightsRig } from './testing/rig'
import { mutated, seeded } from './testing/mutate'
import { zigbee2mqttFixtures } from './zigbee2mqtt/testing/fixtures'

/** So many broken messages in all; the seed makes a failure the same one the next time. */
const MUTATIONS = 10_000
const SEED = 20261122

interface Heard {
  readonly topic: string
  readonly payload: string
}
const fixtures: readonly Heard[] = [
  ...homeAssistantFixtures,
  ...zigbee2mqttFixtures,
  ...tasmotaFixtures,
  ...shellyFixtures,
].map(({ topic, payload }) => ({
  topic,
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
}))

/** What one wants of a lamp that can all that this one says it can. */
function everyWish({ can }: LightState): LightWish[] {
  return [
    { power: 'on' },
    { power: 'off', transition: 2 },
    { brightness: 37 },
    { temperature: can.temperature ? (can.temperature.min + can.temperature.max) / 2 : 3_000 },
    { colour: { hue: 200, saturation: 60 }, brightness: 80 },
    { white: true },
    { effect: can.effects[0] ?? 'none' },
    { scene: can.scenes[0] ?? 'none' },
  ]
}

function expectPossible(light: LightState): void {
  const { can, brightness, temperature, colour } = light
  const { min, max } = can.temperature ?? { min: 1, max: 2 }
  expect(Number.isFinite(min) && Number.isFinite(max) && min > 0 && min < max, JSON.stringify(can)).toBe(true)
  expect(can.effects.length + can.scenes.length).toBeLessThanOrEqual(400)
  expect(light.name.length).toBeGreaterThan(0)
  expect([...light.name].length).toBeLessThanOrEqual(80)
  if (brightness !== undefined) expect(brightness >= 0 && brightness <= 100).toBe(true)
  if (temperature !== undefined) expect(Number.isFinite(temperature) && temperature > 0).toBe(true)
  if (colour) {
    expect(colour.hue >= 0 && colour.hue <= 360).toBe(true)
    expect(colour.saturation >= 0 && colour.saturation <= 100).toBe(true)
  }
}

it('finds lamps of every convention in what is as it should be', () => {
  const rig = new LightsRig(firstArrangement('led'), allFinders(SOURCE))
  for (const { topic, payload } of fixtures) rig.hear(payload, topic)
  rig.pass(20)
  const found = new Set(rig.lights.list().map(({ convention }) => convention))
  expect([...found].sort()).toEqual(['home-assistant', 'plain', 'shelly', 'tasmota', 'zigbee2mqtt'])
  expect(rig.lights.list().length).toBeGreaterThan(40)
})

describe('discovery that is broken', () => {
  it(`in ${MUTATIONS} ways throws nothing, finds no impossible lamp, and publishes nowhere it must not`, () => {
    const random = seeded(SEED)
    const rounds = 50
    for (let round = 0; round < rounds; round++) {
      const rig = new LightsRig(firstArrangement('led'), allFinders(SOURCE))
      rig.lights.setConnected(true)
      for (let count = 0; count < MUTATIONS / rounds; count++) {
        const { topic, payload } = fixtures[Math.floor(random() * fixtures.length)] ?? {
          topic: '',
          payload: '',
        }
        rig.lights.receive({ topic, payload: mutated(payload, random), qos: 1, retain: true })
      }
      rig.pass(20)
      // What a broken description makes of a state has to be a state all the same.
      for (const topic of rig.wanted.keys()) {
        const { payload } = fixtures[Math.floor(random() * fixtures.length)] ?? { payload: '' }
        for (const text of ['ON', '{"state":"ON","brightness":300,"color":{"x":9,"y":-1,"h":1e9}}', payload])
          rig.lights.receive({ topic, payload: encodeText(text), qos: 0, retain: false })
      }
      for (const light of rig.lights.list()) {
        expectPossible(light)
        for (const wish of everyWish(light)) rig.lights.set(light.id, wish)
      }
      rig.pass(60_000)
      for (const { topic, options } of rig.published) {
        expect(topic.startsWith('$') || topic === 'chat' || topic.startsWith('chat/'), topic).toBe(false)
        expect(parseTopicName(topic).ok, topic).toBe(true)
        if (topic !== 'led') expect(options?.retain, topic).toBe(false)
      }
    }
  }, 120_000)
})
