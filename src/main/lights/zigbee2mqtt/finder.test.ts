import { encodeText } from '@shared/mqtt/message'
import { describe, expect, it } from 'vitest'
import type { Lamp } from '../lamp'
import { effectExpose } from './testing/fixtures'
import { DEVICES, foundIn, retained } from './testing/lists'
import { zigbee2mqtt } from './finder'

describe('the list of devices', () => {
  const lamps = foundIn(DEVICES)[0]!.lamps
  const named = (name: string): Lamp => lamps.find((lamp) => lamp.name === name)!

  it('gives a lamp for everything that is switched, and for nothing else', () => {
    expect(lamps.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      'Hall: light',
      'kitchen/counter: light',
      'Ceiling: light',
      '客厅灯: light',
      '🛋️💡: light',
      'Coffee machine: switch',
      'Corridor left: switch',
      'Corridor right: switch',
    ])
  })

  it('says where a lamp is, and keeps its address as its id', () => {
    expect(named('kitchen/counter')).toMatchObject({
      id: 'zigbee2mqtt:0x90fd9ffffe000002',
      convention: 'zigbee2mqtt',
      topic: 'zigbee2mqtt/kitchen/counter/set',
      commandTopics: ['zigbee2mqtt/kitchen/counter/set', 'zigbee2mqtt/kitchen/counter/set/state'],
      address: '90fd9ffffe000002',
      listens: [
        'zigbee2mqtt/kitchen/counter',
        'zigbee2mqtt/bridge/state',
        'zigbee2mqtt/kitchen/counter/availability',
      ],
      availability: {
        topics: ['zigbee2mqtt/bridge/state', 'zigbee2mqtt/kitchen/counter/availability'],
        mode: 'all',
        assumed: true,
      },
      asks: [
        {
          topic: 'zigbee2mqtt/kitchen/counter/get',
          payload: encodeText('{"state":""}'),
          qos: 0,
          retain: false,
        },
      ],
    })
  })

  it('speaks to each part of a device', () => {
    expect(named('Corridor right')).toMatchObject({
      id: 'zigbee2mqtt:0x90fd9ffffe000007:right',
      address: '90fd9ffffe000007',
      commandTopics: [
        'zigbee2mqtt/Corridor/set',
        'zigbee2mqtt/Corridor/right/set',
        'zigbee2mqtt/Corridor/set/state_right',
        'zigbee2mqtt/Corridor/right/set/state_right',
      ],
    })
  })

  it('says what each can do', () => {
    const simple = {
      brightness: false,
      colour: false,
      white: false,
      effects: [],
      scenes: [],
      transition: false,
    }
    const dimmable = { ...simple, brightness: true, transition: true }
    expect(named('Hall').can).toEqual(simple)
    expect(named('Coffee machine').can).toEqual(simple)
    expect(named('kitchen/counter').can).toEqual(dimmable)
    expect(named('Ceiling').can).toEqual({
      ...dimmable,
      temperature: { min: 1_000_000 / 454, max: 4_000 },
      effects: effectExpose['values'],
      scenes: ['Reading'],
    })
    expect(named('客厅灯').can).toMatchObject({ colour: true, temperature: { min: 2_000 } })
    expect(named('🛋️💡').can).toEqual({ ...dimmable, colour: true })
  })

  it('that is taken back or no list leaves nothing or everything as it was', () => {
    const finder = zigbee2mqtt()
    expect(finder.receive(retained(DEVICES.topic, ''))).toEqual({
      found: [
        { source: 'zigbee2mqtt/bridge/devices', lamps: [] },
        { source: 'zigbee2mqtt/bridge/groups', lamps: [] },
      ],
    })
    for (const payload of ['{}', 'null', '[', 'online', '['.repeat(100_000)])
      expect(finder.receive(retained(DEVICES.topic, payload))).toBe(false)
    expect(finder.receive({ ...retained(DEVICES.topic, ''), payload: new Uint8Array(8_388_609) })).toBe(false)
    expect(finder.receive({ ...retained(DEVICES.topic, ''), payload: Uint8Array.of(0xff) })).toBe(false)
  })

  it('of any base of one level is read, of the broker itself never', () => {
    const finder = zigbee2mqtt()
    expect(finder.filters).toEqual(['+/bridge/devices', '+/bridge/groups'])
    expect(finder.receive(retained('house 2/bridge/devices', DEVICES.payload))).toMatchObject({
      found: [{ source: 'house 2/bridge/devices' }, { source: 'house 2/bridge/groups' }],
    })
    const others = ['$SYS/bridge/devices', 'a/b/bridge/devices', '/bridge/devices', 'x/bridge/info', 'led']
    for (const topic of others) expect(finder.receive(retained(topic, '[]'))).toBeUndefined()
  })

  it('of more bridges than a house has is not kept', () => {
    const finder = zigbee2mqtt()
    const answers = Array.from({ length: 33 }, (_, i) =>
      finder.receive(retained(`z${i}/bridge/devices`, DEVICES.payload)),
    )
    expect(answers.filter((answer) => answer === false)).toHaveLength(1)
    finder.receive(retained('z0/bridge/devices', '[]'))
    expect(finder.receive(retained('z99/bridge/devices', DEVICES.payload))).not.toBe(false)
  })
})
