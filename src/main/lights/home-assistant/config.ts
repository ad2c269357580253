import type { Lamp } from '../lamp'
import type { Qos } from '@shared/mqtt/message'

/** A discovery payload of one light or switch: keys in full, `~` put in, shared options of a device merged in. Values are whatever came. */
export type HaConfig = Readonly<Record<string, unknown>>

/** What a schema makes of a config; name, room, address and availability are the same for all schemas. */
export type Schema = Pick<
  Lamp,
  'can' | 'optimistic' | 'locked' | 'topic' | 'commandTopics' | 'listens' | 'asks' | 'read' | 'write'
>

/** `undefined` where the config can be no light at all, such as one with nowhere to send and nothing to read. */
export type SchemaBuilder = (config: HaConfig) => Schema | undefined

/** A text that is not empty; numbers and truth values are written out as Home Assistant writes them. */
export function text(config: HaConfig, key: string): string | undefined {
  const value = own(config, key)
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return undefined
}

/** A finite number, also where it came as a text. */
export function number(config: HaConfig, key: string): number | undefined {
  const value = own(config, key)
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined
}

/** A truth value in any of the words that Home Assistant takes for one. */
export function flag(config: HaConfig, key: string): boolean | undefined {
  const value = own(config, key)
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  if (['1', 'true', 'yes', 'on', 'enable'].includes(word)) return true
  return ['0', 'false', 'no', 'off', 'disable'].includes(word) ? false : undefined
}

/** The values of a list; one that stands alone counts as a list of one. */
export function list(config: HaConfig, key: string): readonly unknown[] {
  const value = own(config, key)
  if (Array.isArray(value)) return value as readonly unknown[]
  return value === undefined || value === null ? [] : [value]
}

/** What is in an object inside a config, such as `device`. */
export function part(config: HaConfig, key: string): HaConfig {
  const value = own(config, key)
  return isObject(value) ? value : {}
}

/** The QoS of what is sent to the light: what its config says, otherwise 0, as with Home Assistant. */
export function qosOf(config: HaConfig): Qos {
  const qos = number(config, 'qos')
  return qos === 1 || qos === 2 ? qos : 0
}

/** An object that is not a list, as JSON knows it. */
export function isObject(value: unknown): value is HaConfig {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Never what an object has by birth: a payload may speak of `constructor` or `__proto__`. */
function own(config: HaConfig, key: string): unknown {
  return Object.hasOwn(config, key) ? config[key] : undefined
}
