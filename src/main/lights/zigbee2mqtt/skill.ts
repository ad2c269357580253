import { own, type JsonObject } from '../json-object'
import {
  ANSWERS,
  allows,
  isSettable,
  numberOf,
  OBEYS,
  objectsIn,
  settable,
  TELLS,
  valueIn,
  wordIn,
  type Word,
} from './expose'

/** What one lamp of a device or a group understands, under which keys and in which units. */
export interface Skill {
  readonly kind: 'light' | 'switch'
  /** The part of the device, such as `l1`. */
  readonly endpoint?: string
  readonly power: {
    readonly key: string
    readonly on: Word
    readonly off: Word
    readonly tells: boolean
    readonly obeys: boolean
    readonly answers: boolean
  }
  /** `most` is what full brightness counts. */
  readonly brightness?: { readonly key: string; readonly most: number }
  /** In mired. */
  readonly temperature?: { readonly key: string; readonly least: number; readonly most: number }
  readonly colour?: { readonly key: string; readonly form: 'xy' | 'hs' }
  readonly effect?: { readonly key: string; readonly names: readonly string[] }
}

/** What full brightness counts in Zigbee, where the list does not say. */
const FULL = 254
/** What bulbs have that do not say their range, and the widest that is white at all. */
const MIRED = { least: 153, most: 500 } as const
const WHITE = { least: 50, most: 2_000 } as const
/** More effects than this are not listed, longer names neither: nobody could choose among them. */
const MAX_EFFECTS = 200
const MAX_EFFECT_LENGTH = 100
/** Lamps of one device; the largest relay boards have sixteen. */
const MAX_SKILLS = 64

/** The lights and switches among what a device exposes, one for each of its parts. */
export function skillsOf(exposes: readonly JsonObject[]): readonly Skill[] {
  const skills = new Map<string, Skill>()
  for (const expose of exposes) {
    const skill = skillOf(expose, exposes)
    const part = skill?.endpoint ?? ''
    if (skill && !skills.has(part) && skills.size < MAX_SKILLS) skills.set(part, skill)
  }
  return [...skills.values()]
}

function skillOf(expose: JsonObject, all: readonly JsonObject[]): Skill | undefined {
  const kind = own(expose, 'type')
  if ((kind !== 'light' && kind !== 'switch') || own(expose, 'category') === 'config') return undefined
  const features = objectsIn(own(expose, 'features'))
  const state = features.find((feature) => own(feature, 'name') === 'state')
  if (!state) return undefined
  const key = wordIn(state, 'property') ?? 'state'
  // A radiator's valve has "switches" that are settings, such as `window_detection`: nothing there is lit.
  if (kind === 'switch' && !/^state(_|$)/.test(key)) return undefined
  const endpoint = wordIn(expose, 'endpoint') ?? wordIn(state, 'endpoint')
  const power = {
    key,
    on: valueIn(state, 'value_on') ?? 'ON',
    off: valueIn(state, 'value_off') ?? 'OFF',
    tells: allows(state, TELLS),
    obeys: allows(state, OBEYS),
    answers: allows(state, ANSWERS),
  }
  const skill = { kind, power, ...(endpoint === undefined ? {} : { endpoint }) } as const
  if (kind === 'switch') return skill
  const found = {
    brightness: brightnessOf(features),
    temperature: temperatureOf(features),
    colour: colourOf(features),
    effect: effectOf(all, endpoint),
  }
  const known = Object.entries(found).filter(([, value]) => value !== undefined)
  return { ...skill, ...(Object.fromEntries(known) as typeof found) }
}

function brightnessOf(features: readonly JsonObject[]): Skill['brightness'] {
  const feature = settable(features, 'brightness')
  if (!feature) return undefined
  const most = numberOf(feature, 'value_max') ?? FULL
  return { key: wordIn(feature, 'property') ?? 'brightness', most: most >= 1 && most <= 65_535 ? most : FULL }
}

function temperatureOf(features: readonly JsonObject[]): Skill['temperature'] {
  const feature = settable(features, 'color_temp')
  if (!feature) return undefined
  const least = numberOf(feature, 'value_min') ?? MIRED.least
  const most = numberOf(feature, 'value_max') ?? MIRED.most
  const range = least >= WHITE.least && most <= WHITE.most && least < most ? { least, most } : MIRED
  return { key: wordIn(feature, 'property') ?? 'color_temp', ...range }
}

/** Of the two ways to say a colour the device prefers the one that comes first. */
function colourOf(features: readonly JsonObject[]): Skill['colour'] {
  const feature = features.find((each) => {
    const name = own(each, 'name')
    return (name === 'color_xy' || name === 'color_hs') && isSettable(each)
  })
  if (!feature) return undefined
  const form = own(feature, 'name') === 'color_xy' ? 'xy' : 'hs'
  return { key: wordIn(feature, 'property') ?? 'color', form }
}

function effectOf(exposes: readonly JsonObject[], endpoint: string | undefined): Skill['effect'] {
  const feature = exposes.find(
    (each) =>
      own(each, 'name') === 'effect' &&
      own(each, 'type') === 'enum' &&
      wordIn(each, 'endpoint') === endpoint &&
      allows(each, OBEYS),
  )
  const values = feature && own(feature, 'values')
  const isName = (name: unknown): name is string =>
    typeof name === 'string' && name !== '' && name.length <= MAX_EFFECT_LENGTH
  const names = Array.isArray(values) ? [...new Set(values.filter(isName))].slice(0, MAX_EFFECTS) : []
  return feature && names.length > 0 ? { key: wordIn(feature, 'property') ?? 'effect', names } : undefined
}
