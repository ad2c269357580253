import type { LightId, LightWish } from './light'
import type { Colour } from './units'

/** How much of each the user can keep; more would be a broken file. */
export const ARRANGEMENT_LIMITS = {
  plain: 200,
  lamps: 2_000,
  groups: 100,
  members: 200,
  scenes: 100,
  timers: 100,
  shortcuts: 50,
  colours: 16,
  /** Characters of a name or a room. */
  name: 60,
} as const

/** What is published to a plain light: bare words, the JSON that every client of the lab reads, or own payloads. */
export type PlainSends = 'words' | 'json' | 'own'

/** A light added by hand. */
export interface PlainLight {
  readonly topic: string
  /** Where it says its state; missing: on `topic` itself, which then is retained (DESIGN 2, Light). */
  readonly stateTopic?: string
  readonly sends: PlainSends
  /** The payloads for `own`. */
  readonly on?: string
  readonly off?: string
  /** Where in a JSON state the power stands, such as `relays.0.state`; missing: every form of the lab is read. */
  readonly path?: string
}

/** What the user has said of one light, whichever convention it has. */
export interface ArrangedLamp {
  readonly id: LightId
  /** The name it had when it was arranged, shown while it is missing. */
  readonly knownAs: string
  /** The user's own name for it. */
  readonly name?: string
  readonly room?: string
  readonly favourite?: true
  readonly hidden?: true
  /** Seconds a change takes. */
  readonly transition?: number
}

/** Lights that are used as one. The id begins with `group:`. */
export interface LightGroup {
  readonly id: LightId
  readonly name: string
  readonly members: readonly LightId[]
}

/** What several lights are to be like, kept from how they were. */
export interface Scene {
  readonly id: string
  readonly name: string
  readonly lights: readonly { readonly light: LightId; readonly wish: LightWish }[]
}

/** Something to do later. */
export interface Timer {
  readonly id: string
  readonly light: LightId
  readonly power: 'on' | 'off'
  /** Milliseconds since 1970. */
  readonly at: number
  /** `HH:MM` of this computer's clock where it is done again every day. */
  readonly daily?: string
}

/** Keys that switch a light from anywhere, in Electron's words: `CommandOrControl+Alt+L`. */
export interface Shortcut {
  readonly light: LightId
  readonly keys: string
}

/** A colour or a white the user wants at hand: one of the two. */
export type FavouriteColour = { readonly colour: Colour } | { readonly temperature: number }

/** Everything the user has arranged about lights; kept in settings.json. */
export interface Arrangement {
  readonly plain: readonly PlainLight[]
  readonly lamps: readonly ArrangedLamp[]
  readonly order: readonly LightId[]
  readonly groups: readonly LightGroup[]
  readonly scenes: readonly Scene[]
  readonly timers: readonly Timer[]
  readonly shortcuts: readonly Shortcut[]
  readonly colours: readonly FavouriteColour[]
  /** This computer's plain lights announce themselves to Home Assistant. */
  readonly offered: boolean
  /** What a click on the tray icon does; missing: a panel for a light with something to slide, else a toggle. */
  readonly trayClick?: 'toggle' | 'panel'
}

/** The arrangement of a first start. */
export function firstArrangement(topic: string): Arrangement {
  return {
    plain: [{ topic, sends: 'words' }],
    lamps: [],
    order: [],
    groups: [],
    scenes: [],
    timers: [],
    shortcuts: [],
    colours: FIRST_COLOURS,
    offered: false,
  }
}

/** Warm, neutral and cold white, then around the circle of colours. */
export const FIRST_COLOURS: readonly FavouriteColour[] = [
  { temperature: 2_700 },
  { temperature: 4_000 },
  { temperature: 6_000 },
  { colour: { hue: 0, saturation: 100 } },
  { colour: { hue: 30, saturation: 90 } },
  { colour: { hue: 120, saturation: 100 } },
  { colour: { hue: 220, saturation: 100 } },
  { colour: { hue: 290, saturation: 80 } },
]

/** What the windows see of it beside the lights themselves. */
export interface ArrangementView {
  readonly plain: readonly PlainLight[]
  readonly scenes: readonly { readonly id: string; readonly name: string; readonly lights: number }[]
  readonly timers: readonly Timer[]
  /** With what the system said where it does not let us have the keys. */
  readonly shortcuts: readonly (Shortcut & { readonly refused?: true })[]
  readonly colours: readonly FavouriteColour[]
  readonly offered: boolean
  readonly trayClick?: 'toggle' | 'panel'
}
