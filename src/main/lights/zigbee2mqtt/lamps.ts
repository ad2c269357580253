import { ON_OFF, type LightAbilities } from '@shared/light/light'
import { kelvinOf } from '@shared/light/units'
import type { Lamp } from '../lamp'
import type { Device, Group, StoredScene } from './list'
import { readAvailability, readState } from './read'
import { sharedSkill } from './shared-skill'
import type { Skill } from './skill'
import { askState, writeWish, type Speech } from './write'

/** The lamps of a device, one for each of its parts. Its address keeps the id through a rename. */
export function lampsOfDevice(base: string, device: Device): readonly Lamp[] {
  const topic = `${base}/${device.name}`
  return device.skills.map((skill) => {
    const { endpoint } = skill
    const kept = device.scenes.filter(
      ({ endpoints }) => endpoint === undefined || !endpoints || endpoints.includes(endpoint),
    )
    const part = endpoint === undefined ? topic : `${topic}/${endpoint}`
    return {
      ...lampOf(base, { topic, skill, scenes: scenesOf(kept, `${part}/set`) }),
      id: `zigbee2mqtt:${device.ieee}${endpoint === undefined ? '' : `:${endpoint}`}`,
      name: endpoint === undefined ? device.name : `${device.name} ${endpoint}`,
      address: device.ieee.slice(2),
    }
  })
}

/** A group as one lamp; none where no member is known that could be switched. */
export function lampsOfGroup(
  base: string,
  group: Group,
  devices: ReadonlyMap<string, Device>,
): readonly Lamp[] {
  const skill = sharedSkill(group, devices)
  if (!skill) return []
  const topic = `${base}/${group.name}`
  const speech = { topic, skill, scenes: scenesOf(group.scenes, `${topic}/set`) }
  return [{ ...lampOf(base, speech), id: `zigbee2mqtt:${base}:group:${group.id}`, name: group.name }]
}

function lampOf(base: string, speech: Speech): Omit<Lamp, 'id' | 'name'> {
  const { topic, skill, scenes } = speech
  const presence = [`${base}/bridge/state`, `${topic}/availability`]
  return {
    convention: 'zigbee2mqtt',
    kind: skill.kind,
    can: abilitiesOf(skill, [...scenes.keys()]),
    ...(skill.power.tells ? {} : { optimistic: true as const }),
    ...(skill.power.obeys ? {} : { locked: { kind: 'no-command' as const } }),
    topic: `${topic}/set`,
    commandTopics: commandTopicsOf(topic, skill),
    listens: [topic, ...presence],
    availability: { topics: presence, mode: 'all', assumed: true },
    asks: askState(speech),
    read: (from, payload) => (from === topic ? readState(skill, payload) : readAvailability(payload)),
    write: (wish, now) => writeWish(speech, wish, now),
  }
}

function abilitiesOf(skill: Skill, scenes: readonly string[]): LightAbilities {
  const { brightness, temperature, colour, effect } = skill
  return {
    ...ON_OFF,
    brightness: brightness !== undefined,
    ...(temperature
      ? { temperature: { min: kelvinOf(temperature.most), max: kelvinOf(temperature.least) } }
      : {}),
    colour: colour !== undefined,
    effects: effect?.names ?? [],
    scenes,
    transition: brightness !== undefined,
  }
}

/** Also as Zigbee2MQTT announces them to Home Assistant, so that the same lamp found there is known again. */
function commandTopicsOf(topic: string, { endpoint, power }: Skill): readonly string[] {
  const parts = endpoint === undefined ? [topic] : [topic, `${topic}/${endpoint}`]
  return [...parts.map((part) => `${part}/set`), ...parts.map((part) => `${part}/set/${power.key}`)]
}

/** Scenes by name; two of one name are told apart by their numbers. */
function scenesOf(scenes: readonly StoredScene[], topic: string): Speech['scenes'] {
  const shown = new Map<string, { readonly id: number; readonly topic: string }>()
  for (const { id, name } of scenes) {
    const label = name === '' ? `Scene ${id}` : name
    shown.set(shown.has(label) ? `${label} (${id})` : label, { id, topic })
  }
  return shown
}
