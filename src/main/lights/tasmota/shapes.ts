import { ON_OFF, type LightAbilities } from '@shared/light/light'
import { kelvinOf } from '@shared/light/units'
import type { TasmotaDevice } from './config'

const RELAY = 1
const LIGHT = 2

/** The schemes every light with colours has, in the order of their numbers (`Scheme 0` is none of them). */
export const SCHEMES: readonly string[] = ['Wake up', 'Cycle up', 'Cycle down', 'Random']

/** The mireds that `CT` takes; with SetOption82 the part of them that Alexa knows. */
const MIRED = { full: { least: 153, most: 500 }, reduced: { least: 200, most: 380 } } as const

/** One lamp of a device. */
export interface TasmotaShape {
  /** Of POWER<n>. */
  readonly index: number
  readonly kind: 'light' | 'switch'
  readonly name: string
  readonly can: LightAbilities
  /** Where its brightness stands in a report, and the command that sets it. */
  readonly dimmer?: { readonly key: string; readonly command: string }
  /** What it shines in: always the same, or whatever its white says where that is linked to the colours. */
  readonly shines?: 'temperature' | 'colour' | 'white or colour' | 'temperature or colour'
  readonly mired: { readonly least: number; readonly most: number }
}

/** All lamps and switches of a device; shutters are none. */
export function shapesOf(device: TasmotaDevice): readonly TasmotaShape[] {
  const firstLight = device.relays.indexOf(LIGHT)
  return device.relays.flatMap((type, position) => {
    if (type !== RELAY && type !== LIGHT) return []
    const index = position + 1
    const mired = device.option(82) ? MIRED.reduced : MIRED.full
    // SetOption30: whoever set it wants the relays to be lights.
    const kind = type === LIGHT || device.option(30) ? ('light' as const) : ('switch' as const)
    const base = { index, kind, name: nameOf(device, index), can: ON_OFF, mired }
    return [
      type === RELAY || device.isFan
        ? base
        : { ...base, ...lightOf(device, index, position - firstLight, mired) },
    ]
  })
}

function lightOf(
  device: TasmotaDevice,
  index: number,
  nth: number,
  mired: TasmotaShape['mired'],
): Pick<TasmotaShape, 'can' | 'dimmer' | 'shines'> {
  const { light, isTuya } = device
  const can = { ...ON_OFF, brightness: true, transition: !isTuya }
  const temperature = { min: kelvinOf(mired.most), max: kelvinOf(mired.least) }
  const colour = { colour: true, effects: SCHEMES }
  // SetOption68: every channel is a dimmer of its own.
  if (device.option(68)) return { can, dimmer: { key: `Channel${index}`, command: `Channel${index}` } }
  if (light === 0) return { can: ON_OFF }
  if (!device.isLinked && light >= 4) {
    const dimmer = nth === 0 ? 'Dimmer1' : 'Dimmer2'
    const split = { dimmer: { key: dimmer, command: dimmer } }
    if (nth === 0) return { ...split, can: { ...can, ...colour }, shines: 'colour' }
    return light === 4 ? { ...split, can } : { ...split, can: { ...can, temperature }, shines: 'temperature' }
  }
  // Dimmer3 sets it without a fade of Tasmota's own, which the chip's would get in the way of.
  const dimmer = { key: 'Dimmer', command: isTuya ? 'Dimmer3' : 'Dimmer' }
  switch (light) {
    case 1:
      return { can, dimmer }
    case 2:
      return { can: { ...can, temperature }, dimmer, shines: 'temperature' }
    case 3:
      return { can: { ...can, ...colour }, dimmer, shines: 'colour' }
    case 4:
      return { can: { ...can, ...colour, white: true }, dimmer, shines: 'white or colour' }
    case 5:
      return { can: { ...can, ...colour, temperature }, dimmer, shines: 'temperature or colour' }
  }
}

function nameOf(device: TasmotaDevice, index: number): string {
  const own = device.names[index - 1]?.trim()
  if (own) return own
  const shown = device.name || device.mac
  const lamps = device.relays.filter((type) => type === RELAY || type === LIGHT).length
  return lamps > 1 ? `${shown} ${index}` : shown
}
