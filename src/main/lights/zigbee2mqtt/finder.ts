import type { MqttMessage } from '@shared/mqtt/message'
import type { Discovery, Finder, Found } from '../lamp'
import { lampsOfDevice, lampsOfGroup } from './lamps'
import { parseDevices, parseGroups, type Device, type Group } from './list'

/** A base of one level, whatever its name, short enough for an id; `$…` is the broker's own. */
const LIST = /^([^/$\p{Cc}][^/\p{Cc}]{0,199})\/bridge\/(devices|groups)$/u
/** Bridges that are remembered; a house has one, a large one a few. */
const MAX_BASES = 32

/** What a bridge has told: a group's abilities are those of its members, whichever list came first. */
interface Bridge {
  devices: ReadonlyMap<string, Device>
  groups: readonly Group[]
}

/**
 * Finds the devices and groups of every Zigbee2MQTT by the lists it keeps retained. The state of the bridge is no part of
 * this: each lamp listens to it itself, so the broker hands out what it had kept when the lamps are known.
 */
export function zigbee2mqtt(): Finder {
  const bridges = new Map<string, Bridge>()

  function receive({ topic, payload }: MqttMessage): Discovery | false | undefined {
    const [, base, list] = LIST.exec(topic) ?? []
    if (base === undefined) return undefined
    const bridge = bridges.get(base) ?? { devices: new Map(), groups: [] }
    if (!bridges.has(base) && bridges.size >= MAX_BASES) return false
    if (!take(bridge, list === 'devices', payload)) return false
    if (bridge.devices.size + bridge.groups.length === 0) bridges.delete(base)
    else bridges.set(base, bridge)
    return {
      found:
        list === 'devices' ? [devicesOf(base, bridge), groupsOf(base, bridge)] : [groupsOf(base, bridge)],
    }
  }

  return { convention: 'zigbee2mqtt', filters: ['+/bridge/devices', '+/bridge/groups'], asks: [], receive }
}

/** Says whether the list could be read; an empty one was taken back. */
function take(bridge: Bridge, isOfDevices: boolean, payload: Uint8Array): boolean {
  if (isOfDevices) {
    const devices = payload.length === 0 ? [] : parseDevices(payload)
    // Of two entries with one address the first counts.
    if (devices) bridge.devices = new Map([...devices].reverse().map((device) => [device.ieee, device]))
    return devices !== undefined
  }
  const groups = payload.length === 0 ? [] : parseGroups(payload)
  if (groups) bridge.groups = groups
  return groups !== undefined
}

function devicesOf(base: string, { devices }: Bridge): Found {
  const lamps = [...devices.values()].reverse().flatMap((device) => lampsOfDevice(base, device))
  return { source: `${base}/bridge/devices`, lamps }
}

function groupsOf(base: string, { groups, devices }: Bridge): Found {
  return {
    source: `${base}/bridge/groups`,
    lamps: groups.flatMap((group) => lampsOfGroup(base, group, devices)),
  }
}
