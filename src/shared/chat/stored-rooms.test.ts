import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIRST_CHAT_SETTINGS, FIRST_ROOMS, type ChatSettings, type KeptRoom } from './room-settings'
import { readChatSettings, readRooms } from './stored-rooms'

const open: KeptRoom = { topic: 'ship/galley', name: 'Galley', kind: 'open', colour: 'teal', notify: false }
const sealed: KeptRoom = { topic: 'ship/bridge', name: '', kind: 'private', colour: 'none', notify: true }
const direct: KeptRoom = {
  topic: 'direct/porchlight-a/porchlight-b',
  name: '',
  kind: 'direct',
  colour: 'none',
  notify: true,
  other: { client: 'porchlight-b', name: 'Anna' },
}

describe('rooms', () => {
  it('are read as they were written, in their order', () => {
    const rooms = [direct, ...FIRST_ROOMS, sealed, open]
    expect(readRooms(JSON.parse(JSON.stringify(rooms)))).toEqual({ rooms, incomplete: false })
  })

  it('are the first ones where a file knows of none, and none where the user left all', () => {
    expect(readRooms(undefined)).toEqual({ rooms: FIRST_ROOMS, incomplete: false })
    expect(readRooms([])).toEqual({ rooms: [], incomplete: false })
  })

  it.each([null, 'chat', { topic: 'chat' }, 7])('that are no list are the first ones: %j', (value) => {
    expect(readRooms(value)).toEqual({ rooms: FIRST_ROOMS, incomplete: true })
  })

  it('have only what is known, and what is usual where something is missing', () => {
    const value = [
      { topic: 'a', kind: 'open', more: 1, other: direct.other },
      { ...open, colour: 'ultraviolet' },
    ]
    const plain = { topic: 'a', name: '', kind: 'open', colour: 'none', notify: true }
    expect(readRooms(value)).toEqual({ rooms: [plain, { ...open, colour: 'none' }], incomplete: false })
  })

  it('count whichever side of a direct conversation the other is', () => {
    const turned = { ...direct, other: { client: 'porchlight-a', name: '' } }
    expect(readRooms([turned])).toEqual({ rooms: [turned], incomplete: false })
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a topic alone', 'ship'],
    ['of an unknown kind', { ...open, kind: 'public' }],
    ['without a topic', { ...open, topic: undefined }],
    ['with an empty topic', { ...open, topic: '' }],
    ['with a wildcard', { ...sealed, topic: 'ship/#' }],
    ['with spaces around its topic', { ...open, topic: ' ship ' }],
    ['on a part of another room', { ...open, topic: 'ship/turn' }],
    ['where lamps talk', { ...open, topic: 'zigbee2mqtt/kitchen' }],
    ['with a topic without end', { ...open, topic: 'x'.repeat(501) }],
    ['with a name without end', { ...open, name: 'x'.repeat(61) }],
    ['with half a character in its name', { ...open, name: 'a\ud800' }],
    ['with a notify that is a word', { ...open, notify: 'yes' }],
    ['open, where two talk alone', { ...open, topic: direct.topic }],
    ['direct without the other', { ...direct, other: undefined }],
    ['direct with somebody else', { ...direct, other: { client: 'porchlight-c', name: 'Cara' } }],
    ['direct the wrong way round', { ...direct, topic: 'direct/porchlight-b/porchlight-a' }],
    ['direct with oneself', { ...direct, topic: 'direct/porchlight-b/porchlight-b' }],
    ['direct and deeper', { ...direct, topic: `${direct.topic}/turn` }],
    ['direct with a wildcard', { ...direct, topic: 'direct/+/a', other: { client: 'a', name: '' } }],
    ['direct with nobody', { ...direct, topic: 'direct//a', other: { client: 'a', name: '' } }],
    ['direct with nobody as the other', { ...direct, topic: 'direct//a', other: { client: '', name: '' } }],
    ['direct in an open room', { ...direct, topic: 'ship' }],
    ['direct with a long name', { ...direct, other: { client: 'porchlight-b', name: 'x'.repeat(41) } }],
  ])('%s: is left out, and that is told', (_name, wrong) => {
    expect(readRooms([wrong, open])).toEqual({ rooms: [open], incomplete: true })
  })

  it('of one topic are one: the first', () => {
    expect(readRooms([open, { ...sealed, topic: open.topic }, sealed])).toEqual({
      rooms: [open, sealed],
      incomplete: true,
    })
  })

  it('are 50 at most', () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ ...open, topic: `room-${index}` }))
    expect(readRooms(many)).toEqual({ rooms: many.slice(0, 50), incomplete: true })
    expect(readRooms(many.slice(0, 50)).incomplete).toBe(false)
  })

  it('that were read are read the same once more, whatever stood there', () => {
    const some = fc.record(
      {
        topic: fc.oneof(fc.string(), fc.constantFrom('a', 'direct/a/b', 'chat')),
        kind: fc.constantFrom('open', 'private', 'direct', 'none'),
        name: fc.anything(),
        colour: fc.anything(),
        notify: fc.anything(),
        other: fc.oneof(fc.anything(), fc.constant({ client: 'b', name: 'B' })),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.oneof(some, fc.anything())), fc.anything()), (value) => {
        const { rooms } = readRooms(value)
        expect(readRooms(JSON.parse(JSON.stringify(rooms)))).toEqual({ rooms, incomplete: false })
      }),
    )
  })
})

describe('the settings of the chat', () => {
  const other: ChatSettings = {
    keep: 'session',
    notifications: false,
    hideText: true,
    doNotDisturb: true,
    yourTurn: 'nothing',
    enterSends: false,
    tellsOthers: false,
    spellCheck: false,
  }

  it('are read as they were written, and nothing else with them', () => {
    expect(readChatSettings({ ...other, more: 1 })).toEqual(other)
  })

  it.each([undefined, null, 7, 'chat', [], {}])('are the first ones where there are none: %j', (value) => {
    expect(readChatSettings(value)).toEqual(FIRST_CHAT_SETTINGS)
  })

  it.each(Object.keys(other) as (keyof ChatSettings)[])(
    'without a %s that can be used keep the rest',
    (name) => {
      const expected = { ...other, [name]: FIRST_CHAT_SETTINGS[name] }
      for (const wrong of ['never', 7, null, undefined, {}]) {
        expect(readChatSettings({ ...other, [name]: wrong })).toEqual(expected)
      }
      const { [name]: _missing, ...rest } = other
      expect(readChatSettings(rest)).toEqual(expected)
    },
  )
})
