/** Milliseconds without a message, or in all, after which a run counts as stuck. */
const LONGEST_SILENCE = 60_000
const LONGEST_RUN = 15 * 60_000

/** Milliseconds between two looks, and looks between two lines of progress. */
const LOOK = 100
const LOOKS_PER_LINE = 30

/** How far a run is. */
export interface Standing {
  /** Grows for as long as the run goes on. */
  readonly progress: number
  readonly isDone: boolean
}

/**
 * Looks on until a run is done, telling how it goes every few seconds.
 * Gives the reason where it is stuck, or where looking on failed.
 */
export function watch(look: () => Standing, tell: (seconds: number) => void): Promise<string | undefined> {
  const begin = Date.now()
  let last = { progress: -1, at: begin }
  let looks = 0
  return new Promise((resolve, reject) => {
    const finish = (reason: string | undefined): void => {
      clearInterval(timer)
      resolve(reason)
    }
    const timer = setInterval(() => {
      try {
        const now = Date.now()
        const { progress, isDone } = look()
        if (progress !== last.progress) last = { progress, at: now }
        if (isDone) finish(undefined)
        else if (now - last.at > LONGEST_SILENCE) finish(`no message for ${LONGEST_SILENCE / 1_000} s`)
        else if (now - begin > LONGEST_RUN) finish(`not done after ${LONGEST_RUN / 60_000} minutes`)
        else if (++looks % LOOKS_PER_LINE === 0) tell(Math.round((now - begin) / 1_000))
      } catch (error) {
        clearInterval(timer)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }, LOOK)
  })
}
