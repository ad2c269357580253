import type { Dice } from '../../faults/dice'
import type { Besieged } from './besieged'
import type { Home } from './home'
import type { Python } from './python'

/** Everything that a blow may fall upon. */
export interface Scene {
  readonly dice: Dice
  readonly copies: readonly Besieged[]
  /** Never killed itself, so that what it holds can be compared with what it held at the start. */
  readonly elder: Besieged
  readonly home: Home
  readonly python: Python
}

/** One of the copies, by the dice. */
export function anyOf({ dice, copies, elder }: Scene, isElderToo = true): Besieged {
  const all = isElderToo ? copies : copies.filter((each) => each !== elder)
  const drawn = all[Math.floor(dice.between(0, all.length))]
  if (!drawn) throw new Error('There is no copy to choose from')
  return drawn
}
