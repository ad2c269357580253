import type { FavouriteColour } from '@shared/light/arrangement'
import { isUsable, type LightId, type LightState } from '@shared/light/light'
import type { LightSection } from '@shared/light/sections'
import { remaining } from '@shared/light/wish'
import { MAX_LABEL, oneLine } from '@shared/one-line'
import type { Words } from '../words/words'
import { action, type TrayMenuItem } from './menu'

/** Percent; few enough to hit one without looking for it. */
const BRIGHTNESS_STEPS = [100, 75, 50, 25, 10, 1] as const
/** More lights than this would not fit a menu. */
export const MAX_LIGHTS = 20

/** What the tray light can do beside on and off; nothing where it can do no more. */
export function abilitiesMenu(
  light: LightState,
  colours: readonly FavouriteColour[],
  words: Words,
): TrayMenuItem[] {
  const submenus = [
    ...(light.can.brightness ? [brightnessMenu(light, words)] : []),
    ...colourMenu(light, colours, words),
  ]
  if (submenus.length === 0) return []
  return [{ type: 'submenu', label: oneLine(light.name, MAX_LABEL), enabled: true, items: submenus }]
}

/** Which light is the tray light. */
export function chooseMenu(
  sections: readonly LightSection[],
  trayLight: LightId,
  words: Words,
): TrayMenuItem[] {
  const shown = sections.flatMap(({ lights }) => lights)
  if (shown.length < 2) return []
  const items = shown.slice(0, MAX_LIGHTS).map((light): TrayMenuItem => ({
    type: 'radio',
    label: oneLine(light.name, MAX_LABEL),
    enabled: true,
    checked: light.id === trayLight,
    wish: { kind: 'choose-tray-light', light: light.id },
  }))
  const more = shown.length > MAX_LIGHTS ? [action(words.more, { kind: 'open', window: 'controller' })] : []
  return [{ type: 'submenu', label: words.trayLight, enabled: true, items: [...items, ...more] }]
}

function brightnessMenu(light: LightState, words: Words): TrayMenuItem {
  const now = light.power === 'on' ? (light.pending?.brightness ?? light.brightness) : undefined
  const nearest = now === undefined ? undefined : nearestStep(now)
  const items = BRIGHTNESS_STEPS.map((percent): TrayMenuItem => ({
    type: 'radio',
    label: words.percent(percent),
    enabled: isUsable(light),
    checked: percent === nearest,
    wish: { kind: 'set-light', light: light.id, wish: { brightness: percent } },
  }))
  return { type: 'submenu', label: words.brightness, enabled: isUsable(light), items }
}

function colourMenu(light: LightState, colours: readonly FavouriteColour[], words: Words): TrayMenuItem[] {
  const able = colours.filter((favourite) =>
    'colour' in favourite ? light.can.colour : light.can.temperature !== undefined,
  )
  if (able.length === 0) return []
  const items = able.map((favourite): TrayMenuItem => {
    const wish = 'colour' in favourite ? { colour: favourite.colour } : { temperature: favourite.temperature }
    const isMode = light.mode === undefined || (light.mode === 'colour') === 'colour' in favourite
    return {
      type: 'radio',
      label: words.colourName(favourite),
      enabled: isUsable(light),
      checked: light.power === 'on' && isMode && remaining(wish, light) === undefined,
      wish: { kind: 'set-light', light: light.id, wish },
    }
  })
  return [{ type: 'submenu', label: words.colour, enabled: isUsable(light), items }]
}

/** On a scale that halves, as the eye sees it: 40 % is nearer to 50 than to 25. */
function nearestStep(percent: number): number {
  const far = (step: number): number => Math.abs(Math.log(Math.max(1, percent) / step))
  return BRIGHTNESS_STEPS.reduce((best: number, step) => (far(step) < far(best) ? step : best), 100)
}
