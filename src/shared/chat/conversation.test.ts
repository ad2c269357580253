import { describe, expect, it } from 'vitest'
import { Conversation, MAX_KEPT, outOfTurn } from './conversation'
import type { ChatMessage } from './message'
import { MAX_CLOCK_LEAP } from './turn'

const message = (clock: number, id: string, user?: string): ChatMessage => ({
  id,
  clock,
  text: id,
  ts: 1_766_000_000_000,
  ...(user === undefined ? {} : { user }),
})
const hash = (text: string): string => `<${text}>`
const ids = (conversation: Conversation): string[] => conversation.messages.map(({ id }) => id)

describe('the order', () => {
  it('is by clock and id, however messages come', () => {
    const conversation = new Conversation([message(3, 'c'), message(1, 'b')])
    conversation.insert(message(2, 'z'))
    conversation.insert(message(1, 'a'))
    conversation.insert(message(2, 'y'))
    expect(ids(conversation)).toEqual(['a', 'b', 'y', 'z', 'c'])
  })

  it('has every id once, and the first to come stays', () => {
    const conversation = new Conversation()
    expect(conversation.insert(message(1, 'a', 'John'))).toBe(true)
    expect(conversation.insert({ ...message(9, 'a', 'Mallory'), text: 'forged' })).toBe(false)
    expect(conversation.messages).toEqual([message(1, 'a', 'John')])
    expect(conversation.nextClock()).toBe(2)
  })

  it('keeps the newest and lets the oldest go', () => {
    const conversation = new Conversation()
    for (let clock = 1; clock <= MAX_KEPT + 5; clock++) conversation.insert(message(clock, `m${clock}`))
    expect(conversation.messages).toHaveLength(MAX_KEPT)
    expect(conversation.messages[0]?.id).toBe('m6')
    expect(conversation.has('m5')).toBe(false)
    conversation.insert(message(2, 'late'))
    expect(conversation.has('late')).toBe(false)
    expect(conversation.messages).toHaveLength(MAX_KEPT)
  })

  it('closes up when a message is taken out again', () => {
    const conversation = new Conversation([message(1, 'a'), message(2, 'b'), message(3, 'c')])
    conversation.remove('b')
    conversation.remove('nobody')
    expect(ids(conversation)).toEqual(['a', 'c'])
    expect(conversation.has('b')).toBe(false)
    expect(conversation.insert(message(4, 'b'))).toBe(true)
  })

  it('names the message and the one behind it', () => {
    const conversation = new Conversation([message(1, 'a'), message(2, 'b'), message(3, 'c')])
    expect(conversation.around('b').map(({ id }) => id)).toEqual(['b', 'c'])
    expect(conversation.around('c').map(({ id }) => id)).toEqual(['c'])
    expect(conversation.around('nobody')).toEqual([])
  })
})

describe('a clock of one’s own', () => {
  it('is larger than every clock seen, also in a marker and in what is gone again', () => {
    const conversation = new Conversation()
    expect(conversation.nextClock()).toBe(1)
    conversation.insert(message(4, 'a'))
    expect(conversation.nextClock()).toBe(5)
    conversation.mark({ clock: 9, id: 'x' })
    expect(conversation.nextClock()).toBe(10)
    conversation.insert(message(12, 'b'))
    conversation.remove('b')
    expect(conversation.nextClock()).toBe(13)
  })
})

describe('out of turn', () => {
  it('is a message behind one of the same author, whoever came first', () => {
    const [a, b, c, d] = [
      message(1, 'a', 'John'),
      message(2, 'b', 'Yoko'),
      message(3, 'c', 'JOHN'),
      message(4, 'd', 'John '),
    ]
    const rules = { turns: true, timeout: 0, revision: 0 }
    expect(outOfTurn(a, undefined, rules)).toBeUndefined()
    expect(outOfTurn(c, a, rules)).toBe('wrote-before')
    expect(outOfTurn(d, c, rules)).toBe('wrote-before')
    expect(outOfTurn(b, a, rules)).toBeUndefined()
    expect(outOfTurn({ ...c, id: 'f-c' }, a, rules)).toBe('knows-no-turns')
  })

  it('is none in a room without turns, nor after as long a silence as its rules ask for', () => {
    const [a, b] = [message(1, 'a', 'John'), { ...message(2, 'b', 'John'), ts: 600_000 }]
    expect(outOfTurn(b, { ...a, ts: 0 }, { turns: false, timeout: 0, revision: 1 })).toBeUndefined()
    expect(outOfTurn(b, { ...a, ts: 0 }, { turns: true, timeout: 10, revision: 1 })).toBeUndefined()
    expect(outOfTurn(b, { ...a, ts: 1 }, { turns: true, timeout: 10, revision: 1 })).toBe('wrote-before')
  })

  it('is never one without an author', () => {
    const [a, b] = [message(1, 'a'), message(2, 'b')]
    expect(outOfTurn(b, a, { turns: true, timeout: 0, revision: 0 })).toBeUndefined()
  })
})

