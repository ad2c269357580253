import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Conversation, outOfTurn } from './conversation'
import type { ChatMessage } from './message'
import { sameUser } from './name'
import type { ReceivedMessage } from './received'
import { FIRST_RULES } from './rules'
import { MAX_CLOCK_LEAP, MAX_FIRST_CLOCK, turnOf } from './turn'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const NAMES = ['John', 'Yoko', 'Paul', 'Linda', 'Ringo']
const hash = (text: string): string => text

/** One user's copy: what it knows, and what is on its way to it. */
class Copy {
  readonly conversation = new Conversation()
  inbox: ChatMessage[] = []

  constructor(readonly name: string) {}

  get mayWrite(): boolean {
    return turnOf(this.name, this.conversation.last(), false, FIRST_RULES, 0).mayWrite
  }

  write(id: string): ChatMessage {
    const message = { id, clock: this.conversation.nextClock(), user: this.name, text: id, ts: 0 }
    this.conversation.insert(message)
    return message
  }

  take(received: ReceivedMessage): void {
    const message = this.conversation.place(received, 0, hash)
    this.conversation.insert(message)
    this.conversation.hear(message.id)
  }
}

const order = (copy: Copy): string[] => copy.conversation.messages.map(({ clock, id }) => `${clock} ${id}`)

/** The users that may write when everybody knows everything: all but the author of the last word. */
function expectOneLocked(copies: readonly Copy[]): void {
  const last = copies[0]!.conversation.last()
  for (const copy of copies) {
    expect(copy.mayWrite, `${copy.name} after ${last?.user}`).toBe(!sameUser(copy.name, last?.user))
  }
}

/** Whoever is locked is free as soon as anybody else's message is there. */
function expectKeyTurns(copies: readonly Copy[], id: string): void {
  const locked = copies.find((copy) => !copy.mayWrite)
  const free = copies.find((copy) => copy.mayWrite)
  // With two or more users somebody may always write.
  expect(free).toBeDefined()
  const message = free!.write(id)
  for (const copy of copies) if (copy !== free) copy.take(message)
  if (locked) expect(locked.mayWrite).toBe(true)
  expect(free!.mayWrite).toBe(false)
}

type Step =
  | { readonly do: 'write'; readonly who: number; readonly id: number }
  | { readonly do: 'deliver' | 'lose' | 'repeat'; readonly who: number; readonly which: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('write' as const), who: fc.nat(4), id: fc.nat(0xffff) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), who: fc.nat(4), which: fc.nat(20) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('lose' as const, 'repeat' as const),
      who: fc.nat(4),
      which: fc.nat(20),
    }),
  },
)

/** A network that delivers in any order, late, twice or not at all. */
function play(users: number, steps: readonly Step[]): { copies: Copy[]; all: ChatMessage[] } {
  const copies = NAMES.slice(0, users).map((name) => new Copy(name))
  const all: ChatMessage[] = []
  for (const [at, event] of steps.entries()) {
    const copy = copies[event.who % users]!
    if (event.do === 'write') {
      if (!copy.mayWrite) continue
      const message = copy.write(`${event.id.toString(16)}-${at}`)
      all.push(message)
      for (const other of copies) if (other !== copy) other.inbox.push(message)
      continue
    }
    const which = event.which % Math.max(1, copy.inbox.length)
    const message = copy.inbox[which]
    if (!message) continue
    if (event.do !== 'repeat') copy.inbox.splice(which, 1)
    if (event.do !== 'lose') copy.take(message)
  }
  return { copies, all }
}

describe('over a network that delivers in any order, late, twice or not at all', () => {
  const game = fc.record({
    users: fc.integer({ min: 2, max: 5 }),
    steps: fc.array(step, { maxLength: 80, size: 'max' }),
    // In which order everybody hands everything over at the end.
    shuffles: fc.array(fc.infiniteStream(fc.nat(1_000)), { minLength: 5, maxLength: 5 }),
  })

  it('all copies agree on the order, no two neighbours share an author, and only the last author waits', () => {
    fc.assert(
      fc.property(game, ({ users, steps, shuffles }) => {
        const { copies, all } = play(users, steps)
        for (const [index, copy] of copies.entries()) {
          const weights = new Map(all.map(({ id }) => [id, shuffles[index]!.next().value]))
          const handed = [...all].sort((a, b) => weights.get(a.id)! - weights.get(b.id)!)
          // More than once, as when several copies hand over the same.
          for (const message of [...handed, ...handed.slice(0, 3)]) copy.take(message)
        }

        for (const copy of copies) expect(order(copy)).toEqual(order(copies[0]!))
        const { conversation } = copies[0]!
        expect(conversation.messages.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
        conversation.messages.forEach((message, index) => {
          expect(outOfTurn(message, conversation.messages[index - 1], FIRST_RULES)).toBeUndefined()
        })
        expectOneLocked(copies)
        expectKeyTurns(copies, 'end')
      }),
      { numRuns: 2_000 },
    )
  })

  it('a copy that has not heard everything never forbids more than its own last word does', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies } = play(users, steps)
        for (const copy of copies) {
          const last = copy.conversation.messages.at(-1)
          expect(copy.mayWrite).toBe(last === undefined || last.user !== copy.name)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('a word of the marker alone locks and frees like the message itself', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies, all } = play(users, steps)
        for (const copy of copies) for (const message of all) copy.take(message)
        const known = copies[0]!
        const late = new Copy(NAMES[0]!)
        const marker = known.conversation.markerDue()
        if (marker) late.conversation.mark(marker)
        expect(late.mayWrite).toBe(known.mayWrite)
        expect(late.conversation.nextClock()).toBe(known.conversation.nextClock())
      }),
    )
  })
})

