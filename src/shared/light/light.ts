import type { Colour } from './units'

/** Names a light inside Porchlight for ever; a plain light's id is its topic, the others begin with their convention. */
export type LightId = string

/** Who says how the light is spoken to. ESPHome comes by Home Assistant's discovery; a group is the user's own. */
export type Convention = 'plain' | 'home-assistant' | 'zigbee2mqtt' | 'tasmota' | 'shelly' | 'group'

/** What the wire last said. `unknown` until a payload was understood. */
export type LightPower = 'on' | 'off' | 'unknown'

/** Which of the values makes the light's colour now. */
export type ColourMode = 'temperature' | 'colour' | 'white'

/** How a light is, as far as it has said so, in Porchlight's units whatever the device's are. */
export interface LightValues {
  readonly power: LightPower
  /** Percent, 0 to 100, not rounded. */
  readonly brightness?: number
  /** Kelvin, not rounded. */
  readonly temperature?: number
  readonly colour?: Colour
  readonly mode?: ColourMode
  readonly effect?: string
}

/** What a light can do beside on and off. */
export interface LightAbilities {
  readonly brightness: boolean
  /** The range in Kelvin, `min` below `max`. */
  readonly temperature?: { readonly min: number; readonly max: number }
  readonly colour: boolean
  /** It has a white of its own beside its colours. */
  readonly white: boolean
  readonly effects: readonly string[]
  /** Scenes the device itself keeps. */
  readonly scenes: readonly string[]
  /** It can take its time. */
  readonly transition: boolean
}

/** A switch or a light that only goes on and off. */
export const ON_OFF: LightAbilities = {
  brightness: false,
  colour: false,
  white: false,
  effects: [],
  scenes: [],
  transition: false,
}

/** What somebody wants of a light; what is missing stays as it is. */
export interface LightWish {
  readonly power?: 'on' | 'off'
  /** Percent, 1 to 100. */
  readonly brightness?: number
  /** Kelvin. */
  readonly temperature?: number
  readonly colour?: Colour
  readonly white?: true
  readonly effect?: string
  readonly scene?: string
  /** Seconds, 0 to 300. */
  readonly transition?: number
}

/** Why a wish was given up; the light shows its last known state again. */
export type LightNote = 'no-answer' | 'not-connected' | 'not-sent'

/** Why a light can be seen and not used. `detail`: the template that is not understood. */
export interface LightLock {
  readonly kind: 'template' | 'no-command' | 'unsupported'
  readonly detail?: string
}

/**
 * `online` also where nobody says anything of it; `offline` where the light or its bridge says so; `missing` where the
 * user has arranged it and nothing has announced it yet.
 */
export type Availability = 'online' | 'offline' | 'missing'

/** One light as tray and windows see it. */
export interface LightState extends LightValues {
  readonly id: LightId
  readonly name: string
  readonly kind: 'light' | 'switch' | 'group'
  readonly convention: Convention
  /** Where it is commanded, for people; empty for a group. */
  readonly topic: string
  readonly can: LightAbilities
  readonly availability: Availability
  /** It does not tell its state: what is shown is what was last sent. */
  readonly optimistic?: true
  readonly locked?: LightLock
  /** What was asked for and has not come back yet. */
  readonly pending?: LightWish
  readonly note?: LightNote
  readonly room?: string
  readonly favourite?: true
  readonly hidden?: true
  /** Seconds a change takes, where the user has chosen and the light can. */
  readonly transition?: number
  /** Where the user has put it among the others. */
  readonly place?: number
  /** Of a group. */
  readonly members?: readonly LightId[]
}

/** The state a click on the light asks for: the other one; from unknown, on. A wish under way counts as done. */
export function toggled(light: Pick<LightState, 'power' | 'pending'>): boolean {
  return (light.pending?.power ?? light.power) !== 'on'
}

/** What a click on the light asks for. */
export function toggling(light: Pick<LightState, 'power' | 'pending'>): LightWish {
  return { power: toggled(light) ? 'on' : 'off' }
}

/** Whether a wish can be sent to it while the broker is there. */
export function isUsable(light: Pick<LightState, 'availability' | 'locked'>): boolean {
  return light.availability === 'online' && light.locked === undefined
}

/** How names are put in order. Made once: comparing with options of its own each time takes a hundred times as long. */
export const byName = new Intl.Collator(undefined, { numeric: true })

/** The user's order first, then by name. */
export function compareLights(a: LightState, b: LightState): number {
  return (
    (a.place ?? Infinity) - (b.place ?? Infinity) || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)
  )
}
