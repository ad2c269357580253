import { setTimeout as pause } from 'node:timers/promises'
import { median } from './median.mjs'
import { memoryOf } from './processes.mjs'

const sampleEveryMs = 250
const settledForMs = 5_000
const settledWithin = 0.01
const settlesWithinMs = 60_000

/** The memory of a process and its descendants once it has stayed within one percent for five seconds. */
export async function settledMemory(pid) {
  const end = performance.now() + settlesWithinMs
  const wanted = settledForMs / sampleEveryMs
  const recent = []
  for (;;) {
    recent.push(memoryOf(pid))
    if (recent.length > wanted) recent.shift()
    const [least, most] = [Math.min(...recent), Math.max(...recent)]
    if (recent.length === wanted && most - least <= least * settledWithin) return median(recent)
    if (performance.now() > end)
      throw new Error(`Memory did not settle: ${least.toFixed(1)} to ${most.toFixed(1)} MB`)
    await pause(sampleEveryMs)
  }
}
