import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import { aMessage } from '../testing/state'
import { extendedPart, MOST_HELD, NOTHING, patchedPart, type End, type Part } from './conversation-part'

const at = (clock: number, more: Partial<MessageView> = {}) => aMessage({ id: `m${clock}`, clock, ...more })
const run = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => at(from + index))
const part = (from: number, to: number, { earlier = false, later = false } = {}): Part => ({
  messages: run(from, to),
  earlier,
  later,
})
const clocks = ({ messages }: Part) => messages.map(({ clock }) => clock)
const patched = (before: Part, upsert: MessageView[], remove: string[] = [], reader: End = 'end') =>
  patchedPart(before, 'chat', { upsert, remove }, reader)

describe('a patch', () => {
  it('replaces, adds and takes out, in the order of clock, then id', () => {
    const { part: after, newer } = patched(
      part(1, 3),
      [at(4, { id: 'b' }), at(4, { id: 'a' }), at(2, { text: 'changed' })],
      ['m1', 'nobody'],
    )
    expect(after.messages.map(({ id }) => id)).toEqual(['m2', 'm3', 'a', 'b'])
    expect(after.messages[0]?.text).toBe('changed')
    expect(newer.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('of another room changes nothing', () => {
    const { part: after, newer } = patched(part(1, 3), [at(4, { room: 'boat' })])
    expect(clocks(after)).toEqual([1, 2, 3])
    expect(newer).toEqual([])
  })

  it('brings what is newer only where the part reaches the newest, and says so in any case', () => {
    const { part: after, newer } = patched(part(1, 3, { later: true }), [at(9)])
    expect(clocks(after)).toEqual([1, 2, 3])
    expect(newer).toHaveLength(1)
  })

  it('brings what is older only where the part reaches the oldest', () => {
    expect(clocks(patched(part(5, 7), [at(2)]).part)).toEqual([2, 5, 6, 7])
    expect(clocks(patched(part(5, 7, { earlier: true }), [at(2)]).part)).toEqual([5, 6, 7])
  })

  it('moves a message that has got another clock, out of sight where its neighbours are unknown', () => {
    const moved = at(9, { id: 'm2' })
    expect(patched(part(1, 3), [moved]).part.messages.map(({ id }) => id)).toEqual(['m1', 'm3', 'm2'])
    expect(patched(part(1, 3), [moved]).newer).toEqual([])
    expect(patched(part(1, 3, { later: true }), [moved]).part.messages).toHaveLength(2)
  })

  it('begins an empty room', () => {
    expect(clocks(patched(NOTHING, [at(1)]).part)).toEqual([1])
  })

  it.each([
    ['end', 2, { earlier: true, later: false }],
    ['start', 1, { earlier: false, later: true }],
  ] as const)('of more than is held drops what is far from a reader at the %s', (reader, first, ends) => {
    const { part: after } = patched(part(1, MOST_HELD), [at(MOST_HELD + 1)], [], reader)
    expect(after.messages).toHaveLength(MOST_HELD)
    expect(after.messages[0]?.clock).toBe(first)
    expect(after).toMatchObject(ends)
  })
})

describe('a page', () => {
  it('before goes in front, one after behind, each message once', () => {
    const page = { messages: run(1, 5), earlier: false, later: true }
    const after = extendedPart(part(5, 8, { earlier: true }), page, 'before')
    expect(clocks(after)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(after).toMatchObject({ earlier: false, later: false })
    const behind = { messages: run(9, 10), earlier: true, later: false }
    expect(clocks(extendedPart(part(5, 8, { later: true }), behind, 'after'))).toEqual([5, 6, 7, 8, 9, 10])
  })

  it('drops what is at the other end when there is too much', () => {
    const older = { messages: run(1, 100), earlier: true, later: true }
    const before = extendedPart(part(101, 100 + MOST_HELD, { earlier: true }), older, 'before')
    expect([before.messages[0]?.clock, before.messages.length, before.later]).toEqual([1, MOST_HELD, true])
    const newer = { messages: run(MOST_HELD + 1, MOST_HELD + 100), earlier: true, later: false }
    const after = extendedPart(part(1, MOST_HELD, { later: true }), newer, 'after')
    expect([after.messages[0]?.clock, after.earlier, after.later]).toEqual([101, true, false])
  })
})

it('always is a part of the room without a gap, whatever comes and wherever the reader is', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('say' as const), reader: fc.constantFrom<End>('start', 'end') }),
    fc.record({ kind: fc.constantFrom('before' as const, 'after' as const) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let newest = 3_000
      let shown = part(newest - 99, newest, { earlier: true })
      for (const each of steps) {
        const first = clocks(shown)[0]!
        const last = clocks(shown).at(-1)!
        if (each.kind === 'say') {
          newest++
          shown = patched(shown, [at(newest)], [], each.reader).part
        } else if (each.kind === 'before') {
          const from = Math.max(1, first - 100)
          shown = extendedPart(
            shown,
            { messages: run(from, first - 1), earlier: from > 1, later: true },
            'before',
          )
        } else if (shown.later) {
          const to = Math.min(newest, last + 100)
          shown = extendedPart(
            shown,
            { messages: run(last + 1, to), earlier: true, later: to < newest },
            'after',
          )
        }
        const now = clocks(shown)
        expect(now).toEqual(run(now[0]!, now.at(-1)!).map(({ clock }) => clock))
        expect(now.length).toBeLessThanOrEqual(MOST_HELD)
        expect(shown.later).toBe(now.at(-1)! < newest)
        expect(shown.earlier).toBe(now[0]! > 1)
      }
    }),
    { numRuns: 60 },
  )
})
