import { beforeEach, describe, expect, it } from 'vitest'
import { Conversation } from '@shared/chat/conversation'
import { compareMessages, type ChatMessage } from '@shared/chat/message'
import { COMPARED_MESSAGES, readSync, writeSync, type Sync as Note } from '@shared/chat/sync-wire'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { History, StoredMessage } from '../store/history'
import { fakeParts, type FakeParts } from './testing/parts'
import { Sync } from './sync'

const message = (clock: number): ChatMessage => ({
  id: `m${clock}`,
  clock,
  user: 'John',
  text: 'Hi',
  ts: 1_766_000_000_000,
})
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

interface Copy {
  readonly parts: FakeParts
  readonly sync: Sync
  /** Clocks of what is in its history. */
  readonly clocks: () => number[]
  /** How many notes have been heard by everybody. */
  said: number
  silent: boolean
}

/** All that was ever said, in its order. */
let wire: MqttMessage[]
let copies: Copy[]
let now: number
beforeEach(() => {
  wire = []
  copies = []
  now = 1_766_000_000_000
})

function add(client: string, clocks: readonly number[]): Copy {
  const messages = new Map<string, StoredMessage>()
  const sorted = (): StoredMessage[] => [...messages.values()].sort(compareMessages)
  const fake = fakeParts()
  // Thousands of messages: the history for a run that keeps nothing looks through them all each time.
  const history: History = {
    ...fake.history,
    has: (_room, id) => messages.has(id),
    get: (_room, id) => messages.get(id),
    put: (_room, stored) => void messages.set(stored.id, stored),
    before: (_room, key, limit) =>
      sorted()
        .filter((stored) => compareMessages(stored, key) < 0)
        .slice(-limit),
  }
  const parts: FakeParts = { ...fake, client, now: () => now, history }
  for (const clock of clocks) parts.history.put('chat', { ...message(clock), at: 1 })
  const conversation = new Conversation(clocks.slice(-500).map(message))
  const sync = new Sync(parts, conversation, {
    mayGive: () => true,
    takeIn: (given) => {
      if (parts.history.has('chat', given.id)) return
      parts.history.put('chat', { ...given, at: 2 })
      conversation.insert(given)
      conversation.hear(given.id)
    },
    met: () => undefined,
  })
  const kept = (): number[] => sorted().map(({ clock }) => clock)
  const copy: Copy = { parts, sync, clocks: kept, said: 0, silent: false }
  copies.push(copy)
  return copy
}

/** One more note of each copy reaches everybody; false where nobody has anything to say. */
function step(): boolean {
  let moved = false
  for (const copy of copies) {
    const next = copy.parts.published[copy.said]
    if (!next) continue
    copy.said++
    moved = true
    if (copy.silent) continue
    wire.push(next)
    for (const other of copies) other.sync.receive(next)
  }
  return moved
}

/** Until nothing is on its way and no timer is left. */
function settle(most = Infinity): void {
  for (let steps = 0; steps < most; steps++) {
    if (step()) continue
    if (copies.every(({ parts }) => parts.timers.every(({ off }) => off))) return
    for (const { parts } of copies) parts.ring()
  }
}

const notes = (): Note[] => wire.map(({ payload }) => readSync(payload)!)
const handed = (): number =>
  notes().reduce((sum, note) => sum + (note.type === 'give' ? note.messages.length : 0), 0)
const asks = (): Note[] => notes().filter(({ type }) => type === 'ask')

