import type { ColourMode, LightPower, LightValues } from '@shared/light/light'
import { colourOfXy, kelvinOf, percentOf, type Colour } from '@shared/light/units'
import { decodeText } from '@shared/mqtt/message'
import { jsonObjectOf, numberIn, objectOf, own, type JsonObject } from '../json-object'
import type { LampReport } from '../lamp'
import type { Skill } from './skill'

/** What `bridge/state` or `<name>/availability` says: JSON in version 2, a bare word in version 1. */
export function readAvailability(payload: Uint8Array): LampReport | undefined {
  // Taken back, as after a rename: nobody says anything of it any more.
  if (payload.length === 0) return { available: true }
  const object = jsonObjectOf(payload)
  const word = object ? own(object, 'state') : decodeText(payload)?.trim()
  if (word === 'online') return { available: true }
  return word === 'offline' ? { available: false } : undefined
}

/** What a device's or a group's state says of one lamp. */
export function readState(skill: Skill, payload: Uint8Array): LampReport | undefined {
  const state = jsonObjectOf(payload)
  if (!state) return undefined
  const { power, brightness, temperature, colour, effect } = skill
  const level = brightness && numberIn(state, brightness.key, 0, brightness.most)
  const mired = temperature && numberIn(state, temperature.key, 1, 10_000)
  const said = {
    power: powerOf(power, own(state, power.key)),
    brightness: brightness && level !== undefined ? percentOf(level, brightness.most) : undefined,
    temperature: mired === undefined ? undefined : kelvinOf(mired),
    colour: colour && colourIn(colour.form, modeIn(skill, state), objectOf(own(state, colour.key))),
    effect: effect?.names.find((name) => name === own(state, effect.key)),
  }
  const mode = modeOf(skill, modeIn(skill, state), said)
  const known = Object.entries({ ...said, mode }).filter(([, value]) => value !== undefined)
  // A message that speaks of something else, such as the other part of the device, is understood all the same.
  return known.length > 0 ? { values: Object.fromEntries(known) as Partial<LightValues> } : {}
}

function powerOf(power: Skill['power'], word: unknown): LightPower | undefined {
  if (word === power.on) return 'on'
  return word === power.off ? 'off' : undefined
}

/** The word for what makes the colour now: `color_temp`, `xy` or `hs`. */
function modeIn({ endpoint }: Skill, state: JsonObject): unknown {
  return own(state, endpoint === undefined ? 'color_mode' : `color_mode_${endpoint}`)
}

/** A bulb of one kind only is in that mode whatever it says; older versions do not say it at all. */
function modeOf(
  skill: Skill,
  word: unknown,
  said: { readonly temperature?: number; readonly colour?: Colour },
): ColourMode | undefined {
  if (!skill.colour) return said.temperature === undefined ? undefined : 'temperature'
  if (!skill.temperature) return said.colour && 'colour'
  if (word === 'color_temp') return 'temperature'
  if (word === 'xy' || word === 'hs') return 'colour'
  if ((said.temperature === undefined) === (said.colour === undefined)) return undefined
  return said.colour ? 'colour' : 'temperature'
}

/** Both forms are often there; the one in the colour mode is the true one, else the one that it is told in. */
function colourIn(form: 'xy' | 'hs', mode: unknown, said: JsonObject | undefined): Colour | undefined {
  if (!said) return undefined
  const isHs = mode === 'hs' || (mode !== 'xy' && form === 'hs')
  return isHs ? (fromHs(said) ?? fromXy(said)) : (fromXy(said) ?? fromHs(said))
}

function fromXy(said: JsonObject): Colour | undefined {
  const x = numberIn(said, 'x', 0, 1)
  const y = numberIn(said, 'y', 0, 1)
  return x === undefined || y === undefined ? undefined : colourOfXy({ x, y })
}

function fromHs(said: JsonObject): Colour | undefined {
  const hue = numberIn(said, 'hue', 0, 360)
  const saturation = numberIn(said, 'saturation', 0, 100)
  return hue === undefined || saturation === undefined ? undefined : { hue, saturation }
}
