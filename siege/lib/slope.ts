/** A value at a moment. */
export interface Sample {
  /** In ms, of any clock that only goes forward. */
  readonly at: number
  readonly value: number
}

/** How steeply something grows, per hour, and between which two numbers that lies with a confidence of 95 %. */
export interface Slope {
  readonly perHour: number
  readonly from: number
  readonly to: number
}

const HOUR_MS = 3_600_000
/** From 10 to 30 are enough for most, as Schmeiser found (1982); the fewer, the longer each and the less they hang together. */
const BATCHES = 10
/** Student's t for 95 % on two sides and the 8 degrees of freedom that two numbers taken from 10 batches leave. */
const CRITICAL = 2.306

/**
 * The slope of a line laid by least squares through samples taken at even distances. Memory that is above the line now is above
 * it a moment later too (it falls only when garbage is collected), so samples are no independent witnesses: the line goes
 * through the means of ten batches of neighbours, which nearly are ("batch means", Schmeiser, Operations Research 30, 1982).
 */
export function slopeOf(samples: readonly Sample[]): Slope {
  if (samples.length < BATCHES)
    throw new Error(`A slope wants ${BATCHES} samples, and there are ${samples.length}`)
  const batches = Array.from({ length: BATCHES }, (_, index) => meanOf(batch(samples, index)))
  const middle = meanOf(batches)
  const spread = sum(batches.map(({ at }) => (at - middle.at) ** 2))
  const perMs = sum(batches.map(({ at, value }) => (at - middle.at) * (value - middle.value))) / spread
  const off = batches.map(({ at, value }) => value - middle.value - perMs * (at - middle.at))
  const error = Math.sqrt(sum(off.map((each) => each * each)) / (BATCHES - 2) / spread)
  const [perHour, width] = [perMs * HOUR_MS, CRITICAL * error * HOUR_MS]
  return { perHour, from: perHour - width, to: perHour + width }
}

function batch(samples: readonly Sample[], index: number): Sample[] {
  const border = (number: number): number => Math.round((samples.length * number) / BATCHES)
  return samples.slice(border(index), border(index + 1))
}

function meanOf(samples: readonly Sample[]): Sample {
  const mean = (of: (sample: Sample) => number): number => sum(samples.map(of)) / samples.length
  return { at: mean(({ at }) => at), value: mean(({ value }) => value) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
