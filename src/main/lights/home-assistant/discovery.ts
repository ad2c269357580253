import { decodeText } from '@shared/mqtt/message'
import { inFull } from './abbreviations'
import { withBaseTopic } from './base-topic'
import { flag, isObject, part, text, type HaConfig } from './config'

/** Where Home Assistant looks unless somebody has changed it there. */
const PREFIX = 'homeassistant'
/** A device of a hundred parts announces itself in less; beyond this somebody is playing tricks. */
const MAX_BYTES = 256 * 1024
const MAX_COMPONENTS = 256
/** A light without a unique id is known for ever by its topic and its key in the device, so both have to be bearable. */
const MAX_TOPIC = 200
const MAX_COMPONENT_KEY = 80

const TOPIC = new RegExp(`^${PREFIX}/(light|switch|device)/(?:[\\w-]+/)?([\\w-]+)/config$`)

/** Options that a device may state once for all its components. */
const SHARED = [
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'command_topic',
  'encoding',
  'payload_available',
  'payload_not_available',
  'qos',
  'state_topic',
] as const

/** What has to be heard to find lights and switches. */
export const DISCOVERY_FILTERS = ['light', 'switch', 'device'].flatMap((component) => [
  `${PREFIX}/${component}/+/config`,
  `${PREFIX}/${component}/+/+/config`,
])

/** A light or a switch as discovery announces it. */
export interface Announced {
  readonly component: 'light' | 'switch'
  /** Where it was announced; inside a device with the component's key behind it. The same at every start. */
  readonly key: string
  /** What its topic or its device calls it, for one that has no name. */
  readonly objectId: string
  readonly config: HaConfig
}

/**
 * What a discovery message announces; nothing where it takes back what was announced there. `undefined` where the topic is none
 * of discovery's, `false` where the message cannot be understood.
 */
export function readDiscovery(topic: string, payload: Uint8Array): readonly Announced[] | false | undefined {
  if (!topic.startsWith(`${PREFIX}/`)) return undefined
  const [, component, objectId] = TOPIC.exec(topic) ?? []
  if (!component || !objectId || topic.length > MAX_TOPIC) return false
  if (payload.length === 0) return []
  const raw = readObject(payload)
  if (!raw) return false
  if (Object.keys(raw).length === 0) return []
  const whole = inFull(raw)
  // The light moves to another discovery topic and is announced there.
  if (flag(whole, 'migrate_discovery')) return []
  if (component === 'device') return readDevice(topic, whole)
  const config = withBaseTopic(whole)
  if (!config.ok) return false
  const kind = component === 'light' ? 'light' : 'switch'
  return isForUse(config.value) ? [{ component: kind, key: topic, objectId, config: config.value }] : []
}

function readDevice(topic: string, whole: HaConfig): readonly Announced[] | false {
  if (!isObject(whole['components'])) return false
  const shared = Object.fromEntries(
    ['device', '~', ...SHARED].filter((key) => Object.hasOwn(whole, key)).map((key) => [key, whole[key]]),
  )
  return Object.entries(whole['components'])
    .slice(0, MAX_COMPONENTS)
    .flatMap(([key, value]): readonly Announced[] => {
      if (!isObject(value) || !isKey(key)) return []
      const { platform, ...own } = inFull(value)
      // With its platform alone it is taken out of the device.
      if ((platform !== 'light' && platform !== 'switch') || Object.keys(own).length === 0) return []
      const config = withBaseTopic({ ...shared, ...own, device: part(whole, 'device') })
      if (!config.ok || !isForUse(config.value)) return []
      return [{ component: platform, key: `${topic}#${key}`, objectId: key, config: config.value }]
    })
}

function isKey(key: string): boolean {
  return key.length > 0 && key.length <= MAX_COMPONENT_KEY && !/\p{Cc}/u.test(key)
}

/** Settings of a device and what its maker has switched off are not for people who want light. */
function isForUse(config: HaConfig): boolean {
  const category = text(config, 'entity_category')
  return category !== 'config' && category !== 'diagnostic' && flag(config, 'enabled_by_default') !== false
}

function readObject(payload: Uint8Array): HaConfig | undefined {
  const source = payload.length <= MAX_BYTES ? decodeText(payload) : undefined
  if (source === undefined) return undefined
  try {
    const value: unknown = JSON.parse(source)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
