/** Names a light inside Porchlight; a plain light's id is its topic. */
export type LightId = string

/** What the wire last said. `unknown` until a payload was understood. */
export type LightPower = 'on' | 'off' | 'unknown'

/** Why a wish was given up; the light shows its last known state again. */
export type LightNote = 'no-answer' | 'not-connected' | 'not-sent'

/** One light as tray and windows see it. */
export interface LightState {
  readonly id: LightId
  readonly name: string
  readonly power: LightPower
  /** The state that was asked for and has not come back yet. */
  readonly pending?: 'on' | 'off'
  readonly note?: LightNote
}

/** The state a click on the light asks for: the other one; from unknown, on. A wish under way counts as done. */
export function toggled(light: LightState): boolean {
  return (light.pending ?? light.power) !== 'on'
}
