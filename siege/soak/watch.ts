import { setTimeout as pause } from 'node:timers/promises'
import { atMost, tally, type BookRow } from '../lib/books'
import { resourcesOf } from '../lib/resources'
import { slopeOf, type Sample, type Slope } from '../lib/slope'

/** How many samples a time is to give; and how much lies at least between two, as a look itself takes some ms. */
const SAMPLES = 240
const LEAST_MS = 250
/** The part of a time in which caches and lists still fill: it is watched and not counted. */
const WARM_UP = 0.25

/** Looks at the memory of a process and all that descend from it until the time is over, in MB. */
export async function watchMemory(pid: number, until: number): Promise<Sample[]> {
  const samples: Sample[] = []
  const everyMs = Math.max(LEAST_MS, (until - Date.now()) / SAMPLES)
  for (let next = Date.now(); next < until; next += everyMs) {
    await pause(Math.max(0, next - Date.now()))
    samples.push({ at: performance.now(), value: resourcesOf(pid).memoryMb })
  }
  return samples
}

/** How much memory may grow: MB per hour in the long run, and in a short one, in which lists and caches still fill, MB in all. */
export interface Limit {
  readonly perHour: number
  readonly filling: number
}

/** A shorter time counts as a short one, in minutes: lists and caches have been seen to fill for so long. */
const LONG_MIN = 5

/** The lines about how memory went. It counts as growing only where even the lower end of the interval is above the limit. */
export function slopeRows(what: string, samples: readonly Sample[], limit: Limit): BookRow[] {
  const counted = samples.slice(Math.floor(samples.length * WARM_UP))
  const slope = slopeOf(counted)
  const minutes = ((counted.at(-1)?.at ?? 0) - (counted[0]?.at ?? 0)) / 60_000
  const isLong = minutes >= LONG_MIN
  const [value, most, unit] = isLong
    ? [slope.from, limit.perHour, 'MB/h']
    : [(slope.from * minutes) / 60, limit.filling, 'MB, short']
  return [
    tally(`${what}: memory grows by`, `${told(slope)} over ${minutes.toFixed(1)} min`),
    atMost(`${what}: at least, with 95 % confidence`, value, most, unit),
  ]
}

function told({ perHour, from, to }: Slope): string {
  return `${perHour.toFixed(1)} MB/h (${from.toFixed(1)} to ${to.toFixed(1)})`
}
