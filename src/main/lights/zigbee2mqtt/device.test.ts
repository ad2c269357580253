import { describe, expect, it } from 'vitest'
import type { Lamp } from '../lamp'
import {
  brightnessFeature,
  deviceOf,
  effectExpose,
  light,
  socket,
  stateFeature,
  temperatureFeature,
} from './testing/fixtures'
import { IEEE, lampsOf } from './testing/lists'

describe('a device', () => {
  it('keeps its id when it gets another name', () => {
    const [before] = lampsOf(deviceOf(IEEE, 'Old', [light()]))
    const [after] = lampsOf(deviceOf(IEEE.toUpperCase().replace('0X', '0x'), 'New', [light()]))
    expect(after).toMatchObject({ id: before!.id, name: 'New', topic: 'zigbee2mqtt/New/set' })
  })

  it('is passed over where it is broken, and the others are kept', () => {
    const exposes = [light()]
    const broken = [
      null,
      1,
      'x',
      [],
      {},
      deviceOf('0x12', 'short address', exposes),
      deviceOf('constructor', 'no address', exposes),
      deviceOf('0x0000000000000001', '', exposes),
      deviceOf('0x0000000000000002', 'a/+/b', exposes),
      deviceOf('0x0000000000000003', '#', exposes),
      deviceOf('0x0000000000000004', 'nul\u0000', exposes),
      deviceOf('0x0000000000000005', 'bridge/request/restart', exposes),
      deviceOf('0x0000000000000006', 'no exposes', [], { definition: { exposes: 'light' } }),
      deviceOf('0x0000000000000007', 'no features', [
        { type: 'light' },
        { type: 'switch', features: [null, 3] },
      ]),
      deviceOf('0x0000000000000008', 'x'.repeat(70_000), exposes),
    ]
    expect(lampsOf(...broken, deviceOf(IEEE, 'good', exposes)).map(({ name }) => name)).toEqual(['good'])
  })

  it('counts once, as it is listed first', () => {
    const lamps = lampsOf(
      deviceOf(IEEE, 'first', [light(), light(), socket()]),
      deviceOf(IEEE, 'second', [light()]),
    )
    expect(lamps.map(({ name }) => name)).toEqual(['first'])
  })

  it('that Zigbee2MQTT could only guess at is a lamp all the same', () => {
    expect(lampsOf(deviceOf(IEEE, 'guessed', [light()], { supported: false }))).toHaveLength(1)
  })

  it('has no lamp for a setting that looks like a switch', () => {
    const setting = { type: 'switch', features: [stateFeature({ property: 'window_detection' })] }
    expect(lampsOf(deviceOf(IEEE, 'Valve', [setting, stateFeature({ name: 'child_lock' })]))).toEqual([])
    expect(lampsOf(deviceOf(IEEE, 'Valve', [{ ...socket(), category: 'config' }]))).toEqual([])
  })

  it('that is a light and a plug is two lamps', () => {
    const kinds = lampsOf(deviceOf(IEEE, 'Lamp', [light(), socket('usb')])).map(({ id, kind }) => [id, kind])
    expect(kinds).toEqual([
      [`zigbee2mqtt:${IEEE}`, 'light'],
      [`zigbee2mqtt:${IEEE}:usb`, 'switch'],
    ])
  })

  it('that cannot be set is locked, that does not tell is taken at its word, that cannot be asked is not', () => {
    const only = (access: number): Lamp =>
      lampsOf(deviceOf(IEEE, 'x', [{ type: 'light', features: [stateFeature({ access })] }]))[0]!
    expect(only(1)).toMatchObject({ locked: { kind: 'no-command' }, asks: [] })
    expect(only(2)).toMatchObject({ optimistic: true, asks: [] })
    expect(only(2).locked).toBeUndefined()
    expect(only(7).optimistic).toBeUndefined()
  })

  it('has only abilities that can be set and are possible', () => {
    const odd = [
      brightnessFeature({ value_max: 0 }),
      { ...temperatureFeature(0, 500) },
      { type: 'composite', name: 'color_xy', property: 'color', features: [{ name: 'x', access: 1 }] },
    ]
    const effects = {
      ...effectExpose,
      values: [null, '', 'x'.repeat(101), 'okay', 'okay'],
    }
    const [lamp] = lampsOf(deviceOf(IEEE, 'x', [light(...odd), effects]))
    expect(lamp!.can).toMatchObject({ brightness: true, colour: false, temperature: { min: 2_000 } })
    expect(lamp!.can.effects).toEqual(['okay'])
    const [other] = lampsOf(
      deviceOf(IEEE, 'x', [
        light(brightnessFeature({ access: 1 })),
        { ...effectExpose, values: Array.from({ length: 999 }, (_, i) => `effect ${i}`) },
      ]),
    )
    expect(other!.can).toMatchObject({ brightness: false, transition: false })
    expect(other!.can.effects).toHaveLength(200)
  })

  it('shows its scenes by name, and those of one name by number too', () => {
    const scenes = [{ id: 1, name: 'Film' }, { id: 2, name: 'Film' }, { id: 3 }, { id: -1, name: 'x' }, null]
    const [lamp] = lampsOf(deviceOf(IEEE, 'x', [light()], { scenes }))
    expect(lamp!.can.scenes).toEqual(['Film', 'Film (2)', 'Scene 3'])
    const endpoints = {
      1: { name: 'left', scenes: [{ id: 7, name: 'One' }] },
      2: { scenes: [{ id: 8, name: 'Two' }] },
    }
    const parts = lampsOf(deviceOf(IEEE, 'x', [socket('left'), socket('2')], { endpoints }))
    expect(parts.map(({ can }) => can.scenes)).toEqual([['One'], ['Two']])
  })
})
