import type { LightAbilities, LightLock } from '@shared/light/light'
import { kelvinOf } from '@shared/light/units'
import { encodeText } from '@shared/mqtt/message'
import type { LightCommand } from '../lamp'
import { list, number, qosOf, type HaConfig } from './config'

/** More effects than this are not listed, longer names neither: nobody could choose among them. */
const MAX_EFFECTS = 200
const MAX_EFFECT_LENGTH = 100
/** So much of a template that is not understood is shown. */
const MAX_DETAIL = 200
/** Beyond these no light is white; a range outside them is a mistake. */
const KELVIN = { least: 500, most: 20_000 } as const
/** Home Assistant's own range where a config names none. */
const KELVIN_DEFAULT = { min: 2000, max: 6535 } as const

/** A publish to the light: with the config's QoS and never retained, whatever the config says. */
export function commandOf(config: HaConfig, topic: string, payload: string): LightCommand {
  return { topic, payload: encodeText(payload), qos: qosOf(config), retain: false }
}

/** What a light counts up to (`brightness_scale`, `white_scale`); 255 where nothing usable is said. */
export function scaleOf(config: HaConfig, key: 'brightness_scale' | 'white_scale'): number {
  const scale = number(config, key)
  return scale !== undefined && scale >= 1 && scale <= 1_000_000 ? Math.floor(scale) : 255
}

/** The names in `effect_list` that can be shown, each once. */
export function effectsOf(config: HaConfig): readonly string[] {
  const names = list(config, 'effect_list').flatMap((name) =>
    // Some firmware counts its effects.
    typeof name === 'string' || typeof name === 'number' ? [String(name)] : [],
  )
  const usable = names.filter((name) => name !== '' && name.length <= MAX_EFFECT_LENGTH)
  return [...new Set(usable)].slice(0, MAX_EFFECTS)
}

/** The range in Kelvin from `min_mireds`/`max_mireds` or `min_kelvin`/`max_kelvin`; the default where it makes no sense. */
export function temperatureOf(config: HaConfig): NonNullable<LightAbilities['temperature']> {
  const most = number(config, 'max_mireds')
  const least = number(config, 'min_mireds')
  const min = most ? kelvinOf(most) : (number(config, 'min_kelvin') ?? KELVIN_DEFAULT.min)
  const max = least ? kelvinOf(least) : (number(config, 'max_kelvin') ?? KELVIN_DEFAULT.max)
  return min >= KELVIN.least && max <= KELVIN.most && min < max ? { min, max } : KELVIN_DEFAULT
}

/** Why a light can be seen and not used: by the template that is not understood, or because nothing can be sent to it. */
export function lockOf(foreignTemplate: string | undefined, isWritable: boolean): LightLock | undefined {
  if (foreignTemplate !== undefined) return { kind: 'template', detail: foreignTemplate.slice(0, MAX_DETAIL) }
  return isWritable ? undefined : { kind: 'no-command' }
}