/** What others than Porchlight put on a room's topic. */
const foreign: fc.Arbitrary<ReceivedMessage> = fc
  .record(
    {
      text: fc.constantFrom('hello', 'again'),
      user: fc.constantFrom('anna', 'John', ' YOKO '),
      id: fc.nat(5).map((n) => `foreign-${n}`),
      clock: fc.oneof(
        fc.integer({ min: -5, max: 40 }),
        fc.constantFrom<unknown>(
          MAX_CLOCK_LEAP,
          MAX_CLOCK_LEAP + 1,
          3 * MAX_CLOCK_LEAP,
          Number.MAX_SAFE_INTEGER,
        ),
        fc.constantFrom<unknown>(1.5, NaN, Infinity, '7', null, {}, [3], true),
      ),
    },
    { requiredKeys: ['text'] },
  )
  // The same words at the same clock and without an id are the same message, so they could not be counted.
  .filter(({ id, clock }) => id !== undefined || clock === undefined)

type BrokerStep =
  | { readonly do: 'write'; readonly who: number; readonly id: number }
  | { readonly do: 'hear' | 'hear-again'; readonly who: number }
  | { readonly do: 'foreign'; readonly received: ReceivedMessage }

const brokerStep: fc.Arbitrary<BrokerStep> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('write' as const), who: fc.nat(4), id: fc.nat(0xffff) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('foreign' as const), received: foreign }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('hear' as const, 'hear' as const, 'hear-again' as const),
      who: fc.nat(4),
    }),
  },
)

describe('over a broker, which gives all copies the same stream, with clients that know nothing of turns and clocks', () => {
  const game = fc.record({
    users: fc.integer({ min: 2, max: 5 }),
    steps: fc.array(brokerStep, { maxLength: 80, size: 'max' }),
  })

  /** Each copy reads the stream at its own pace; its own messages are in its conversation from the start. */
  function playBroker(
    users: number,
    steps: readonly BrokerStep[],
  ): { copies: Copy[]; stream: ReceivedMessage[] } {
    const copies = NAMES.slice(0, users).map((name) => new Copy(name))
    const stream: ReceivedMessage[] = []
    const heard = copies.map(() => 0)
    const hear = (who: number): void => {
      const next = stream[heard[who]!]
      if (next) copies[who]!.take(next)
      if (next) heard[who]!++
    }
    for (const [at, event] of steps.entries()) {
      const who = 'who' in event ? event.who % users : 0
      const copy = copies[who]!
      if (event.do === 'foreign') stream.push(event.received)
      else if (event.do === 'write' && copy.mayWrite)
        stream.push(copy.write(`${event.id.toString(16)}-${at}`))
      else if (event.do === 'hear') hear(who)
      else if (event.do === 'hear-again') {
        const before = stream[heard[who]! - 1]
        // What has no id cannot be told from somebody who says the same again.
        if (before?.id !== undefined) copy.take(before)
      }
    }
    for (const who of copies.keys()) while (heard[who]! < stream.length) hear(who)
    return { copies, stream }
  }

  it('all copies agree on the order, whatever the clocks say, and every message is there once', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies, stream } = playBroker(users, steps)
        for (const copy of copies) expect(order(copy)).toEqual(order(copies[0]!))
        const distinct = new Set(stream.flatMap(({ id }) => (id === undefined ? [] : [id])))
        const without = stream.filter(({ id }) => id === undefined).length
        expect(copies[0]!.conversation.messages).toHaveLength(distinct.size + without)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a message out of turn is kept and marked, and nothing else is', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies } = playBroker(users, steps)
        const { conversation } = copies[0]!
        conversation.messages.forEach((message, index) => {
          const before = conversation.messages[index - 1]
          const same = before?.user !== undefined && sameUser(before.user, message.user)
          expect(outOfTurn(message, before, FIRST_RULES) !== undefined).toBe(same)
        })
      }),
    )
  })

  it('nobody is locked for ever, and a word without a user frees everybody', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies } = playBroker(users, steps)
        expectOneLocked(copies)
        expectKeyTurns(copies, 'end')
        for (const copy of copies) {
          copy.take({ text: 'hello' })
          expect(copy.mayWrite).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('a clock that was a lie leaves the clocks of the others usable', () => {
    fc.assert(
      fc.property(game, ({ users, steps }) => {
        const { copies, stream } = playBroker(users, steps)
        // The first that a copy hears may be a lie of any size that can still be counted with.
        const bound = MAX_FIRST_CLOCK + (stream.length + 1) * MAX_CLOCK_LEAP
        for (const copy of copies) {
          expect(Number.isSafeInteger(copy.conversation.nextClock())).toBe(true)
          expect(copy.conversation.nextClock()).toBeLessThanOrEqual(bound)
        }
      }),
    )
  })
})