describe('a copy that was not there', () => {
  it('gets everything, further back than copies compare', () => {
    add('old', range(1, 1_000))
    const late = add('late', [])
    late.sync.meet()
    settle()
    expect(late.clocks()).toEqual(range(1, 1_000))
    expect(handed()).toBe(1_000)
  })

  it('gets as much as one meeting brings, and asks no further', () => {
    add('old', range(1, 5_000))
    const late = add('late', [])
    late.sync.meet()
    settle()
    expect(late.clocks()).toEqual(range(5_000 - 2_200 + 1, 5_000))
    expect(asks()).toHaveLength(10)
  })

  it('asks back to what it knows, and no further', () => {
    add('old', range(1, 3_000))
    const away = add('away', range(1, 2_350))
    away.sync.meet()
    settle()
    expect(away.clocks()).toEqual(range(1, 3_000))
    // 2,801 to 3,000 by comparing, then three pages.
    expect(asks()).toHaveLength(3)
  })

  it('asks for nothing where comparing was enough', () => {
    add('old', range(1, 3_000))
    const away = add('away', range(1, 2_850))
    away.sync.meet()
    settle()
    expect(away.clocks()).toEqual(range(1, 3_000))
    expect(asks()).toEqual([])
  })

  it('is given things once, though several could', () => {
    for (const client of ['a', 'b', 'c', 'd']) add(client, range(1, 600))
    const late = add('late', [])
    late.sync.meet()
    step()
    // Each rings in its own moment.
    for (const { parts } of copies) {
      parts.ring()
      while (step());
    }
    settle()
    expect(late.clocks()).toEqual(range(1, 600))
    expect(handed()).toBe(600)
  })

  it('asks the next one where the first does not reach back as far', () => {
    add('young', range(301, 700))
    add('old', range(1, 700))
    const late = add('late', [])
    late.sync.meet()
    settle()
    expect(late.clocks()).toEqual(range(1, 700))
  })

  it('asks the next one where the first falls silent', () => {
    const first = add('first', range(1, 700))
    add('second', range(1, 700))
    const late = add('late', [])
    late.sync.meet()
    step()
    first.parts.ring()
    while (asks().length === 0) step()
    first.silent = true
    settle()
    expect(asks().map(({ to }) => to)).toEqual(['first', 'second', 'second', 'second', 'second'])
    expect(late.clocks()).toEqual(range(1, 700))
  })

  it('goes on where a broken connection has stopped it, though by then the end is the same', () => {
    const old = add('old', range(1, 1_500))
    const late = add('late', [])
    late.sync.meet()
    while (late.clocks().length < 700) {
      if (!step()) old.parts.ring()
    }
    old.silent = true
    settle()
    expect(late.clocks()).toEqual(range(801, 1_500))
    old.silent = false
    late.sync.meet()
    settle()
    expect(late.clocks()).toEqual(range(1, 1_500))
  })

  it('is asked in turn for what it has alone', () => {
    const old = add('old', range(1, 700))
    const other = add('other', range(701, 1_000))
    old.sync.meet()
    settle()
    other.sync.meet()
    settle()
    expect(old.clocks()).toEqual(range(1, 1_000))
    expect(other.clocks()).toEqual(range(1, 1_000))
  })

  it('is met anew by a copy that has been here all the time', () => {
    const here = add('here', [])
    here.sync.meet()
    settle()
    add('first', range(1, 1_000)).sync.meet()
    settle()
    expect(here.clocks()).toEqual(range(1, 1_000))
    now += 60_000
    add('second', range(1, 3_000)).sync.meet()
    settle()
    expect(here.clocks()).toEqual(
      range(801, 3_000)
        .concat(range(1, 800))
        .sort((a, b) => a - b),
    )
  })
})

describe('somebody who means harm', () => {
  const hear = (copy: Copy, note: Note): boolean | undefined =>
    copy.sync.receive({ topic: 'chat/sync', payload: encodeText(writeSync(note)), qos: 2, retain: false })
  const given = (copy: Copy): number =>
    copy.parts.published
      .map(({ payload }) => readSync(payload)!)
      .reduce((sum, note) => sum + (note.type === 'give' ? note.messages.length : 0), 0)

  it('gets so much and no more, until time has passed', () => {
    const copy = add('copy', range(1, 1_000))
    const ask: Note = {
      type: 'ask',
      from: 'greedy',
      to: 'copy',
      before: { clock: 900, id: 'x' },
      limit: 500,
    }
    for (let times = 0; times < 1_000; times++) hear(copy, ask)
    expect(given(copy)).toBe(4_000)
    hear(copy, { ...ask, from: 'other' })
    expect(given(copy)).toBe(4_500)
    now += 60_000
    for (let times = 0; times < 1_000; times++) hear(copy, ask)
    expect(given(copy)).toBe(8_500)
  })

  it('does not get more by greeting again and again', () => {
    const copy = add('copy', range(1, 500))
    for (let times = 0; times < 1_000; times++) {
      hear(copy, { type: 'have', from: 'greedy', ids: [`x${times}`] })
      copy.parts.ring()
    }
    expect(given(copy)).toBe(20 * COMPARED_MESSAGES)
    // And is itself asked no oftener.
    expect(copy.parts.published.filter(({ payload }) => readSync(payload)?.type === 'have')).toHaveLength(20)
  })

  it('gives a hundred thousand messages, of which few are taken', () => {
    const copy = add('copy', [])
    copy.sync.meet()
    for (let batch = 0; batch < 5_000; batch++) {
      hear(copy, {
        type: 'give',
        from: `c${batch % 1_000}`,
        to: 'copy',
        messages: range(batch * 20 + 1, batch * 20 + 20).map(message),
      })
    }
    expect(copy.clocks().length).toBeLessThanOrEqual(5_000)
  })

  it('does not keep a copy asking for ever', () => {
    const copy = add('copy', [])
    copy.sync.meet()
    for (let clock = 1_000_000; clock > 997_000; clock -= 1) {
      const from = `c${clock % 150}`
      hear(copy, {
        type: 'give',
        from,
        to: 'copy',
        messages: [message(clock)],
        since: message(clock),
        end: true,
      })
    }
    const questions = copy.parts.published.filter(({ payload }) => readSync(payload)?.type === 'ask')
    expect(questions.length).toBeLessThanOrEqual(10)
  })
})
