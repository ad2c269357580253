import type { LightValues, LightWish } from '@shared/light/light'
import { miredOf, scaled, xyOf, type Colour } from '@shared/light/units'
import { encodeText } from '@shared/mqtt/message'
import type { LightCommand } from '../lamp'
import type { Skill } from './skill'

/** Where a lamp is spoken to, and what its scenes are called. */
export interface Speech {
  /** `<base>/<name>`. */
  readonly topic: string
  readonly skill: Skill
  /** Scenes by the names they are shown under. */
  readonly scenes: ReadonlyMap<string, { readonly id: number; readonly topic: string }>
}

/** The publishes for a wish: one message with all of it, a scene before it. */
export function writeWish(speech: Speech, wish: LightWish, now: LightValues): readonly LightCommand[] {
  const scene = wish.scene === undefined ? undefined : speech.scenes.get(wish.scene)
  const body = bodyOf(speech.skill, wish, now)
  // A bulb does not tell that it blinks or which scene it shows; asked, it tells at least how it is now.
  const isSilent = scene !== undefined || wish.effect !== undefined
  return [
    ...(scene ? [command(scene.topic, { scene_recall: scene.id })] : []),
    ...(body ? [command(`${speech.topic}/set`, body)] : []),
    ...(isSilent ? askState(speech) : []),
  ]
}

/** Asks how a lamp is; nothing where it cannot be asked. */
export function askState({ topic, skill }: Speech): readonly LightCommand[] {
  return skill.power.answers ? [command(`${topic}/get`, { [skill.power.key]: '' })] : []
}

function bodyOf(skill: Skill, wish: LightWish, now: LightValues): Record<string, unknown> | undefined {
  const { power } = skill
  const changes = wish.power === 'off' ? {} : changesOf(skill, wish)
  const isChanged = Object.keys(changes).length > 0
  if (wish.power === undefined && !isChanged) return undefined
  // Many bulbs forget a colour that they are told while they are off, so they are turned on in the same message.
  const turns = wish.power ?? (now.power === 'on' ? undefined : 'on')
  return {
    ...(turns === undefined ? {} : { [power.key]: turns === 'on' ? power.on : power.off }),
    ...changes,
    ...(wish.transition === undefined ? {} : { transition: wish.transition }),
  }
}

function changesOf(skill: Skill, wish: LightWish): Record<string, unknown> {
  const { brightness, temperature, colour, effect } = skill
  return {
    ...(brightness && wish.brightness !== undefined
      ? { [brightness.key]: scaled(wish.brightness, brightness.most) }
      : {}),
    ...(temperature && wish.temperature !== undefined
      ? { [temperature.key]: miredIn(temperature, wish.temperature) }
      : {}),
    ...(colour && wish.colour ? { [colour.key]: colourAs(colour.form, wish.colour) } : {}),
    ...(effect && wish.effect !== undefined ? { [effect.key]: wish.effect } : {}),
  }
}

function miredIn({ least, most }: NonNullable<Skill['temperature']>, kelvin: number): number {
  return Math.min(most, Math.max(least, Math.round(miredOf(kelvin))))
}

function colourAs(form: 'xy' | 'hs', colour: Colour): Record<string, number> {
  if (form === 'hs') return { hue: rounded(colour.hue, 1), saturation: rounded(colour.saturation, 1) }
  const { x, y } = xyOf(colour)
  // Zigbee counts a coordinate in 65,536ths: more than four digits cannot be shown.
  return { x: rounded(x, 4), y: rounded(y, 4) }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function command(topic: string, body: Record<string, unknown>): LightCommand {
  return { topic, payload: encodeText(JSON.stringify(body)), qos: 0, retain: false }
}
