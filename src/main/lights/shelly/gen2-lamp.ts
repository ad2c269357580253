import { decodeText } from '@shared/mqtt/message'
import { jsonObjectOf, objectOf, own, type JsonObject } from '../json-object'
import type { Lamp, LampReport } from '../lamp'
import {
  abilitiesOf,
  NAMESPACES,
  paramsOf,
  parseComponent,
  valuesOf,
  type Component,
} from './gen2-components'
import { parseFrame, request, type Frame } from './gen2-rpc'

/** Components of one device; the largest has eight. */
const MAX_COMPONENTS = 32

/** A device as its answer to `Shelly.GetConfig` describes it. */
interface Gen2Device {
  readonly id: string
  readonly prefix: string
  readonly mac?: string
  readonly name: string
}

/** All lamps in a device's config. `prefix` is what its topics begin with where the config does not say so. */
export function lampsOf(id: string, config: JsonObject, prefix: string, source: string): readonly Lamp[] {
  const topicPrefix = own(objectOf(own(config, 'mqtt')), 'topic_prefix')
  const about = objectOf(own(objectOf(own(config, 'sys')), 'device'))
  const mac = [own(about, 'mac'), id.slice(id.lastIndexOf('-') + 1)].find(
    (text): text is string => typeof text === 'string' && /^[0-9A-Fa-f]{12}$/.test(text),
  )
  const device: Gen2Device = {
    id,
    prefix: textOf(topicPrefix) ?? prefix,
    ...(mac === undefined ? {} : { mac: mac.toLowerCase() }),
    name: textOf(own(about, 'name')) ?? id,
  }
  const components = Object.entries(config)
    .flatMap(([key, value]) => {
      const component = parseComponent(key)
      return component ? [{ key, component, settings: objectOf(value) ?? {} }] : []
    })
    .slice(0, MAX_COMPONENTS)
  return components.map(({ key, component, settings }) =>
    lampOf(device, key, component, settings, components.length > 1, source),
  )
}

function lampOf(
  device: Gen2Device,
  key: string,
  component: Component,
  settings: JsonObject,
  isOneOfMany: boolean,
  source: string,
): Lamp {
  const { id, prefix, mac } = device
  const [online, events, status, answers] = [
    `${prefix}/online`,
    `${prefix}/events/rpc`,
    `${prefix}/status/${key}`,
    `${source}/rpc`,
  ]
  const read = (topic: string, payload: Uint8Array): LampReport | undefined => {
    if (topic === online) return readOnline(payload)
    if (topic === status) return reportOf(component, jsonObjectOf(payload))
    // Every lamp is shown every answer: those of other devices are not worth being parsed.
    if (topic === answers && decodeText(payload)?.includes(id) !== true) return {}
    const frame = parseFrame(payload)
    if (!frame) return undefined
    const told = frame.device === id ? objectOf(own(statusesIn(frame, topic === answers), key)) : undefined
    return told ? reportOf(component, told) : {}
  }
  return {
    id: `shelly:${mac ?? id}:${key}`,
    convention: 'shelly',
    kind: component.kind === 'switch' ? 'switch' : 'light',
    name:
      textOf(own(settings, 'name')) ?? (isOneOfMany ? `${device.name} ${component.number + 1}` : device.name),
    can: abilitiesOf(component, settings),
    topic: `${prefix}/rpc`,
    commandTopics: [`${prefix}/rpc`, `${prefix}/command/${key}`],
    ...(mac === undefined ? {} : { address: mac }),
    listens: [online, events, status, answers],
    // It has just answered.
    availability: { topics: [online], mode: 'latest', assumed: true },
    asks: [request(prefix, source, 'status', 'Shelly.GetStatus')],
    read,
    write: (wish) => {
      const params = paramsOf(component, wish)
      return params ? [request(prefix, source, 'set', `${NAMESPACES[component.kind]}.Set`, params)] : []
    },
  }
}

/** The statuses by component in an answer to `Shelly.GetStatus`, or in a notice of what has changed. */
function statusesIn({ result, method, params }: Frame, isAnswer: boolean): JsonObject | undefined {
  if (isAnswer) return result
  return method === 'NotifyStatus' || method === 'NotifyFullStatus' ? params : undefined
}

function reportOf(component: Component, status: JsonObject | undefined): LampReport | undefined {
  if (!status) return undefined
  const values = valuesOf(component, status)
  // A notice of its power draw or its temperature is understood all the same.
  return Object.keys(values).length > 0 ? { values } : {}
}

function readOnline(payload: Uint8Array): LampReport | undefined {
  const text = decodeText(payload)
  return text === 'true' ? { available: true } : text === 'false' ? { available: false } : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
