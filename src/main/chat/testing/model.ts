/** One message of the model; its place in the list of all is its place in the room's order. */
export interface ModelMessage {
  readonly clock: number
  readonly author: number
}

/** One user's copy. Messages are named by their place, sets of them are bits. */
export interface ModelCopy {
  /** What is here. */
  readonly held: number
  /** The own message under way; -1 for none. */
  readonly own: number
  /** How far it has come: written down, handed to the broker, there. */
  readonly phase: 'queued' | 'sending' | 'arrived'
  /** How much of the broker's log has come here; counts only where the broker keeps an order. */
  readonly read: number
  readonly connected: boolean
}

/** Everything there is: the copies, what the broker has, and what may still happen. */
export interface ModelState {
  readonly messages: readonly ModelMessage[]
  readonly copies: readonly ModelCopy[]
  /** Messages in the order in which the broker got them, also twice. */
  readonly log: readonly number[]
  readonly writesLeft: number
  readonly breaksLeft: number
}

/** `one-order`: a broker hands all that it gets to everybody in the order in which it came; `any-order`: each copy gets it as it may. */
export type Delivery = 'one-order' | 'any-order'

export function firstState(users: number, writes: number, breaks: number): ModelState {
  const copy: ModelCopy = { held: 0, own: -1, phase: 'queued', read: 0, connected: true }
  return {
    messages: [],
    copies: Array.from({ length: users }, () => copy),
    log: [],
    writesLeft: writes,
    breaksLeft: breaks,
  }
}

export function holds(set: number, message: number): boolean {
  return (set & (1 << message)) !== 0
}

/** The state with one copy changed. */
export function withCopy(state: ModelState, user: number, change: Partial<ModelCopy>): ModelState {
  const copies = state.copies.map((copy, index) => (index === user ? { ...copy, ...change } : copy))
  return { ...state, copies }
}

/** All states in which a copy has one message more: ids are chance, so of two with one clock either may be the first. */
export function written(state: ModelState, user: number, clock: number): ModelState[] {
  const first = state.messages.filter((message) => message.clock < clock).length
  const last = state.messages.filter((message) => message.clock <= clock).length
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const at = first + index
    const messages = [...state.messages.slice(0, at), { clock, author: user }, ...state.messages.slice(at)]
    const moved = renamed({ ...state, messages }, (message) => (message < at ? message : message + 1))
    const held = (moved.copies[user]?.held ?? 0) | (1 << at)
    return withCopy(moved, user, { held, own: at, phase: 'queued' })
  })
}

/** The state as if a message that only its author has had not been written. */
export function withdrawn(state: ModelState, at: number): ModelState {
  const messages = state.messages.filter((_message, index) => index !== at)
  return renamed({ ...state, messages }, (message) =>
    message === at ? undefined : message < at ? message : message - 1,
  )
}

function renamed(state: ModelState, name: (message: number) => number | undefined): ModelState {
  const rename = (set: number): number => {
    let result = 0
    for (let message = 0; set >> message !== 0; message++) {
      const other = holds(set, message) ? name(message) : undefined
      if (other !== undefined) result |= 1 << other
    }
    return result
  }
  return {
    ...state,
    log: state.log.map((message) => name(message) ?? message),
    copies: state.copies.map((copy) => ({
      ...copy,
      held: rename(copy.held),
      own: copy.own < 0 ? -1 : (name(copy.own) ?? -1),
    })),
  }
}

/** A name for all states that differ only by who is who. */
export function keyOf(state: ModelState, delivery: Delivery): string {
  const order = inOrder(state)
  const numbers = [state.writesLeft, state.breaksLeft, state.messages.length]
  for (const { clock, author } of state.messages) numbers.push(clock, order.indexOf(author))
  for (const user of order) {
    const copy = state.copies[user]
    if (copy) numbers.push(...spelled(copy))
  }
  numbers.push(...(delivery === 'one-order' ? state.log : [setOf(state.log)]))
  return String.fromCharCode(...numbers)
}

/** The users by what they wrote, the silent ones by what they have: who is alike in both is alike in all. */
function inOrder({ messages, copies }: ModelState): number[] {
  const names = copies.map((copy, user) => {
    const wrote = messages.findIndex(({ author }) => author === user)
    return { user, name: String.fromCharCode(wrote + 1, ...spelled(copy)) }
  })
  return names.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ user }) => user)
}

function spelled({ held, own, phase, connected, read }: ModelCopy): number[] {
  return [held, own + 1, PHASES.indexOf(phase) * 2 + (connected ? 1 : 0), read]
}

const PHASES: readonly ModelCopy['phase'][] = ['queued', 'sending', 'arrived']

function setOf(messages: readonly number[]): number {
  return messages.reduce((set, message) => set | (1 << message), 0)
}