describe('the marker', () => {
  it('gives the last word to a message that has not come', () => {
    const conversation = new Conversation([message(2, 'b', 'John')])
    conversation.mark({ clock: 5, id: 'e', user: 'Yoko' })
    expect(conversation.last()).toEqual({ clock: 5, id: 'e', user: 'Yoko' })
    conversation.insert(message(4, 'd', 'John'))
    expect(conversation.last()?.user).toBe('Yoko')
    conversation.insert(message(6, 'f', 'John'))
    expect(conversation.last()?.id).toBe('f')
  })

  it('that is behind what is here changes nothing', () => {
    const conversation = new Conversation([message(7, 'g', 'John')])
    conversation.mark({ clock: 5, id: 'e', user: 'Yoko' })
    expect(conversation.last()?.user).toBe('John')
  })

  it.each([MAX_CLOCK_LEAP + 2, Number.MAX_SAFE_INTEGER])('with the clock %d is not believed', (clock) => {
    const conversation = new Conversation([message(1, 'a', 'John')])
    conversation.mark({ clock, id: 'lie', user: 'Mallory' })
    expect(conversation.last()?.user).toBe('John')
    expect(conversation.nextClock()).toBe(2)
  })

  it('is due where the broker has none or an older one', () => {
    const conversation = new Conversation()
    expect(conversation.markerDue()).toBeUndefined()
    conversation.insert(message(3, 'c', 'John'))
    expect(conversation.markerDue()).toEqual({ clock: 3, id: 'c', user: 'John' })
    conversation.mark({ clock: 2, id: 'b', user: 'Yoko' })
    expect(conversation.markerDue()?.id).toBe('c')
    conversation.mark({ clock: 3, id: 'c', user: 'John' })
    expect(conversation.markerDue()).toBeUndefined()
    conversation.insert(message(4, 'd'))
    expect(conversation.markerDue()).toEqual({ clock: 4, id: 'd' })
    conversation.mark({ clock: 9, id: 'z', user: 'Yoko' })
    expect(conversation.markerDue()).toBeUndefined()
  })

  it('is due at another broker, even if the last word is known by the marker alone', () => {
    const conversation = new Conversation()
    conversation.mark({ clock: 9, id: 'z', user: 'Yoko' })
    expect(conversation.markerDue()).toBeUndefined()
    conversation.forgetMarker()
    expect(conversation.markerDue()).toEqual({ clock: 9, id: 'z', user: 'Yoko' })
  })

  it('leaves out what does not count yet', () => {
    const conversation = new Conversation([message(1, 'a', 'Yoko'), message(2, 'own', 'John')])
    expect(conversation.last((id) => id !== 'own')?.id).toBe('a')
    conversation.mark({ clock: 3, id: 'own2', user: 'John' })
    expect(conversation.last((id) => !id.startsWith('own'))?.id).toBe('a')
    expect(conversation.last(() => false)).toBeUndefined()
  })
})

describe('a message that lacks something', () => {
  it('without a clock is ordered behind all that was heard', () => {
    const conversation = new Conversation([message(4, 'd')])
    conversation.hear('d')
    expect(conversation.place({ text: 'hello' }, 5, hash)).toEqual({
      id: 'f-<[5,null,"hello"]>',
      clock: 5,
      text: 'hello',
      ts: 5,
    })
  })

  it('gets the same id in every copy, whatever each has under way', () => {
    const [here, there] = [new Conversation([message(4, 'd')]), new Conversation([message(4, 'd')])]
    for (const conversation of [here, there]) conversation.hear('d')
    here.insert(message(5, 'own', 'John'))
    const received = { text: 'hello', user: 'anna' }
    expect(here.place(received, 1, hash)).toEqual(there.place(received, 1, hash))
  })

  it('gets another id for the same words said again', () => {
    const conversation = new Conversation()
    const first = conversation.place({ text: 'hello' }, 1, hash)
    conversation.insert(first)
    conversation.hear(first.id)
    expect(conversation.place({ text: 'hello' }, 2, hash).id).not.toBe(first.id)
  })

  it('is not mixed up with another whose parts make the same text', () => {
    const conversation = new Conversation()
    const one = conversation.place({ user: 'a', text: 'b","c' }, 1, hash)
    const other = conversation.place({ user: 'a","b', text: 'c' }, 1, hash)
    expect(one.id).not.toBe(other.id)
  })

  it('with a clock that cannot be believed keeps its id and is ordered as if it had none', () => {
    const conversation = new Conversation([message(4, 'd')])
    conversation.hear('d')
    for (const clock of [MAX_CLOCK_LEAP + 5, 0, 1.5, '7', NaN, null]) {
      expect(conversation.place({ id: 'a', text: 'x', clock }, 5, hash)).toMatchObject({ id: 'a', clock: 5 })
    }
    expect(conversation.place({ id: 'a', text: 'x', clock: MAX_CLOCK_LEAP + 4 }, 5, hash).clock).toBe(
      MAX_CLOCK_LEAP + 4,
    )
  })

  it('that was sent before the marker was set, but comes after it, gets the place that the others gave it', () => {
    // Away while a Python client wrote: the marker is read at once, the message follows out of the broker's queue.
    const [there, here] = [
      new Conversation([message(4, 'd', 'John')]),
      new Conversation([message(4, 'd', 'John')]),
    ]
    for (const conversation of [there, here]) conversation.catchUp(() => true)
    const placed = there.place({ text: 'hello' }, 1, hash)
    here.mark({ clock: placed.clock, id: placed.id })
    expect(here.place({ text: 'hello' }, 1, hash)).toEqual(placed)
  })

  it('comes behind the marker once nothing older can come', () => {
    const conversation = new Conversation()
    conversation.mark({ clock: 9, id: 'z', user: 'Yoko' })
    conversation.catchUp(() => true)
    expect(conversation.place({ text: 'hello' }, 1, hash).clock).toBe(10)
  })

  it('keeps what it has', () => {
    const conversation = new Conversation()
    const received = { id: 'a', clock: 3, user: 'anna', text: 'x', ts: 1_766_000_000_000, cut: true as const }
    expect(conversation.place(received, 5, hash)).toEqual(received)
  })
})
