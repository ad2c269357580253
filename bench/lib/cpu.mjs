import { readdirSync, readFileSync } from 'node:fs'
import { processTree } from './processes.mjs'

/** Milliseconds between two looks: what a thread does after the last one before it ends is not seen. */
const everyMs = 500

/**
 * Adds up from now on what the trees of these processes have the processors do. By thread and in nanoseconds (`schedstat`): the
 * hundredths of a second that `stat` counts in are too coarse for a program that waits.
 */
export function watchCpu(roots) {
  /** Nanoseconds by thread: when it was first seen, and now. */
  const threads = new Map()
  const begun = performance.now()
  const look = (isFirst) => {
    for (const pid of roots.flatMap(processTree)) {
      for (const thread of threadsOf(pid)) {
        const spent = spentBy(thread)
        if (spent === undefined) continue
        const known = threads.get(thread)
        // One that was not there at the beginning has done all it did meanwhile.
        if (known) known.now = spent
        else threads.set(thread, { before: isFirst ? spent : 0, now: spent })
      }
    }
  }
  look(true)
  const timer = setInterval(() => look(false), everyMs)
  return {
    /** Milliseconds of a processor since the beginning, and the share of one that is. */
    stop() {
      clearInterval(timer)
      look(false)
      const spent = [...threads.values()].reduce((sum, { before, now }) => sum + now - before, 0) / 1e6
      return { ms: spent, share: spent / (performance.now() - begun) }
    },
  }
}

function threadsOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).map((tid) => `/proc/${pid}/task/${tid}`)
  } catch {
    return []
  }
}

/** Undefined for one that has ended meanwhile. */
function spentBy(thread) {
  try {
    return Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return undefined
  }
}
