import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { People } from './people'
import { fakeParts, type FakeParts } from './testing/parts'

let parts: FakeParts
let people: People
let doublings = 0
beforeEach(() => {
  parts = fakeParts()
  doublings = 0
  people = new People(parts, { doubled: () => void doublings++ })
})

const hear = (client: string, presence: unknown): boolean | undefined =>
  people.receive({
    topic: `chat/presence/${client}`,
    payload: encodeText(typeof presence === 'string' ? presence : JSON.stringify(presence)),
    qos: 1,
    retain: true,
  })
const names = (): string[] => people.list().map(({ name }) => name)

describe('who is here', () => {
  it('is whoever said so last, by name, and who of them I am', () => {
    hear('b', { user: 'Yoko', state: 'online' })
    hear('me', { user: 'John', state: 'online' })
    hear('a', { user: 'Anna', state: 'online' })
    expect(people.list()).toEqual([
      { client: 'a', name: 'Anna', me: false },
      { client: 'me', name: 'John', me: true },
      { client: 'b', name: 'Yoko', me: false },
    ])
    hear('b', { user: 'Yoko', state: 'offline' })
    hear('a', { user: 'Annie', state: 'online' })
    expect(names()).toEqual(['Annie', 'John'])
  })

  it('is nobody without a name, and nobody whose presence was taken away', () => {
    hear('a', { state: 'online' })
    hear('b', { user: 'Yoko', state: 'online' })
    hear('b', '')
    expect(people.list()).toEqual([])
  })

  it('may be one user with two devices', () => {
    hear('b', { user: 'John', state: 'online' })
    hear('a', { user: 'John', state: 'online' })
    expect(people.list().map(({ client }) => client)).toEqual(['a', 'b'])
  })

  it.each(['{', 'online', '{"user":"x"}', '{"state":"away"}', '['.repeat(5_000)])(
    'does not change by %.20s',
    (payload) => {
      hear('a', { user: 'Anna', state: 'online' })
      expect(hear('a', payload)).toBe(false)
      expect(names()).toEqual(['Anna'])
    },
  )

  it('is bounded, and who is known can still go and change', () => {
    for (let n = 0; n < 300; n++) hear(`c${n}`, { user: `User ${n}`, state: 'online' })
    expect(people.list()).toHaveLength(200)
    hear('c0', { user: 'Renamed', state: 'online' })
    expect(names()).toContain('Renamed')
    hear('c0', { state: 'offline' })
    hear('c299', { user: 'Late', state: 'online' })
    expect(names()).toContain('Late')
  })

  it('is not told by other topics', () => {
    for (const topic of ['chat', 'chat/turn', 'other/presence/a', 'chat/presence']) {
      expect(
        people.receive({ topic, payload: encodeText('{"state":"online"}'), qos: 1, retain: false }),
      ).toBeUndefined()
    }
  })
})

describe('the own presence', () => {
  it('is retained, with the will as its opposite', () => {
    people.announce('John', false)
    expect(parts.published).toEqual([
      {
        topic: 'chat/presence/me',
        payload: encodeText(`{"user":"John","state":"online","run":"${parts.run}","seq":1}`),
        qos: 1,
        retain: true,
      },
    ])
    expect(people.will('John')).toEqual({
      topic: 'chat/presence/me',
      payload: encodeText(`{"user":"John","state":"offline","run":"${parts.run}"}`),
      qos: 1,
    })
  })

  it('is taken back on leaving', async () => {
    await people.withdraw('John', false)
    expect(parts.texts('chat/presence/me')).toEqual([
      `{"user":"John","state":"offline","run":"${parts.run}","seq":1}`,
    ])
  })

  it('is said without a name as well, and then shows nobody', async () => {
    people.announce(undefined, false)
    await people.withdraw(undefined, false)
    expect(parts.texts('chat/presence/me')).toEqual([
      `{"state":"online","run":"${parts.run}","seq":1}`,
      `{"state":"offline","run":"${parts.run}","seq":2}`,
    ])
    hear('me', { state: 'online' })
    expect(people.list()).toEqual([])
  })
})

describe('a lost connection', () => {
  it('leaves nobody in sight, but remembers for a broker that takes over whom to call offline', () => {
    hear('a', { user: 'Anna', state: 'online' })
    hear('me', { user: 'John', state: 'online' })
    people.forget()
    // A second loss before anybody was seen again changes nothing.
    people.forget()
    expect(people.list()).toEqual([])
    expect(people.retained()).toEqual([
      { topic: 'chat/presence/a', payload: encodeText('{"user":"Anna","state":"offline"}'), qos: 1 },
      { topic: 'chat/presence/me', payload: encodeText('{"user":"John","state":"offline"}'), qos: 1 },
    ])
  })
})

describe('another copy of this installation', () => {
  const run = (ms: number): string => `${1_766_000_000_000 + ms}-0000000b`
  const rival = (ms: number): boolean | undefined =>
    hear('me', { user: 'John', state: 'online', run: run(ms) })

  it('is noticed by the one that started first, when it turns up while that one was away', () => {
    people.forget()
    rival(1)
    expect(doublings).toBe(1)
  })

  it('leaves the one that started last where it is', () => {
    people.forget()
    rival(-1)
    expect(doublings).toBe(0)
  })

  it('is noticed by its will as well', () => {
    people.forget()
    hear('me', { state: 'offline', run: run(1) })
    expect(doublings).toBe(1)
  })

  it('is none that was there from the beginning: a clock may have been wrong once', () => {
    rival(1_000_000)
    people.forget()
    rival(1_000_000)
    expect(doublings).toBe(0)
  })

  it('is none that says nothing of its run, has a strange one, or is somebody else', () => {
    people.forget()
    hear('me', { user: 'John', state: 'online' })
    hear('me', { user: 'John', state: 'online', run: '9' })
    hear('me', { user: 'John', state: 'online', run: parts.run })
    hear('b', { user: 'John', state: 'online', run: run(1) })
    expect(doublings).toBe(0)
  })
})
