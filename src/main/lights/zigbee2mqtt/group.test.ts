import { describe, expect, it } from 'vitest'
import type { Lamp } from '../lamp'
import { deviceOf, light, socket, temperatureFeature } from './testing/fixtures'
import { DEVICES, foundIn, GROUPS, IEEE } from './testing/lists'

function groupOf(group: unknown, ...entries: readonly unknown[]): Lamp | undefined {
  const devices = { topic: 'zigbee2mqtt/bridge/devices', payload: JSON.stringify(entries) }
  return foundIn(devices, { topic: 'zigbee2mqtt/bridge/groups', payload: JSON.stringify([group]) })[0]!
    .lamps[0]
}

describe('a group', () => {
  it('can do what its members can, whichever list came first', () => {
    const [lamp] = foundIn(DEVICES, GROUPS)[0]!.lamps
    expect(lamp).toMatchObject({
      id: 'zigbee2mqtt:zigbee2mqtt:group:1',
      kind: 'light',
      name: 'Downstairs',
      topic: 'zigbee2mqtt/Downstairs/set',
      listens: ['zigbee2mqtt/Downstairs', 'zigbee2mqtt/bridge/state', 'zigbee2mqtt/Downstairs/availability'],
      can: {
        brightness: true,
        colour: true,
        temperature: { min: 1_000_000 / 454, max: 4_000 },
        effects: [],
        scenes: ['Evening', 'Party'],
        transition: true,
      },
    })
    expect(lamp!.address).toBeUndefined()
    const late = foundIn(GROUPS, DEVICES)[1]!
    expect(late.source).toBe('zigbee2mqtt/bridge/groups')
    expect(late.lamps[0]!.can).toEqual(lamp!.can)
  })

  it('of plugs is a switch; of nothing that is known it is nothing', () => {
    const members = [{ ieee_address: IEEE, endpoint: 2 }]
    const plugs = deviceOf(IEEE, 'x', [socket('l1'), socket('l2')])
    expect(groupOf({ id: 2, friendly_name: 'Plugs', members }, plugs)!.kind).toBe('switch')
    expect(groupOf({ id: 2, friendly_name: 'Plugs', members })).toBeUndefined()
    expect(groupOf({ id: 901, friendly_name: 'default_bind_group', members: [] }, plugs)).toBeUndefined()
    expect(groupOf({ id: 0.5, friendly_name: 'Plugs', members }, plugs)).toBeUndefined()
  })

  it('has the range that any member has where they have none in common', () => {
    const other = '0x90fd9ffffe0000fe'
    const members = [{ ieee_address: IEEE }, { ieee_address: other }, { ieee_address: 5 }, null]
    const lamp = groupOf(
      { id: 2, friendly_name: 'Both', members },
      deviceOf(IEEE, 'cold', [light(temperatureFeature(150, 200))]),
      deviceOf(other, 'warm', [light(temperatureFeature(250, 500))]),
    )
    expect(lamp!.can.temperature).toEqual({ min: 2_000, max: 1_000_000 / 150 })
  })
})
