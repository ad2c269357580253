import { setTimeout as pause } from 'node:timers/promises'

const intervalMs = 50

/** Asks again until the answer is neither undefined nor false, and gives it; fails with `what` after the time limit. */
export async function until(what, look, timeoutMs = 20_000) {
  const end = performance.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`After ${timeoutMs / 1000} s still waiting for ${what}`)
    await pause(intervalMs)
  }
}
