import type { Page } from '@playwright/test'
import type { Dice } from '../../faults/dice'
import type { CommandName } from '../../src/shared/ipc/contract'
import { HUGE, INTO, mutated, placesIn, type Mutation } from './mutate'
import type { Bare } from './bare-window'
import { CHANNELS, isLegal, sampleFor } from './samples'

/** What came of one call. `kind`: of the refusal; `unsent`: what cannot be copied never leaves the page. */
export type Answer = { readonly kind: string } | 'ok' | 'unsent' | 'no result'

/** One call in so many has a text longer than anything that is taken. */
const HUGE_ONES = 150

/** Mutated calls, drawn by the dice: any channel, any place, any change. Legal ones are those that a guard lets through all the same. */
export function drawCalls(dice: Dice, count: number, wanted: 'illegal' | 'legal'): Mutation[] {
  const calls: Mutation[] = []
  while (calls.length < count) {
    const channel = pick(dice, CHANNELS)
    const sample = sampleFor(channel)
    const into = dice.random() < 1 / HUGE_ONES ? HUGE : pick(dice, INTO)
    const call = { channel, sample, path: pick(dice, placesIn(sample)), into }
    if (isTaken(channel, call) === (wanted === 'legal')) calls.push(call)
  }
  return calls
}

/** Makes the calls from a page, all at once, and gives what came of each, in their order. */
export function call(page: Page, calls: readonly Mutation[]): Promise<Answer[]> {
  return page.evaluate(
    async ({ all, maker }) => {
      const { bare } = globalThis as never as { bare: Bare }
      const make = globalThis.eval(`(${maker})`) as (mutation: Mutation) => unknown
      const outcomes = all.map(async (mutation): Promise<Answer> => {
        let answer: unknown
        try {
          answer = await bare.invoke(mutation.channel, make(mutation))
        } catch (error) {
          return String(error).includes('could not be cloned') ? 'unsent' : 'no result'
        }
        const { ok, error } = answer as { ok?: boolean; error?: { kind?: string } }
        if (ok === true) return 'ok'
        return ok === false && error?.kind !== undefined ? { kind: error.kind } : 'no result'
      })
      return Promise.all(outcomes)
    },
    { all: calls, maker: mutated.toString() },
  )
}

/** Whether the channel's own guard lets a call through, as it arrives in the main process. */
function isTaken(channel: CommandName, mutation: Mutation): boolean {
  try {
    return isLegal(channel, structuredClone(mutated(mutation)))
  } catch {
    return false
  }
}

function pick<T>(dice: Dice, from: readonly T[]): T {
  const drawn = from[Math.floor(dice.between(0, from.length))]
  if (drawn === undefined) throw new Error('There is nothing to choose from')
  return drawn
}
