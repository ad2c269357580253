import type { Arrangement } from './arrangement'
import type { LightState } from './light'

/** What a click on the tray icon does: what the user chose, else a panel where the light has something to slide. */
export function clickDoes(
  chosen: Arrangement['trayClick'],
  light: Pick<LightState, 'can'> | undefined,
): 'toggle' | 'panel' {
  if (chosen) return chosen
  const can = light?.can
  return can && (can.brightness || can.colour || can.temperature) ? 'panel' : 'toggle'
}
