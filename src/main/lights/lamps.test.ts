import { beforeEach, describe, expect, it } from 'vitest'
import { firstArrangement } from '@shared/light/arrangement'
import { ON_OFF } from '@shared/light/light'
import { encodeText } from '@shared/mqtt/message'
import { MAX_DESCRIBED } from './catalog'
import { SAID_AGAIN } from './finding'
import { ANSWER_PATIENCE } from './ordering'
import { PACE } from './pace'
import { aLamp, LightsRig } from './testing/rig'

let rig: LightsRig
beforeEach(() => (rig = new LightsRig()))
/** Of the lamps beside the first light. */
const names = (): string[] => rig.lights.list().flatMap(({ id, name }) => (id === 'led' ? [] : [name]))
const sent = (): unknown[] => rig.published.map(({ payload }) => JSON.parse(payload ?? '') as unknown)

describe('a lamp that is found', () => {
  it('is there, is listened to with QoS 0, and is gone when its source says so', () => {
    expect(rig.find('tasmota', 'one', [aLamp('a'), aLamp('b')])).toBe(true)
    expect(names()).toEqual(['a', 'b'])
    expect(Object.fromEntries(rig.wanted)).toEqual({ led: 2, a: 0, b: 0 })
    rig.changed = []
    rig.find('tasmota', 'one', [aLamp('b')])
    expect(names()).toEqual(['b'])
    expect([...rig.wanted.keys()]).toEqual(['led', 'b'])
    expect(rig.changed).toContain('tasmota:a')
    rig.find('tasmota', 'one', [])
    expect(names()).toEqual([])
  })

  it('keeps what it said when it is described anew, under other topics', () => {
    rig.find('tasmota', 'one', [aLamp('a')])
    rig.hear('{"power":"on","brightness":40}', 'a')
    rig.find('tasmota', 'one', [aLamp('a', { name: 'Kitchen', listens: ['kitchen'] })])
    expect(rig.lights.get('tasmota:a')).toMatchObject({ name: 'Kitchen', power: 'on', brightness: 40 })
    expect([...rig.wanted.keys()]).toEqual(['led', 'kitchen'])
    expect(rig.hear('{"power":"off"}', 'a')).toBeUndefined()
  })

  it('twice, by two conventions, is one lamp: by a topic of command or by its address', () => {
    rig.find('home-assistant', 'x', [
      aLamp('twin', { id: 'home-assistant:1', convention: 'home-assistant', commandTopics: ['a/set'] }),
      aLamp('other', { id: 'home-assistant:2', convention: 'home-assistant', address: 'aabb' }),
      aLamp('mine', { id: 'home-assistant:3', convention: 'home-assistant', commandTopics: ['led'] }),
    ])
    expect(names()).toEqual(['twin', 'other'])
    rig.find('tasmota', 'one', [aLamp('a'), aLamp('b', { address: 'aabb' })])
    expect(names()).toEqual(['a', 'b'])
    rig.find('tasmota', 'one', [])
    expect(names()).toEqual(['twin', 'other'])
  })

  it('beside another of its own convention is two, whatever they share', () => {
    rig.find('tasmota', 'one', [
      aLamp('a', { commandTopics: ['rpc'], address: 'aa' }),
      aLamp('b', { commandTopics: ['rpc'], address: 'aa' }),
    ])
    expect(names()).toEqual(['a', 'b'])
  })

  it.each([
    { commandTopics: ['a/+/set'] },
    { commandTopics: ['$SYS/broker'] },
    { commandTopics: ['chat'] },
    { commandTopics: ['chat/presence/x'] },
    { commandTopics: [''] },
    { listens: ['#'] },
    { listens: ['chat'] },
    { listens: Array.from({ length: 25 }, (_, index) => `t/${index}`) },
    { asks: [{ topic: 'chat', payload: encodeText(''), qos: 0 as const, retain: false }] },
  ])('is refused with %j', (more) => {
    expect(rig.find('tasmota', 'one', [aLamp('a', more), aLamp('b')])).toBe(false)
    expect(names()).toEqual(['b'])
  })

  it('has a name that can be shown, whatever it calls itself', () => {
    rig.find('tasmota', 'one', [
      aLamp('a', { name: `\u202e<b>\n${'x'.repeat(10_000)}`, room: ' \u0007 ' }),
      aLamp('b', { name: ' ' }),
    ])
    expect(names()[0]).toMatch(/^<b> x{75}…$/)
    expect(names()[1]).toBe('b/set')
    expect(rig.lights.get('tasmota:a')).not.toHaveProperty('room')
  })

  it('beyond a thousand is not shown, and that is said', () => {
    rig.find(
      'tasmota',
      'one',
      Array.from({ length: 1_500 }, (_, index) => aLamp(`n${index}`)),
    )
    expect(names()).toHaveLength(999)
    expect(rig.crowded).toBe(1)
  })

  it('that is described at too great a length is not taken in, and what is there stays', () => {
    rig.find('tasmota', 'small', [aLamp('a')])
    const most = new Uint8Array(MAX_DESCRIBED)
    rig.find('tasmota', 'large', [aLamp('b')], false, most)
    expect(names()).toEqual(['a'])
    expect(rig.crowded).toBe(1)
    rig.find('tasmota', 'small', [aLamp('c')])
    expect(names()).toEqual(['c'])
    expect(rig.crowded).toBe(1)
  })
})

