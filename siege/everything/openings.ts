import { rollDice, type Dice } from '../../faults/dice'
import { openAndClose } from '../lib/windows'
import type { Besieged } from './besieged'
import type { Scene } from './scene'

/** How often windows are opened and closed, where the time is enough for it. */
export const OPENINGS = 500
/** The others are controllers, out of which everything is done that is done in windows. */
const CHATS = 0.9

/** Opens and closes windows of all copies at once until the time is over or it was often enough; gives how often. */
export async function openAndCloseWindows({ copies }: Scene, seed: number, until: number): Promise<number> {
  let opened = 0
  const atOne = async (besieged: Besieged, dice: Dice): Promise<void> => {
    while (opened < OPENINGS && Date.now() < until) {
      const kind = dice.random() < CHATS ? 'chat' : 'controller'
      if (await besieged.blowToWindows((copy) => openAndClose(copy, kind))) opened += 1
    }
  }
  await Promise.all(copies.map((besieged, index) => atOne(besieged, rollDice(seed + index))))
  return opened
}
