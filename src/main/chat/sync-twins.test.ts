import { beforeEach, describe, expect, it } from 'vitest'
import { plainId, type ChatMessage } from '@shared/chat/message'
import { isTwin, twinsOf } from './sync-twins'
import { SimulatedBroker } from './testing/broker'
import { World, type Copy } from './testing/world'

const hash = (text: string): string => `<${text}>`
const plain = (clock: number, text = 'Hi', user?: string): ChatMessage => {
  const message = { clock, text, ts: 1, ...(user === undefined ? {} : { user }) }
  return { ...message, id: plainId(message, hash) }
}
const idOf = (clock: number, text?: string, user?: string): string => plain(clock, text, user).id

describe('the other number of a message', () => {
  it.each([8, 39, 41, 72])('is sought within 32 of the own one: %d', (clock) => {
    expect([...twinsOf([plain(40)], [idOf(clock)], hash)]).toEqual([[idOf(40), { clock, id: idOf(clock) }]])
  })

  it.each([7, 73])('is not sought further away: %d', (clock) => {
    expect(twinsOf([plain(40)], [idOf(clock)], hash).size).toBe(0)
  })

  it('is found once for each of two messages', () => {
    const twins = twinsOf([plain(5), plain(6)], [idOf(1), idOf(2)], hash)
    expect([...twins.values()].map(({ clock }) => clock)).toEqual([1, 2])
    expect([...twinsOf([plain(5), plain(6)], [idOf(1)], hash).keys()]).toEqual([idOf(5)])
  })

  it('is of the same words and the same name', () => {
    expect(twinsOf([plain(5)], [idOf(4, 'Ho'), idOf(4, 'Hi', 'John')], hash).size).toBe(0)
    expect(twinsOf([plain(5, 'Hi', 'John')], [idOf(4, 'Hi', 'John')], hash).size).toBe(1)
  })

  it('is no message with an id of its own', () => {
    const own = { ...plain(5), id: 'm5' }
    expect(twinsOf([own], [idOf(4), 'm4'], hash).size).toBe(0)
    expect(isTwin(own, plain(4))).toBe(false)
    expect(isTwin(plain(5), { ...plain(4), id: 'm4' })).toBe(false)
  })

  it('stays where it is the higher one', () => {
    expect(isTwin(plain(5), plain(4))).toBe(true)
    expect(isTwin(plain(4), plain(5))).toBe(false)
    expect(isTwin(plain(5), plain(5))).toBe(false)
    expect(isTwin(plain(5), plain(4, 'Ho'))).toBe(false)
    expect(isTwin(plain(5), plain(4, 'Hi', 'John'))).toBe(false)
  })
})

describe('copies of which one had missed something', () => {
  let world: World
  let john: Copy
  let yoko: Copy
  beforeEach(async () => {
    world = new World()
    john = world.add('John')
    yoko = world.add('Yoko')
    await world.meet()
    yoko.lose()
    for (const text of ['One', 'Two', 'Three']) world.say(`{"user":"Tom","message":"${text}"}`)
    await world.settle()
    // The broker dies with what it had for Yoko.
    john.orphan()
    world.broker = new SimulatedBroker()
  })

  /** Said when both are there, and before they have greeted each other. */
  async function sayTo(copies: readonly Copy[], texts: readonly string[]): Promise<void> {
    for (const copy of copies) copy.connect()
    for (const text of texts) world.say(`{"user":"Tom","message":"${text}"}`)
    await world.settle()
  }

  it('end with each message once, in the same order, told of once', async () => {
    const before = yoko.arrived.length
    await sayTo([yoko, john], ['Four', 'Five'])
    expect(john.texts).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
    expect(yoko.messages.map(({ id }) => id)).toEqual(john.messages.map(({ id }) => id))
    expect(yoko.shown.map(({ text }) => text)).toEqual(yoko.texts)
    const told = yoko.arrived.slice(before).map(({ text }) => text)
    expect(told.filter((text) => text === 'Four')).toHaveLength(1)
    expect(yoko.room.unread).toBe(5)
  })

  it('keep both of two that are the same in words', async () => {
    await sayTo([yoko, john], ['Four', 'Four'])
    expect(john.texts).toEqual(['One', 'Two', 'Three', 'Four', 'Four'])
    expect(yoko.messages.map(({ id }) => id)).toEqual(john.messages.map(({ id }) => id))
  })

  it('agree with a third that comes late', async () => {
    await sayTo([yoko, john], ['Four'])
    const anna = world.add('Anna')
    await world.meet()
    expect(anna.texts).toEqual(['One', 'Two', 'Three', 'Four'])
    for (const copy of [john, yoko])
      expect(copy.messages.map(({ id }) => id)).toEqual(anna.messages.map(({ id }) => id))
  })

  it('agree with one that slept with the lower number', async () => {
    const anna = world.add('Anna')
    await sayTo([yoko, anna, john], ['Four'])
    expect(anna.texts).toEqual(['One', 'Two', 'Three', 'Four'])
    expect(yoko.texts).toEqual(anna.texts)
  })
})
