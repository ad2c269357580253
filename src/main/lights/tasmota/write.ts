import type { LightValues, LightWish } from '@shared/light/light'
import { miredOf, scaled, type Colour } from '@shared/light/units'
import { encodeText } from '@shared/mqtt/message'
import type { LightCommand } from '../lamp'
import type { TasmotaDevice } from './config'
import { SCHEMES, type TasmotaShape } from './shapes'

/** A command and its parameter. */
type Step = readonly [command: string, parameter: string | number]

/** `Speed2` counts half seconds and no further than this. */
const SLOWEST = 40

/** The one publish that a wish turns into; none where it asks for nothing. */
export function writeWish(
  device: TasmotaDevice,
  shape: TasmotaShape,
  wish: LightWish,
  now: LightValues,
): readonly LightCommand[] {
  const steps = stepsOf(device, shape, wish, now)
  const [only, more] = steps
  if (!only) return []
  const { cmnd } = device.topics
  if (!more) return [commandOf(cmnd + only[0], String(only[1]))]
  // In one message, for their order matters: the fade before what fades, the power after what it is to show.
  const line = steps.map(([command, parameter]) => `NoDelay;${command} ${parameter}`).join(';')
  return [commandOf(`${cmnd}Backlog`, line)]
}

/** A publish to the device, never retained: Tasmota's own documentation warns of lamps that then switch by ghosts. */
export function commandOf(topic: string, text: string): LightCommand {
  return { topic, payload: encodeText(text), qos: 0, retain: false }
}

function stepsOf(
  device: TasmotaDevice,
  shape: TasmotaShape,
  wish: LightWish,
  now: LightValues,
): readonly Step[] {
  const power = `POWER${shape.index}`
  const fade = fadeOf(device, shape, wish, now)
  if (wish.power === 'off') return [...fade, [power, device.words.off]]
  const changes = changesOf(shape, wish, now)
  if (changes.length === 0) return wish.power === 'on' ? [...fade, [power, device.words.on]] : []
  // Any change turns a light on by itself, except with SetOption20.
  return [...fade, ...changes, ...(device.option(20) ? [[power, device.words.on] as const] : [])]
}

function changesOf(shape: TasmotaShape, wish: LightWish, now: LightValues): readonly Step[] {
  const { brightness, temperature, colour, white, effect } = wish
  const dim: readonly Step[] =
    brightness === undefined || !shape.dimmer ? [] : [[shape.dimmer.command, scaled(brightness, 100)]]
  if (effect !== undefined) return [...dim, ['Scheme', SCHEMES.indexOf(effect) + 1]]
  const bright = brightness ?? now.brightness
  // A running scheme would go on to turn the colours.
  const halt: readonly Step[] = now.effect === undefined ? [] : [['Scheme', 0]]
  if (colour) return [...halt, ['HSBColor', hsb(colour, bright)]]
  if (temperature !== undefined) {
    const { least, most } = shape.mired
    return [...halt, ['CT', Math.min(most, Math.max(least, Math.round(miredOf(temperature))))], ...dim]
  }
  // Its level is the brightness: there is no "to white as bright as now".
  if (white) return [...halt, ['White', scaled(bright || 100, 100)]]
  return dim
}

/** Hue and saturation alone leave the brightness as it is; that is right only where it is not known. */
function hsb({ hue, saturation }: Colour, brightness: number | undefined): string {
  const level = brightness ? `,${scaled(brightness, 100)}` : ''
  return `${Math.round(hue) % 360},${Math.round(saturation)}${level}`
}

/** `Speed2` holds for the next change only, whatever fade is set on the device. */
function fadeOf(
  device: TasmotaDevice,
  shape: TasmotaShape,
  wish: LightWish,
  now: LightValues,
): readonly Step[] {
  if (wish.transition === undefined || !shape.can.transition) return []
  if (wish.transition === 0) return [['Speed2', 0]]
  // It is the time of a whole way from dark to full, except with SetOption117: then it is the time of the change.
  const way = device.option(117) ? 1 : wayOf(wish, now)
  return [['Speed2', Math.min(SLOWEST, Math.max(1, Math.round((wish.transition * 2) / way)))]]
}

/** Which part of the way from dark to full a change goes; a change of colour is taken to go all of it. */
function wayOf({ power, brightness, temperature, colour, white }: LightWish, now: LightValues): number {
  if (temperature !== undefined || colour || white) return 1
  const before = now.power === 'on' ? (now.brightness ?? 100) : 0
  const after = power === 'off' ? 0 : (brightness ?? now.brightness ?? 100)
  return Math.abs(after - before) / 100 || 1
}
