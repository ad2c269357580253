import {
  firstState,
  holds,
  keyOf,
  withCopy,
  withdrawn,
  written,
  type Delivery,
  type ModelState,
} from './model'
import { Judge, type Rule } from './model-rule'

interface Search {
  readonly users: number
  /** Messages that are written at most. */
  readonly writes: number
  /** How often a connection breaks or a copy is killed at most. */
  readonly breaks: number
  readonly delivery: Delivery
  readonly rule: Rule
}

/** What a search has seen. */
export interface Seen {
  readonly states: number
  readonly transitions: number
  /** States in which nothing is on its way. */
  readonly final: number
  /** What is wrong in the first state in which something is. */
  readonly wrong?: string
}

/** Goes through all states that can be reached, each once, and stops where a promise of DESIGN 2 is broken. */
export function search({ users, writes, breaks, delivery, rule }: Search): Seen {
  const judge = new Judge(rule)
  const first = firstState(users, writes, breaks)
  const seen = new Set([keyOf(first, delivery)])
  const waiting = [first]
  let transitions = 0
  let final = 0
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    const isFinal = state.copies.every((copy) => copy.own < 0 && copy.held === everything(state))
    if (isFinal) final++
    const wrong = wrongTurn(state, judge) ?? (isFinal ? wrongEnd(state, judge) : undefined)
    if (wrong !== undefined) return { states: seen.size, transitions, final, wrong }
    for (const next of steps(state, delivery, judge)) {
      transitions++
      const key = keyOf(next, delivery)
      if (seen.has(key)) continue
      seen.add(key)
      waiting.push(next)
    }
  }
  return { states: seen.size, transitions, final }
}

/** Everything that can happen next. */
function steps(state: ModelState, delivery: Delivery, judge: Judge): ModelState[] {
  return state.copies.flatMap((copy, user) => {
    const { mayWrite, nextClock } = judge.verdict(state, user)
    const next: ModelState[] = []
    if (mayWrite && state.writesLeft > 0) {
      next.push(...written({ ...state, writesLeft: state.writesLeft - 1 }, user, nextClock))
    }
    if (!copy.connected) return [...next, ...connected(state, user)]
    next.push(...sent(state, user, judge), ...received(state, user, delivery, judge))
    // A copy that is killed has its history; what it does then is what a copy does that was only cut off.
    if (state.breaksLeft > 0) {
      next.push(withCopy({ ...state, breaksLeft: state.breaksLeft - 1 }, user, { connected: false }))
    }
    return next
  })
}

/** What is under way is sent again: the broker may have it already. */
function connected(state: ModelState, user: number): ModelState[] {
  const copy = state.copies[user]
  const again = copy?.phase === 'arrived' && copy.own >= 0 ? ('sending' as const) : undefined
  return [withCopy(state, user, { connected: true, ...(again ? { phase: again } : {}) })]
}

/** The own message goes on its way, arrives, or is known to have arrived. */
function sent(state: ModelState, user: number, judge: Judge): ModelState[] {
  const copy = state.copies[user]
  if (!copy || copy.own < 0) return []
  if (copy.phase === 'arrived') return [withCopy(state, user, { own: -1, phase: 'queued' })]
  if (copy.phase === 'sending') {
    return [withCopy({ ...state, log: [...state.log, copy.own] }, user, { phase: 'arrived' })]
  }
  const { maySend, clock } = judge.release(state, user)
  if (!maySend) return [withdrawn(state, copy.own)]
  if (clock === state.messages[copy.own]?.clock) return [withCopy(state, user, { phase: 'sending' })]
  return written(withdrawn(state, copy.own), user, clock).map((moved) =>
    withCopy(moved, user, { phase: 'sending' }),
  )
}

/** One message of the broker's comes to a copy. */
function received(state: ModelState, user: number, delivery: Delivery, judge: Judge): ModelState[] {
  const copy = state.copies[user]
  if (!copy) return []
  const inOrder = delivery === 'one-order'
  const coming = inOrder ? state.log.slice(copy.read, copy.read + 1) : new Set(state.log)
  return [...coming].flatMap((message) => {
    judge.receive(state, copy.held, message)
    // What is here already changes nothing when it comes again in another moment.
    if (!inOrder && holds(copy.held, message) && message !== copy.own) return []
    return [
      withCopy(state, user, {
        held: copy.held | (1 << message),
        ...(inOrder ? { read: copy.read + 1 } : {}),
        // Where it comes back, the broker has it.
        ...(message === copy.own ? { own: -1, phase: 'queued' } : {}),
      }),
    ]
  })
}

/** Who has a message under way or the last word must not be able to write. */
function wrongTurn(state: ModelState, judge: Judge): string | undefined {
  for (const [user, { held, own }] of state.copies.entries()) {
    const last = state.messages.findLast((_message, index) => holds(held, index))
    const mayWrite = judge.verdict(state, user).mayWrite
    if (mayWrite && own >= 0) return 'writes while a message is under way'
    if (mayWrite && last?.author === user) return 'writes twice in a row'
    if (!mayWrite && own < 0 && last?.author !== user) return 'may not write though it is their turn'
  }
  return undefined
}

/** Where nothing is on its way all have the same, once, and by turns. */
function wrongEnd(state: ModelState, judge: Judge): string | undefined {
  const [first, ...others] = state.copies.map((_copy, user) => judge.shown(state, user))
  if (others.some(({ order }) => order !== first?.order)) return 'copies differ'
  const authors = first?.authors ?? []
  if (authors.length !== state.messages.length) return 'a message is lost'
  if (authors.some((author, index) => index > 0 && author === authors[index - 1])) {
    return `neighbours by one author: ${authors.join(' ')}`
  }
  return undefined
}

function everything({ messages }: ModelState): number {
  return (1 << messages.length) - 1
}
