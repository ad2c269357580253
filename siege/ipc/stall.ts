import type { ElectronApplication } from '@playwright/test'

/** How often the main process is felt, in ms. */
const EVERY_MS = 10

/** Feels the pulse of the main process from now on; the answer gives the longest time it did not beat, in ms. */
export async function feelPulse(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate((_electron, every) => {
    let last = performance.now()
    Object.assign(globalThis, { longestStall: 0 })
    setInterval(() => {
      const now = performance.now()
      const felt = globalThis as never as { longestStall: number }
      felt.longestStall = Math.max(felt.longestStall, now - last - every)
      last = now
    }, every).unref()
  }, EVERY_MS)
  return () => app.evaluate(() => Math.round((globalThis as never as { longestStall: number }).longestStall))
}