describe('being there', () => {
  const availability = { topics: ['a', 'bridge'], assumed: true }
  it('needs all to say so', () => {
    rig.find('tasmota', 'one', [
      aLamp('a', { listens: ['a', 'bridge'], availability: { ...availability, mode: 'all' } }),
    ])
    const shown = (): unknown => rig.lights.get('tasmota:a')?.availability
    expect(shown()).toBe('online')
    rig.hear('away', 'bridge')
    expect(shown()).toBe('offline')
    expect(rig.lights.set('tasmota:a', { power: 'on' })).toEqual({
      ok: false,
      error: { kind: 'light-offline' },
    })
    rig.hear('here', 'bridge')
    expect(shown()).toBe('online')
  })

  it('is known of a lamp that comes later, from what spoke for all before', () => {
    const asAll = {
      listens: ['bridge'],
      availability: { ...availability, topics: ['bridge'], mode: 'all' as const },
    }
    rig.find('tasmota', 'one', [aLamp('a', asAll)])
    rig.hear('away', 'bridge')
    rig.find('tasmota', 'one', [aLamp('a', asAll), aLamp('b', asAll)])
    expect(rig.lights.get('tasmota:b')?.availability).toBe('offline')
  })

  it.each([
    ['any', ['away:a', 'here:bridge'], 'online'],
    ['any', ['away:a', 'away:bridge'], 'offline'],
    ['latest', ['here:a', 'away:bridge'], 'offline'],
    ['latest', ['away:a', 'here:bridge', 'away:a'], 'offline'],
    ['latest', ['away:bridge', 'here:a'], 'online'],
  ] as const)('by %s after %j is %s', (mode, said, expected) => {
    rig.find('tasmota', 'one', [
      aLamp('a', { listens: ['a', 'bridge'], availability: { ...availability, assumed: false, mode } }),
    ])
    expect(rig.lights.get('tasmota:a')?.availability).toBe('offline')
    for (const each of said) rig.hear(each.slice(0, 4), each.slice(5))
    expect(rig.lights.get('tasmota:a')?.availability).toBe(expected)
  })
})

