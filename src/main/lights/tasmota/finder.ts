import type { MqttMessage } from '@shared/mqtt/message'
import type { Discovery, Finder, Lamp } from '../lamp'
import { parseConfig, type TasmotaDevice } from './config'
import { powerKeys, readState, readWill } from './read'
import { shapesOf, type TasmotaShape } from './shapes'
import { commandOf, writeWish } from './write'

const CONFIG = /^tasmota\/discovery\/([0-9A-Fa-f]{12})\/config$/

/** Finds Tasmota's relays and lights by its own discovery (SetOption19 0, as it is from the factory). */
export function tasmota(): Finder {
  return {
    convention: 'tasmota',
    filters: ['tasmota/discovery/+/config'],
    asks: [],
    receive,
  }
}

function receive({ topic, payload, retain }: MqttMessage): Discovery | false | undefined {
  const mac = CONFIG.exec(topic)?.[1]
  if (mac === undefined) return undefined
  if (payload.length === 0) return { found: [{ source: topic, lamps: [] }] }
  const device = parseConfig(payload)
  if (device?.mac !== mac.toUpperCase()) return false
  return { found: [{ source: topic, lamps: shapesOf(device).map((shape) => lampOf(device, shape, retain)) }] }
}

/**
 * The will is retained as the discovery is, so a lamp whose discovery the broker had kept is not there until its will says
 * so. A discovery that comes fresh comes from a device that is there, and may be one that retains nothing (SetOption104).
 */
function lampOf(device: TasmotaDevice, shape: TasmotaShape, isKept: boolean): Lamp {
  const { cmnd, stat, tele } = device.topics
  const will = `${tele}LWT`
  return {
    id: `tasmota:${device.mac}:${shape.index}`,
    convention: 'tasmota',
    kind: shape.kind,
    name: shape.name,
    can: shape.can,
    topic: `${cmnd}POWER${shape.index}`,
    commandTopics: powerKeys(shape).map((key) => cmnd + key),
    address: device.mac.toLowerCase(),
    listens: [`${stat}RESULT`, `${tele}STATE`, will, ...answersOf(device, shape).map((name) => stat + name)],
    availability: { topics: [will], mode: 'latest', assumed: !isKept },
    asks: [commandOf(`${cmnd}STATE`, '')],
    read: (topic, payload) =>
      topic === will ? readWill(device, payload) : readState(device, shape, topic, payload),
    write: (wish, now) => writeWish(device, shape, wish, now),
  }
}

/** With SetOption4 a result comes under the command's own name instead of RESULT. */
function answersOf(device: TasmotaDevice, shape: TasmotaShape): readonly string[] {
  if (!device.option(4)) return powerKeys(shape)
  const dimmer = shape.dimmer ? ['DIMMER', shape.dimmer.command.toUpperCase()] : []
  const channel = device.option(68) ? ['CHANNEL'] : []
  const temperature = shape.can.temperature ? ['CT'] : []
  const colour = shape.can.colour ? ['HSBCOLOR', 'COLOR', 'SCHEME', 'WHITE'] : []
  const names = ['POWER', ...powerKeys(shape), 'STATE', ...dimmer, ...channel, ...temperature, ...colour]
  return [...new Set(names)]
}
