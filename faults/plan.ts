import type { Dice } from './dice'

/** What a network does to a connection; the names are those the run counts by. */
export const FAULT_KINDS = ['delay', 'cut', 'half-open', 'black-hole', 'throttle'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** Both people, or one of them. */
export type Who = 'john' | 'yoko' | 'both'

/** One fault: what, to whom, for how long, and how hard. */
export interface Fault {
  readonly kind: FaultKind
  readonly who: Who
  /** How many messages have arrived when it is due. */
  readonly at: number
  /** Milliseconds from then until it begins, so that it meets every step of an exchange. */
  readonly wait: number
  /** Milliseconds from its beginning to its end. */
  readonly lasts: number
  /** From 0 to 1; what it means depends on the kind. */
  readonly strength: number
}

/** The broker, or one node of it, is killed. */
export interface Kill {
  readonly at: number
  readonly node: number
  /** Milliseconds from then until the kill. */
  readonly wait: number
  /** Milliseconds until it is started again. */
  readonly down: number
}

/** Shortest and longest of each kind in milliseconds, and how often it is drawn. */
const NATURE: Record<FaultKind, { readonly lasts: readonly [number, number]; readonly weight: number }> = {
  delay: { lasts: [200, 1_500], weight: 20 },
  cut: { lasts: [0, 300], weight: 30 },
  // Longer than one and a half keep-alives, so that most are noticed before they end.
  'half-open': { lasts: [200, 1_800], weight: 15 },
  'black-hole': { lasts: [200, 1_800], weight: 15 },
  throttle: { lasts: [200, 1_500], weight: 20 },
}
/** How many faults fall into the one before, where a connection is just being made again. */
const FOLLOWING = 0.3
/** The last one strikes before this part of all messages has arrived, so that all of them meet messages. */
const LAST = 0.98

/** Draws that many faults over that many messages; the same dice draw the same ones. */
export function planFaults(dice: Dice, faults: number, messages: number): Fault[] {
  const places = Array.from({ length: faults }, () => Math.floor(dice.random() * messages * LAST)).sort(
    (a, b) => a - b,
  )
  let before: Fault | undefined
  return places.map((place) => {
    const follows = before !== undefined && dice.random() < FOLLOWING
    const kind = dice.oneOf(FAULT_KINDS.map((each) => [each, NATURE[each].weight] as const))
    const fault: Fault = {
      kind,
      who: dice.oneOf<Who>([
        ['john', 2],
        ['yoko', 2],
        ['both', 1],
      ]),
      at: follows && before ? before.at : place,
      wait: follows && before ? before.wait + dice.between(20, 1_500) : dice.between(0, 60),
      lasts: dice.between(...NATURE[kind].lasts),
      strength: dice.random(),
    }
    before = fault
    return fault
  })
}

/**
 * Spreads the kills evenly over the messages, each node in its turn. Every other one falls into the middle of a fault:
 * somebody is away then, and the broker dies with what it has accepted for them.
 */
export function planKills(
  dice: Dice,
  kills: number,
  nodes: number,
  messages: number,
  faults: readonly Fault[],
): Kill[] {
  return Array.from({ length: kills }, (_, index) => {
    const place = Math.floor(((index + dice.between(0.3, 0.7)) / kills) * messages)
    const fault = index % 2 === 0 ? faults.find(({ at, kind }) => at >= place && kind !== 'cut') : undefined
    return {
      at: fault?.at ?? place,
      node: index % nodes,
      wait: fault ? fault.wait + fault.lasts / 2 : dice.between(0, 60),
      down: dice.between(50, 1_500),
    }
  })
}
