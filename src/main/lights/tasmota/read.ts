import type { ColourMode, LightPower, LightValues } from '@shared/light/light'
import { colourOfRgb, kelvinOf, type Colour } from '@shared/light/units'
import { decodeText } from '@shared/mqtt/message'
import { jsonObjectOf, numberIn, own, type JsonObject } from '../json-object'
import type { LampReport } from '../lamp'
import type { TasmotaDevice } from './config'
import { SCHEMES, type TasmotaShape } from './shapes'

/** What a device's last will says of it being there. */
export function readWill(device: TasmotaDevice, payload: Uint8Array): LampReport | undefined {
  const text = decodeText(payload)
  if (text === device.words.online) return { available: true }
  return text === device.words.offline ? { available: false } : undefined
}

/** What `stat/…/RESULT`, `tele/…/STATE` or `stat/…/POWER<n>` says of one lamp of the device. */
export function readState(
  device: TasmotaDevice,
  shape: TasmotaShape,
  topic: string,
  payload: Uint8Array,
): LampReport | undefined {
  if (powerKeys(shape).some((key) => topic === device.topics.stat + key)) {
    const power = powerOf(device, decodeText(payload))
    if (power) return { values: { power } }
  }
  const state = jsonObjectOf(payload)
  if (!state) return undefined
  const values: Partial<LightValues> = {
    ...pick(
      'power',
      powerOf(
        device,
        powerKeys(shape)
          .map((key) => own(state, key))
          .find(Boolean),
      ),
    ),
    ...pick('brightness', shape.dimmer && numberIn(state, shape.dimmer.key, 0, 100)),
    ...pick('temperature', shape.can.temperature && temperatureOf(state)),
    ...pick('colour', shape.can.colour ? colourOf(state) : undefined),
    ...pick('mode', modeOf(shape, state)),
    ...effectOf(shape, state),
  }
  // A result that speaks of something else, such as a sensor or another relay, is understood all the same.
  return Object.keys(values).length > 0 ? { values } : {}
}

/** Where its power stands: the first relay's number may be left out. */
export function powerKeys({ index }: TasmotaShape): readonly string[] {
  return index === 1 ? ['POWER1', 'POWER'] : [`POWER${index}`]
}

function powerOf({ words }: TasmotaDevice, word: unknown): LightPower | undefined {
  if (word === words.on) return 'on'
  return word === words.off ? 'off' : undefined
}

function temperatureOf(state: JsonObject): number | undefined {
  const mired = numberIn(state, 'CT', 100, 1_000)
  return mired === undefined ? undefined : kelvinOf(mired)
}

/** `HSBColor` is "hue,saturation,brightness"; `Color` is "r,g,b" with SetOption17, else hexadecimal, white behind. */
function colourOf(state: JsonObject): Colour | undefined {
  const hsb = own(state, 'HSBColor')
  if (typeof hsb === 'string' && /^\d{1,3}(,\d{1,3}){2}$/.test(hsb)) {
    const [hue = 0, saturation = 0] = hsb.split(',').map(Number)
    return hue <= 360 && saturation <= 100 ? { hue, saturation } : undefined
  }
  const text = own(state, 'Color')
  if (typeof text !== 'string') return undefined
  const parts = /^\d{1,3}(,\d{1,3}){2,4}$/.test(text)
    ? text.split(',').map(Number)
    : /^[0-9A-Fa-f]{6}(..){0,2}$/.test(text)
      ? [0, 2, 4].map((at) => parseInt(text.slice(at, at + 2), 16))
      : []
  const [red, green, blue] = parts
  if (red === undefined || green === undefined || blue === undefined || Math.max(red, green, blue) > 255)
    return undefined
  // Black says nothing of a colour: the light is off, or shines in its white.
  return red + green + blue > 0 ? colourOfRgb({ red, green, blue }) : undefined
}

/** Where colours and white are linked only one of them shines, and the white's level says which. */
function modeOf({ shines }: TasmotaShape, state: JsonObject): ColourMode | undefined {
  if (shines === 'temperature') return temperatureOf(state) === undefined ? undefined : 'temperature'
  if (shines === 'colour') return colourOf(state) ? 'colour' : undefined
  const white = numberIn(state, 'White', 0, 100)
  if (shines === undefined || white === undefined) return undefined
  if (white === 0) return 'colour'
  return shines === 'white or colour' ? 'white' : 'temperature'
}

/** With no scheme running there is no effect any more, which has to be said too. */
function effectOf({ can }: TasmotaShape, state: JsonObject): Pick<LightValues, 'effect'> {
  const scheme = can.effects.length > 0 ? numberIn(state, 'Scheme', 0, 255) : undefined
  return scheme === undefined ? {} : { effect: SCHEMES[scheme - 1] }
}

function pick<K extends keyof LightValues>(key: K, value: LightValues[K] | undefined): Partial<LightValues> {
  return value === undefined ? {} : { [key]: value }
}
