import type { LightAbilities, LightPower, LightState } from '@shared/light/light'
import { ON_OFF } from '@shared/light/light'
import type { LightGroup } from '@shared/light/arrangement'

type Wire = Omit<LightState, 'id' | 'name' | 'room' | 'favourite' | 'hidden' | 'place' | 'transition'>

/** How a group is, by its lights: on where one of them is on. Those that are away do not count as long as one is there. */
export function groupState({ members }: LightGroup, lights: readonly LightState[]): Wire {
  const there = lights.filter(({ availability }) => availability === 'online')
  const counted = there.length > 0 ? there : lights
  const lit = counted.filter(({ power }) => power === 'on')
  const shown = lit.length > 0 ? lit : counted
  const pending = counted.find((light) => light.pending)?.pending
  const note = counted.find((light) => light.note)?.note
  const brightness = mean(shown.map((light) => light.brightness))
  const temperature = mean(shown.map((light) => light.temperature))
  const coloured = shown.find((light) => light.mode === 'colour' && light.colour)
  const mode = coloured?.mode ?? shown.find((light) => light.mode)?.mode
  return {
    kind: 'group',
    convention: 'group',
    topic: '',
    members,
    power: powerOf(counted),
    can: abilitiesOf(counted.filter(({ locked }) => !locked)),
    availability: there.length > 0 ? 'online' : lights.length > 0 ? 'offline' : 'missing',
    ...(counted.length > 0 && counted.every(({ locked }) => locked) ? { locked: counted[0]?.locked } : {}),
    ...(counted.length > 0 && counted.every(({ optimistic }) => optimistic) ? { optimistic: true } : {}),
    ...(brightness === undefined ? {} : { brightness }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(coloured?.colour ? { colour: coloured.colour } : {}),
    ...(mode === undefined ? {} : { mode }),
    ...(pending ? { pending } : {}),
    ...(note ? { note } : {}),
  }
}

function powerOf(lights: readonly LightState[]): LightPower {
  if (lights.some(({ power }) => power === 'on')) return 'on'
  return lights.length > 0 && lights.every(({ power }) => power === 'off') ? 'off' : 'unknown'
}

/** What at least one of them can do; the others do what they can. Effects and scenes are each lamp's own. */
function abilitiesOf(lights: readonly LightState[]): LightAbilities {
  const ranges = lights.flatMap(({ can }) => can.temperature ?? [])
  return {
    ...ON_OFF,
    brightness: lights.some(({ can }) => can.brightness),
    ...(ranges.length > 0
      ? {
          temperature: {
            min: Math.min(...ranges.map(({ min }) => min)),
            max: Math.max(...ranges.map(({ max }) => max)),
          },
        }
      : {}),
    colour: lights.some(({ can }) => can.colour),
    transition: lights.some(({ can }) => can.transition),
  }
}

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length
}