describe('a wish', () => {
  beforeEach(() => void rig.find('tasmota', 'one', [aLamp('a')]))

  it('is sent to a device and never retained', () => {
    rig.lights.set('tasmota:a', { power: 'on' })
    expect(rig.published).toEqual([
      { topic: 'a/set', payload: '{"power":"on"}', options: { qos: 1, retain: false } },
    ])
  })

  it('is pending until the lamp says it, and a value near it is it', () => {
    rig.lights.set('tasmota:a', { brightness: 40 })
    expect(rig.lights.get('tasmota:a')).toMatchObject({ power: 'unknown', pending: { brightness: 40 } })
    rig.hear('{"power":"on","brightness":90}', 'a')
    expect(rig.lights.get('tasmota:a')).toMatchObject({ brightness: 90, pending: { brightness: 40 } })
    rig.hear('{"brightness":40.4}', 'a')
    expect(rig.lights.get('tasmota:a')).toMatchObject({ brightness: 40.4 })
    expect(rig.lights.get('tasmota:a')).not.toHaveProperty('pending')
    rig.pass(ANSWER_PATIENCE)
    expect(rig.lights.get('tasmota:a')).not.toHaveProperty('note')
  })

  it('for a brightness that the lamp answers with its own is done; for on that stays off it is not', () => {
    rig.lights.set('tasmota:a', { brightness: 40 })
    rig.hear('{"brightness":10}', 'a')
    rig.pass(ANSWER_PATIENCE)
    expect(rig.lights.get('tasmota:a')).not.toHaveProperty('note')
    rig.lights.set('tasmota:a', { power: 'on' })
    rig.hear('{"power":"off"}', 'a')
    rig.pass(ANSWER_PATIENCE)
    expect(rig.lights.get('tasmota:a')).toMatchObject({ power: 'off', note: 'no-answer' })
  })

  it('has the time of its own transition to come true', () => {
    rig.lights.set('tasmota:a', { brightness: 40, transition: 10 })
    rig.pass(ANSWER_PATIENCE + 9_000)
    expect(rig.lights.get('tasmota:a')).toHaveProperty('pending')
    rig.pass(1_000)
    expect(rig.lights.get('tasmota:a')).toMatchObject({ note: 'no-answer' })
  })

  it('takes the user’s transition along', () => {
    rig.lights.arrange({
      ...firstArrangement('led'),
      lamps: [{ id: 'tasmota:a', knownAs: 'a', transition: 2 }],
    })
    rig.lights.set('tasmota:a', { power: 'off' })
    expect(sent()).toEqual([{ power: 'off', transition: 2 }])
  })

  it('that is dragged goes out now and then, and at the end', () => {
    for (let percent = 1; percent <= 50; percent++) {
      rig.lights.set('tasmota:a', { brightness: percent })
      rig.pass(10)
    }
    rig.pass(1_000)
    expect(rig.published.length).toBeGreaterThanOrEqual(5)
    expect(rig.published.length).toBeLessThanOrEqual(500 / PACE + 1)
    expect(sent().at(-1)).toEqual({ brightness: 50 })
  })

  it('to switch never waits, and what was dragged before does not come after', () => {
    rig.lights.set('tasmota:a', { brightness: 10 })
    rig.lights.set('tasmota:a', { brightness: 20 })
    rig.lights.set('tasmota:a', { power: 'off' })
    expect(sent()).toEqual([{ brightness: 10 }, { power: 'off' }])
    rig.pass(1_000)
    expect(sent()).toHaveLength(2)
  })

  it('that the lamp cannot carry out, or that is locked, is refused', () => {
    const unable = { ok: false, error: { kind: 'light-unable' } }
    expect(rig.lights.set('tasmota:a', { colour: { hue: 1, saturation: 50 } })).toEqual(unable)
    rig.find('tasmota', 'one', [aLamp('a', { locked: { kind: 'template' } })])
    expect(rig.lights.set('tasmota:a', { power: 'on' })).toEqual(unable)
    expect(rig.published).toEqual([])
  })

  it('that turns into no command says so', async () => {
    rig.find('tasmota', 'one', [aLamp('a', { write: () => [] })])
    rig.lights.set('tasmota:a', { power: 'on' })
    await rig.answer(0, { ok: true, value: undefined })
    expect(rig.lights.get('tasmota:a')).toMatchObject({ note: 'not-sent' })
  })

  it('to a lamp that says nothing is taken for granted when the broker has it', async () => {
    rig.find('tasmota', 'one', [aLamp('a', { optimistic: true })])
    rig.lights.set('tasmota:a', { brightness: 40 })
    expect(rig.lights.get('tasmota:a')).toMatchObject({ power: 'unknown', pending: { brightness: 40 } })
    await rig.answer(0, { ok: true, value: undefined })
    expect(rig.lights.get('tasmota:a')).toMatchObject({ power: 'on', brightness: 40, optimistic: true })
    expect(rig.lights.get('tasmota:a')).not.toHaveProperty('pending')
  })
})

