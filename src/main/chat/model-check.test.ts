import { describe, expect, it } from 'vitest'
import { sameUser } from '@shared/chat/name'
import { RULE, type Rule } from './testing/model-rule'
import { search } from './testing/model-search'

/** Milliseconds; half a million states take their time on a busy machine. */
const PATIENCE = 300_000

describe('all that can happen to the turns of a room', () => {
  it.each([
    { users: 2, writes: 6, breaks: 0, delivery: 'one-order' as const },
    { users: 2, writes: 6, breaks: 0, delivery: 'any-order' as const },
    { users: 2, writes: 6, breaks: 2, delivery: 'one-order' as const },
    { users: 2, writes: 6, breaks: 2, delivery: 'any-order' as const },
    { users: 3, writes: 4, breaks: 0, delivery: 'one-order' as const },
    { users: 3, writes: 4, breaks: 1, delivery: 'any-order' as const },
    // Every order in which a broker may hand on is one of these.
    { users: 3, writes: 6, breaks: 0, delivery: 'any-order' as const },
  ])(
    'keeps what is promised: $users users, $writes messages, $breaks broken connections, $delivery',
    (world) => {
      const { states, transitions, final, wrong } = search({ ...world, rule: RULE })
      const { users, writes, breaks, delivery } = world
      process.stdout.write(
        `model check: ${states} states, ${transitions} transitions, ${final} with nothing on its way ` +
          `(${users} users, ${writes} messages, ${breaks} breaks, ${delivery})\n`,
      )
      expect(wrong).toBeUndefined()
      expect(final).toBeGreaterThan(0)
    },
    PATIENCE,
  )
})

describe('the check finds', () => {
  const wrong = (rule: Partial<Rule>): string | undefined =>
    search({ users: 2, writes: 4, breaks: 0, delivery: 'one-order', rule: { ...RULE, ...rule } }).wrong

  it('a clock that counts only what its own user wrote', () => {
    const counted: Rule['nextClock'] = ({ messages }, me) =>
      messages.filter(({ user }) => sameUser(user, me)).length + 1
    expect(wrong({ nextClock: counted })).toMatch(/neighbours|twice/)
  })

  it('a turn that forgets the message under way', () => {
    const forgetful: Rule['mayWrite'] = (conversation, user) => RULE.mayWrite(conversation, user, false)
    expect(wrong({ mayWrite: forgetful })).toBe('writes while a message is under way')
  })

  it('a turn that is never checked', () => {
    expect(wrong({ mayWrite: (_conversation, _user, underWay) => !underWay })).toBe('writes twice in a row')
  })

  it('a room in which nobody may write', () => {
    expect(wrong({ mayWrite: () => false })).toBe('may not write though it is their turn')
  })
})
