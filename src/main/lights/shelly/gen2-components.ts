import {
  ON_OFF,
  type ColourMode,
  type LightAbilities,
  type LightValues,
  type LightWish,
} from '@shared/light/light'
import { colourOfRgb, rgbOf, scaled, type Rgb } from '@shared/light/units'
import { numberIn, own, type JsonObject } from '../json-object'

/** The kinds of components that are lamps or switches, and the namespace of their methods. */
export const NAMESPACES = {
  switch: 'Switch',
  light: 'Light',
  rgb: 'RGB',
  rgbw: 'RGBW',
  cct: 'CCT',
  rgbcct: 'RGBCCT',
} as const

export type ComponentKind = keyof typeof NAMESPACES

/** One component of a device, `light:0`. */
export interface Component {
  readonly kind: ComponentKind
  readonly number: number
}

/** Where a config names no range, or one that cannot be. */
const KELVIN = { min: 2_700, max: 6_500 }

/** The component that a key of a config names. */
export function parseComponent(key: string): Component | undefined {
  const [, kind, number] = /^(switch|light|rgb|rgbw|cct|rgbcct):(\d{1,3})$/.exec(key) ?? []
  return kind === undefined ? undefined : { kind: kind as ComponentKind, number: Number(number) }
}

/** What a component can do, with its own config for the range of whites. */
export function abilitiesOf({ kind }: Component, config: JsonObject): LightAbilities {
  const dims = { ...ON_OFF, brightness: true, transition: true }
  switch (kind) {
    case 'switch':
      return ON_OFF
    case 'light':
      return dims
    case 'rgb':
      return { ...dims, colour: true }
    case 'rgbw':
      return { ...dims, colour: true, white: true }
    case 'cct':
      return { ...dims, temperature: rangeOf(config) }
    case 'rgbcct':
      return { ...dims, colour: true, temperature: rangeOf(config) }
  }
}

/** What a status, or the part of one that has changed, says. Colours and whites are as documented, unverified on a device. */
export function valuesOf({ kind }: Component, status: JsonObject): Partial<LightValues> {
  const isOn = own(status, 'output')
  const power: Partial<LightValues> = typeof isOn === 'boolean' ? { power: isOn ? 'on' : 'off' } : {}
  if (kind === 'switch') return power
  const brightness = numberIn(status, 'brightness', 0, 100)
  const hasWhites = kind === 'cct' || kind === 'rgbcct'
  const temperature = hasWhites ? numberIn(status, 'ct', 1_000, 20_000) : undefined
  const rgb = kind === 'light' || kind === 'cct' ? undefined : rgbIn(status)
  const mode = modeOf(kind, status, rgb)
  return {
    ...power,
    ...(brightness === undefined ? {} : { brightness }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(rgb && isLit(rgb) ? { colour: colourOfRgb(rgb) } : {}),
    ...(mode ? { mode } : {}),
  }
}

/** The parameters of `<namespace>.Set` that a wish turns into; undefined where it asks for nothing. */
export function paramsOf({ kind, number: id }: Component, wish: LightWish): JsonObject | undefined {
  const { power, brightness, transition } = wish
  if (kind === 'switch') return power === undefined ? undefined : { id, on: power === 'on' }
  const fade = transition === undefined ? {} : { transition_duration: transition }
  if (power === 'off') return { id, on: false, ...fade }
  const change = {
    ...(brightness === undefined ? {} : { brightness: scaled(brightness, 100) }),
    ...lookOf(kind, wish),
  }
  if (power === undefined && Object.keys(change).length === 0) return undefined
  // One of `on` and `brightness` has to be there.
  return { id, on: true, ...change, ...fade }
}

function lookOf(kind: ComponentKind, { colour, temperature, white }: LightWish): JsonObject {
  const mode = (name: string): JsonObject => (kind === 'rgbcct' ? { mode: name } : {})
  if (colour) {
    const { red, green, blue } = rgbOf(colour)
    const rgb = [red, green, blue].map(Math.round)
    return { rgb, ...mode('rgb'), ...(kind === 'rgbw' ? { white: 0 } : {}) }
  }
  if (temperature !== undefined) return { ct: Math.round(temperature), ...mode('cct') }
  return white ? { rgb: [0, 0, 0], white: 255 } : {}
}

function modeOf(kind: ComponentKind, status: JsonObject, rgb: Rgb | undefined): ColourMode | undefined {
  switch (kind) {
    case 'cct':
      return own(status, 'ct') === undefined ? undefined : 'temperature'
    case 'rgb':
      return rgb && 'colour'
    case 'rgbw':
      if (rgb && isLit(rgb)) return 'colour'
      return rgb && numberIn(status, 'white', 1, 255) !== undefined ? 'white' : undefined
    case 'rgbcct': {
      const mode = own(status, 'mode')
      return mode === 'rgb' ? 'colour' : mode === 'cct' ? 'temperature' : undefined
    }
    default:
      return undefined
  }
}

function rgbIn(status: JsonObject): Rgb | undefined {
  const list = own(status, 'rgb')
  if (!Array.isArray(list) || list.length !== 3) return undefined
  const [red, green, blue] = list.map((level: unknown) =>
    typeof level === 'number' && level >= 0 && level <= 255 ? level : undefined,
  )
  return red === undefined || green === undefined || blue === undefined ? undefined : { red, green, blue }
}

/** Black says nothing of a colour. */
function isLit({ red, green, blue }: Rgb): boolean {
  return red + green + blue > 0
}

function rangeOf(config: JsonObject): { readonly min: number; readonly max: number } {
  const range = own(config, 'ct_range')
  const [min, max] = Array.isArray(range) ? (range as unknown[]) : []
  if (typeof min !== 'number' || typeof max !== 'number') return KELVIN
  return min >= 1_000 && max <= 20_000 && min < max ? { min, max } : KELVIN
}
