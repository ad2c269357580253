import { useI18n } from 'vue-i18n'
import type { LightState } from '@shared/light/light'
import type { Colour } from '@shared/light/units'
import { nameOfColour, nameOfHue } from '@shared/light/hue'

/** How many of a group's lights are on. */
export interface MembersOn {
  readonly on: number
  readonly all: number
}

/** How lights and colours are, in words. */
export function useLightWords(): {
  /** In a few words, for card, panel and screen reader. */
  says(light: LightState, connected: boolean, members?: MembersOn): string
  /** Why it can be seen and not used. */
  lock(light: LightState): string
  percent(value: number | undefined): string
  kelvin(value: number | undefined): string
  hue(degrees: number): string
  colour(colour: Colour): string
} {
  const { t } = useI18n()

  // Without vue-i18n's number formats: they would take a tenth of the time in which hundreds of cards are drawn.
  const percent = (value: number | undefined): string =>
    value === undefined ? t('lights.power.unknown') : t('lights.percent', { value: Math.round(value) })
  // Lamps count in mired, so what was 2700 comes back as 2703.
  const kelvin = (value: number | undefined): string =>
    value === undefined
      ? t('lights.power.unknown')
      : t('lights.kelvin', { value: Math.round(value / 10) * 10 })

  function says(light: LightState, connected: boolean, members?: MembersOn): string {
    if (!connected) return t('lights.notConnected')
    if (light.availability !== 'online') return t(`lights.availability.${light.availability}`)
    if (light.pending) return t(`lights.pending.${light.pending.power ?? 'other'}`)
    if (light.note) return t(`lights.note.${light.note}`)
    if (members && members.all > 0) {
      return t('lights.members', { ...members })
    }
    if (light.power === 'on' && light.can.brightness && light.brightness !== undefined) {
      return t('lights.onAt', { brightness: percent(light.brightness) })
    }
    return t(`lights.power.${light.power}`)
  }

  return {
    says,
    lock: ({ locked }) =>
      locked ? t(`lights.locked.${locked.kind}`, { detail: locked.detail ?? '' }).trim() : '',
    percent,
    kelvin,
    hue: (degrees) =>
      t('lights.hueAt', { name: t(`lights.hue.${nameOfHue(degrees)}`), degrees: Math.round(degrees) }),
    colour: (colour) => {
      const hue = nameOfColour(colour)
      const name = t(`lights.hue.${hue}`)
      return hue === 'none' ? name : t('lights.colourAt', { name, saturation: percent(colour.saturation) })
    },
  }
}