describe('arranged', () => {
  const group = { id: 'group:1', name: 'Both', members: ['tasmota:a', 'tasmota:s'] }
  beforeEach(() => {
    rig.find('tasmota', 'one', [aLamp('a'), aLamp('s', { can: ON_OFF, kind: 'switch' })])
    rig.lights.arrange({
      ...firstArrangement('led'),
      lamps: [
        { id: 'tasmota:a', knownAs: 'a', name: 'Desk', room: 'Study', favourite: true },
        { id: 'tasmota:gone', knownAs: 'Old lamp', hidden: true },
      ],
      order: ['led', 'tasmota:a'],
      groups: [group],
    })
  })

  it('has the user’s names and rooms, and shows what is missing', () => {
    expect(rig.lights.get('tasmota:a')).toMatchObject({
      name: 'Desk',
      room: 'Study',
      favourite: true,
      place: 1,
    })
    expect(rig.lights.get('tasmota:gone')).toMatchObject({
      name: 'Old lamp',
      availability: 'missing',
      hidden: true,
    })
    expect(rig.lights.set('tasmota:gone', { power: 'on' })).toMatchObject({ ok: false })
  })

  it('shows a group by its lights, and is told of when one of them changes', () => {
    rig.changed = []
    rig.hear('{"power":"on","brightness":40}', 'a')
    expect(rig.changed).toEqual(['tasmota:a', 'group:1'])
    expect(rig.lights.get('group:1')).toMatchObject({
      kind: 'group',
      name: 'Both',
      power: 'on',
      brightness: 40,
      can: { brightness: true },
    })
    rig.hear('{"power":"off"}', 'a')
    expect(rig.lights.get('group:1')?.power).toBe('unknown')
    rig.hear('{"power":"off"}', 's')
    expect(rig.lights.get('group:1')?.power).toBe('off')
  })

  it('asks each of a group for the same, never for the other state', () => {
    rig.hear('{"power":"on"}', 'a')
    rig.hear('{"power":"off"}', 's')
    expect(rig.lights.set('group:1', { power: 'off' })).toEqual({ ok: true, value: undefined })
    expect(sent()).toEqual([{ power: 'off' }, { power: 'off' }])
    expect(rig.lights.get('group:1')?.pending).toEqual({ power: 'off' })
  })

  it('lets a switch in a group that is dimmed go on', () => {
    rig.lights.set('group:1', { brightness: 30 })
    expect(sent()).toEqual([{ brightness: 30 }, { power: 'on' }])
  })
})

