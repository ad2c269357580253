import { decodeText } from '@shared/mqtt/message'
import { parseTopicName } from '@shared/mqtt/topic'
import { objectOf, own, type JsonObject } from '../json-object'
import { objectsIn } from './expose'
import { skillsOf, type Skill } from './skill'

/** A list longer than this many bytes is none: the largest networks have a few hundred devices of some kilobytes each. */
const MAX_BYTES = 8_388_608
/** Devices or groups of one list that are looked at, and scenes of one of them. */
const MAX_ENTRIES = 2_000
const MAX_SCENES = 200

/** A scene that the device or group keeps itself. */
export interface StoredScene {
  readonly id: number
  readonly name: string
  /** The part it is kept at: its number, and its name where it has one. Missing: nobody says. */
  readonly endpoints?: readonly string[]
}

/** A device that has something to switch. */
export interface Device {
  /** In lower case, with `0x` before it. */
  readonly ieee: string
  readonly name: string
  readonly skills: readonly Skill[]
  readonly scenes: readonly StoredScene[]
  /** Names of endpoints by their numbers. */
  readonly endpoints: ReadonlyMap<string, string>
}

export interface Group {
  readonly id: number
  readonly name: string
  readonly members: readonly { readonly ieee: string; readonly endpoint: string }[]
  readonly scenes: readonly StoredScene[]
}

/** The devices of `bridge/devices` that can be switched; entries that are broken or something else are passed over. */
export function parseDevices(payload: Uint8Array): readonly Device[] | undefined {
  return entriesOf(payload)?.flatMap((entry) => deviceOf(entry) ?? [])
}

/** The groups of `bridge/groups`. */
export function parseGroups(payload: Uint8Array): readonly Group[] | undefined {
  return entriesOf(payload)?.flatMap((entry) => groupOf(entry) ?? [])
}

function entriesOf(payload: Uint8Array): readonly JsonObject[] | undefined {
  const text = payload.length > MAX_BYTES ? undefined : decodeText(payload)
  if (text === undefined) return undefined
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? objectsIn(list).slice(0, MAX_ENTRIES) : undefined
  } catch {
    return undefined
  }
}

function deviceOf(entry: JsonObject): Device | undefined {
  const ieee = ieeeOf(entry)
  const name = nameOf(entry)
  // A device that Zigbee2MQTT does not know has no definition; one that it guessed has, and works, but is not `supported`.
  const definition = objectOf(own(entry, 'definition'))
  const isLeftOut = own(entry, 'type') === 'Coordinator' || own(entry, 'disabled') === true
  if (ieee === undefined || name === undefined || !definition || isLeftOut) return undefined
  const skills = skillsOf(objectsIn(own(definition, 'exposes')))
  if (skills.length === 0) return undefined
  const endpoints = Object.entries(objectOf(own(entry, 'endpoints')) ?? {})
  const named = endpoints.flatMap(([number, endpoint]) => {
    const part = own(objectOf(endpoint), 'name')
    return typeof part === 'string' ? [[number, part] as const] : []
  })
  const kept = endpoints.flatMap(([number, endpoint]) => {
    const [, part = number] = named.find(([key]) => key === number) ?? []
    return scenesIn(objectOf(endpoint)).map((scene) => ({ ...scene, endpoints: [number, part] }))
  })
  return { ieee, name, skills, scenes: [...scenesIn(entry), ...kept], endpoints: new Map(named) }
}

function groupOf(entry: JsonObject): Group | undefined {
  const id = own(entry, 'id')
  const name = nameOf(entry)
  if (!isSmallNumber(id) || name === undefined) return undefined
  const members = objectsIn(own(entry, 'members')).flatMap((member) => {
    const ieee = ieeeOf(member)
    return ieee === undefined ? [] : [{ ieee, endpoint: String(own(member, 'endpoint')) }]
  })
  return { id, name, members, scenes: scenesIn(entry) }
}

function ieeeOf(entry: JsonObject): string | undefined {
  const ieee = own(entry, 'ieee_address')
  return typeof ieee === 'string' && /^0x[0-9a-f]{16}$/i.test(ieee) ? ieee.toLowerCase() : undefined
}

/** Names that no message would reach: not fit for a topic, or the bridge's own, which Zigbee2MQTT passes over. */
function nameOf(entry: JsonObject): string | undefined {
  const name = own(entry, 'friendly_name')
  const isName = typeof name === 'string' && parseTopicName(name).ok && !/^bridge(\/|$)/.test(name)
  return isName ? name : undefined
}

function scenesIn(entry: JsonObject | undefined): readonly StoredScene[] {
  return objectsIn(own(entry, 'scenes'))
    .slice(0, MAX_SCENES)
    .flatMap((scene) => {
      const id = own(scene, 'id')
      const name = own(scene, 'name')
      return isSmallNumber(id) ? [{ id, name: typeof name === 'string' ? name.slice(0, 100) : '' }] : []
    })
}

/** Ids of groups and scenes have two bytes at most (Zigbee Cluster Library, Groups and Scenes). */
function isSmallNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535
}
