import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesFilter } from '../mqtt/topic'
import { ok, refused } from '../result'
import {
  MAX_ROOM_TOPIC,
  ROOM_PARTS,
  directFilters,
  directTopic,
  isOfRoom,
  otherOfDirect,
  parseRoomTopic,
} from './room-topic'

describe('a topic that can be a room', () => {
  it.each(['chat', 'ship/galley', '/', 'Küche', 'a b', 'turn', 'presence', 'my/ledger', 'directors'])(
    '%j',
    (topic) => {
      expect(parseRoomTopic(topic)).toEqual(ok(topic))
    },
  )

  it('is read without the spaces around it', () => {
    expect(parseRoomTopic('  ship/galley\n')).toEqual(ok('ship/galley'))
  })

  it('has room for its parts and a client id', () => {
    expect(parseRoomTopic('x'.repeat(MAX_ROOM_TOPIC))).toMatchObject({ ok: true })
    expect(parseRoomTopic('x'.repeat(MAX_ROOM_TOPIC + 1))).toEqual(refused('too-long'))
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['ship/+', 'wildcard'],
    ['#', 'wildcard'],
    ['a\0b', 'forbidden-character'],
    ['$SYS/chat', 'reserved'],
    ['led', 'reserved'],
    ['zigbee2mqtt/kitchen', 'reserved'],
    ['homeassistant/light/a/config', 'reserved'],
    ['direct/a/b', 'reserved'],
  ] as const)('is not %j', (topic, problem) => {
    expect(parseRoomTopic(topic)).toEqual(refused(problem))
  })

  it.each(ROOM_PARTS)('is not beneath the part %s of another room', (part) => {
    expect(parseRoomTopic(`ship/${part}`)).toEqual(refused('reserved'))
    expect(parseRoomTopic(`ship/${part}/more`)).toEqual(refused('reserved'))
  })
})

describe('a direct conversation', () => {
  const client = fc.stringMatching(/^[a-z0-9-]{1,20}$/)

  it('has one topic, by which each side knows the other and hears what is said', () => {
    fc.assert(
      fc.property(client, client, (a, b) => {
        fc.pre(a !== b)
        const topic = directTopic(a, b)
        expect(directTopic(b, a)).toBe(topic)
        expect([otherOfDirect(topic, a), otherOfDirect(topic, b)]).toEqual([b, a])
        expect(otherOfDirect(`${topic}/typing/${a}`, a)).toBe(b)
        for (const side of [a, b]) {
          for (const place of [topic, `${topic}/turn`, `${topic}/typing/${a}`]) {
            expect(directFilters(side).some((filter) => matchesFilter(filter, place))).toBe(true)
          }
        }
      }),
    )
  })

  it.each(['direct/a/b', 'direct/c/b', 'direct/c/c', 'direct/c', 'chat/c/d', 'direct/d/c'])(
    'of c is not %s',
    (topic) => {
      expect(otherOfDirect(topic, 'c')).toBeUndefined()
    },
  )
})

describe('what is of a room', () => {
  it.each(['ship', 'ship/turn', 'ship/presence/a', 'ship/typing/a/b'])('%s', (topic) => {
    expect(isOfRoom(topic, 'ship')).toBe(true)
  })

  it.each(['shi', 'ships', 'ship/', 'ship/galley', 'ship/galley/turn', 'ship/turns', 'other/turn'])(
    '%s is not',
    (topic) => {
      expect(isOfRoom(topic, 'ship')).toBe(false)
    },
  )
})