describe('asking', () => {
  const asks = [{ topic: 'a/get', payload: encodeText('{}'), qos: 1 as const, retain: false }]
  it('is done slowly, and not of those that have spoken', () => {
    rig.lights.setConnected(true)
    rig.find('tasmota', 'one', [aLamp('a', { asks }), aLamp('b', { asks }), aLamp('c')])
    rig.hear('{"power":"on"}', 'b')
    rig.pass(900)
    expect(rig.published).toEqual([])
    rig.pass(500)
    expect(rig.published.map(({ topic }) => topic)).toEqual(['a/get'])
  })

  it('is done again at every connection', () => {
    rig.find('tasmota', 'one', [aLamp('a', { asks }), aLamp('b', { asks })])
    rig.lights.setConnected(true)
    rig.pass(2_000)
    expect(rig.published).toHaveLength(2)
    rig.hear('{"power":"on"}', 'a')
    rig.lights.setConnected(false)
    rig.lights.setConnected(true)
    rig.pass(2_000)
    expect(rig.published).toHaveLength(4)
  })

  it('goes to all devices at every connection, but not where there can be none', () => {
    rig.finderAsks.push({ topic: 'all/command', payload: encodeText('announce'), qos: 0, retain: false })
    rig.lights.setConnected(true)
    expect(rig.published.map(({ topic }) => topic)).toEqual(['all/command', 'all/command'])
    rig.lights.setConnected(false)
    Object.assign(rig.state, { hostedHere: true })
    rig.lights.setConnected(true)
    expect(rig.published).toHaveLength(2)
  })

  it('never leads to the chat or to the broker’s own', () => {
    rig.lights.setConnected(true)
    rig.finds.push({
      asks: ['chat', '$SYS/x', 'x/rpc'].map((topic) => ({ ...asks[0]!, topic, retain: true })),
    })
    rig.hear('', 'find/tasmota')
    expect(rig.published.map(({ topic, options }) => [topic, options?.retain])).toEqual([['x/rpc', false]])
  })

  // With many subscriptions what a broker keeps comes in before the last of them is answered.
  it('waits for the connection when a device is heard of before it, and is asked once', () => {
    const heard = (...topics: string[]): void => {
      rig.finds.push({ asks: topics.map((topic) => ({ ...asks[0]!, topic })) })
      rig.hear('', 'find/tasmota')
    }
    heard('x/rpc', 'x/rpc')
    for (let device = 0; device < 2_000; device++) heard(`flood/${device}`)
    expect(rig.published).toEqual([])
    rig.lights.setConnected(true)
    expect(rig.published).toHaveLength(1_000)
    expect(rig.published.slice(0, 2).map(({ topic }) => topic)).toEqual(['x/rpc', 'x/rpc'])
    rig.lights.setConnected(false)
    heard('y/rpc')
    rig.lights.forget()
    rig.lights.setConnected(true)
    expect(rig.published).toHaveLength(1_000)
  })
})

it('lets go of devices when it leaves, and of nothing else', async () => {
  rig.find('tasmota', 'one', [aLamp('a')])
  expect(rig.lights.needs('a')).toBe(true)
  await rig.lights.leave()
  expect([...rig.wanted.keys()]).toEqual(['led'])
})

it('does not take a topic away from somebody who had wanted it before', () => {
  rig.wanted.set('a', 1)
  rig.find('tasmota', 'one', [aLamp('a')])
  expect(rig.wanted.get('a')).toBe(1)
  rig.find('tasmota', 'one', [])
  expect(rig.wanted.get('a')).toBe(1)
})

describe('another connection', () => {
  it('forgets what a broker kept and does not say again, and nothing else', () => {
    rig.lights.setConnected(true)
    rig.find('tasmota', 'kept', [aLamp('a')], true)
    rig.find('tasmota', 'kept too', [aLamp('b')], true)
    rig.find('tasmota', 'said', [aLamp('c')])
    rig.lights.setConnected(false)
    rig.find('tasmota', 'kept', [aLamp('a')], true)
    rig.lights.setConnected(true)
    expect(names()).toEqual(['a', 'b', 'c'])
    rig.pass(SAID_AGAIN)
    expect(names()).toEqual(['a', 'c'])
  })

  it('that is lost soon leaves everything as it was', () => {
    rig.lights.setConnected(true)
    rig.find('tasmota', 'kept', [aLamp('a')], true)
    rig.lights.setConnected(false)
    rig.lights.setConnected(true)
    rig.pass(SAID_AGAIN - 1)
    rig.lights.setConnected(false)
    rig.pass(SAID_AGAIN)
    expect(names()).toEqual(['a'])
  })

  it('to another broker begins anew', () => {
    rig.find('tasmota', 'one', [aLamp('a')])
    rig.hear('on')
    rig.changed = []
    rig.lights.forget()
    expect(names()).toEqual([])
    expect(rig.lights.get('led')?.power).toBe('unknown')
    expect(rig.changed.sort()).toContain('tasmota:a')
    expect([...rig.wanted.keys()]).toEqual(['led'])
    rig.hear('off')
    expect(rig.lights.get('led')?.power).toBe('off')
  })
})
