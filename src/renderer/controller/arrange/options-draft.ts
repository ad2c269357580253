import type { Commands } from '@shared/ipc/contract'
import type { LightState } from '@shared/light/light'

/** What of a light is changed in its options, as it stands in the form. */
export interface OptionsDraft {
  name: string
  room: string
  favourite: boolean
  hidden: boolean
  /** Seconds; 0 is the light's own way. */
  transition: number
  inTray: boolean
  keys: string
}

/** How long a change may take, in seconds; 0 is the light's own way. */
export const FADES = [0, 0.5, 1, 2, 5] as const

/** The options of a light as they are now. */
export function optionsOf(light: LightState, inTray: boolean, keys: string): OptionsDraft {
  return {
    name: light.name,
    room: light.room ?? '',
    favourite: light.favourite ?? false,
    hidden: light.hidden ?? false,
    transition: light.transition ?? 0,
    inTray,
    keys,
  }
}

/** What there is to say to main: only what was changed, so that a name the light has by itself does not become the user's. */
export function changesOf(
  before: OptionsDraft,
  { name, room, favourite, hidden, transition }: OptionsDraft,
): Omit<Commands['light:arrange'], 'light'> | undefined {
  const changes = {
    ...(name.trim() === before.name ? {} : { name: name.trim() }),
    ...(room.trim() === before.room ? {} : { room: room.trim() }),
    ...(favourite === before.favourite ? {} : { favourite }),
    ...(hidden === before.hidden ? {} : { hidden }),
    ...(transition === before.transition ? {} : { transition }),
  }
  return Object.keys(changes).length > 0 ? changes : undefined
}
