import type { Device, Group } from './list'
import type { Skill } from './skill'

/** What a group's own keys are called: never with an endpoint behind them. */
const POWER: Skill['power'] = { key: 'state', on: 'ON', off: 'OFF', tells: true, obeys: true, answers: true }

/** What a group can do: what any of its members can, and effects that all of them know. Undefined where nothing is lit. */
export function sharedSkill(group: Group, devices: ReadonlyMap<string, Device>): Skill | undefined {
  const skills = group.members.flatMap(({ ieee, endpoint }) => {
    const device = devices.get(ieee)
    return device ? memberSkill(device, endpoint) : []
  })
  if (skills.length === 0) return undefined
  const brightness = skills.find((skill) => skill.brightness)?.brightness
  const colours = skills.flatMap(({ colour }) => colour ?? [])
  // A bulb that prefers hue and saturation shows other colours when it is given a point; the rest take both.
  const form = colours.some((colour) => colour.form === 'hs') ? 'hs' : 'xy'
  const temperature = sharedTemperature(skills)
  const names = sharedEffects(skills)
  return {
    kind: skills.some(({ kind }) => kind === 'light') ? 'light' : 'switch',
    power: POWER,
    ...(brightness ? { brightness: { key: 'brightness', most: brightness.most } } : {}),
    ...(temperature ? { temperature } : {}),
    ...(colours.length > 0 ? { colour: { key: 'color', form } } : {}),
    ...(names.length > 0 ? { effect: { key: 'effect', names } } : {}),
  }
}

/** A member is a part of a device, told by its number; a device of one part is meant whatever the number is. */
function memberSkill({ skills, endpoints }: Device, endpoint: string): readonly Skill[] {
  const named = skills.filter((skill) => [endpoint, endpoints.get(endpoint)].includes(skill.endpoint))
  return (named.length > 0 ? named : skills).slice(0, 1)
}

/** The range that all of them have, or where there is none the one that any of them has: each goes as far as it can. */
function sharedTemperature(skills: readonly Skill[]): Skill['temperature'] {
  const ranges = skills.flatMap(({ temperature }) => temperature ?? [])
  if (ranges.length === 0) return undefined
  const leasts = ranges.map(({ least }) => least)
  const mosts = ranges.map(({ most }) => most)
  const common = { least: Math.max(...leasts), most: Math.min(...mosts) }
  const any = { least: Math.min(...leasts), most: Math.max(...mosts) }
  return { key: 'color_temp', ...(common.least < common.most ? common : any) }
}

function sharedEffects(skills: readonly Skill[]): readonly string[] {
  const [first, ...others] = skills.map(({ effect }) => new Set(effect?.names))
  return [...(first ?? [])].filter((name) => others.every((names) => names.has(name)))
}
