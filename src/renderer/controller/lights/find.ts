import type { LightState } from '@shared/light/light'

const plainly = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Those whose name or room has every word that is looked for, accents and capitals aside. */
export function found(lights: readonly LightState[], query: string): readonly LightState[] {
  const words = plainly(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return lights
  return lights.filter(({ name, room = '' }) => {
    const text = plainly(`${name}\n${room}`)
    return words.every((word) => text.includes(word))
  })
}
