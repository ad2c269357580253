/** Milliseconds between two looks at the clock. */
const everyMs = 2

/**
 * Follows how late a timer in the copy's main process comes; `longest` gives the milliseconds by which it was late at most since the
 * last time, and how often it was late by more than a frame. While it is late nothing else is answered either.
 */
export async function watchStalls({ inMain }) {
  await inMain(`
    const stalls = { longest: 0, frames: 0, last: performance.now() }
    globalThis.benchStalls = stalls
    setInterval(() => {
      const now = performance.now()
      const late = now - stalls.last - ${everyMs}
      if (late > stalls.longest) stalls.longest = late
      if (late > 16.7) stalls.frames++
      stalls.last = now
    }, ${everyMs})`)
  return {
    longest: () =>
      inMain(`
        const { longest, frames } = globalThis.benchStalls
        Object.assign(globalThis.benchStalls, { longest: 0, frames: 0 })
        return { longest, frames }`),
  }
}
