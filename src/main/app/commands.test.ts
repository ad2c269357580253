import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer, CommandName, CommandResult, Commands } from '@shared/ipc/contract'
import type { LightWish } from '@shared/light/light'
import { THIS_COMPUTER } from '@shared/profile/profile'
import { FIRST_CHAT_SETTINGS } from '@shared/chat/room-settings'
import { ok, refused } from '@shared/result'
import type { StoredSettings } from '../store/settings'
import { commandHandlers, type CommandParts } from './commands'

/** Everything a command can reach, writing down what is done to it. */
class House {
  readonly done: unknown[][] = []
  saveProblem: string | undefined
  forced = { name: false, broker: false }
  sendAnswer: CommandResult = ok(undefined)

  run<Name extends CommandName>(name: Name, args: Commands[Name]): Promise<CommandResult<Answer<Name>>> {
    const note =
      (what: string) =>
      (...details: unknown[]): void =>
        void this.done.push([what, ...details])
    const services = {
      lights: { set: (id: string, wish: LightWish) => (note('light')(id, wish), ok(undefined)) },
      rooms: {
        rename: note('rename'),
        isTaken: (name: string) => name === 'Yoko',
        freeName: (name: string) => `${name} 2`,
        isLocked: () => false,
        tellsOthersChanged: note('tells others'),
        get: () => ({ send: () => this.sendAnswer, saveDraft: note('draft') }),
      },
      retry: note('retry'),
      notices: { dismiss: note('dismiss') },
      feed: { touch: note('touch') },
    }
    const parts = {
      services,
      settings: {
        current: { chat: FIRST_CHAT_SETTINGS },
        change: (change: Partial<StoredSettings>) => (note('save')(change), this.saveProblem),
      },
      chatChanged: note('chat changed'),
      spelling: {
        check: () => Promise.resolve([{ word: 'helo', suggestions: ['hello'] }]),
        add: note('add word'),
      },
      profiles: {
        has: () => true,
        view: () => ({ active: THIS_COMPUTER }),
        use: (id: string) => (note('use')(id), ok(undefined)),
      },
      forced: this.forced,
      newId: () => 'new-id',
      openWindow: note('open'),
      openOutside: (url: string) => (note('outside')(url), Promise.resolve()),
      reconnectWith: <Value>(change: () => Value) => {
        note('leave')()
        const result = change()
        note('come back')()
        return Promise.resolve(result)
      },
    }
    const handlers = commandHandlers(parts as unknown as CommandParts)
    return Promise.resolve(handlers[name](args))
  }

  did(what: string): unknown[] | undefined {
    return this.done.find(([name]) => name === what)?.slice(1)
  }
}

const done = { ok: true, value: undefined }
let house: House
beforeEach(() => (house = new House()))

describe('settings:name', () => {
  it('keeps the name in its proper form and tells the room', async () => {
    expect(await house.run('settings:name', { name: '  Ｊｏｈｎ ' })).toEqual(done)
    expect(house.did('save')).toEqual([{ name: 'John' }])
    expect(house.did('rename')).toEqual(['John'])
  })

  it.each([
    ['   ', 'empty'],
    ['x'.repeat(300), 'too-long'],
    ['a\u202eb', 'forbidden-character'],
  ] as const)('refuses %j', async (name, problem) => {
    expect(await house.run('settings:name', { name })).toEqual(refused({ kind: 'name', problem }))
    expect(house.done).toEqual([])
  })

  it('that somebody else here has is refused, with one that is free', async () => {
    expect(await house.run('settings:name', { name: ' Yoko' })).toEqual(
      refused({ kind: 'name-taken', suggestion: 'Yoko 2' }),
    )
    expect(house.done).toEqual([])
  })

  it('counts for this run although it could not be saved, and says so', async () => {
    house.saveProblem = 'EROFS'
    expect(await house.run('settings:name', { name: 'John' })).toEqual(
      refused({ kind: 'not-saved', detail: 'EROFS' }),
    )
    expect(house.did('rename')).toEqual(['John'])
  })

  it('does not win over the command line in this run', async () => {
    house.forced = { name: true, broker: false }
    await house.run('settings:name', { name: 'John' })
    expect(house.did('save')).toEqual([{ name: 'John' }])
    expect(house.did('rename')).toBeUndefined()
  })
})

describe('settings:chat', () => {
  it('keeps what is given, leaves the rest, and acts on it', async () => {
    expect(await house.run('settings:chat', { keep: 'month' })).toEqual(done)
    expect(house.did('save')).toEqual([{ chat: { ...FIRST_CHAT_SETTINGS, keep: 'month' } }])
    expect(house.did('chat changed')).toEqual([])
    expect(house.did('touch')).toEqual(['settings'])
    expect(house.did('tells others')).toBeUndefined()
    await house.run('settings:chat', { tellsOthers: false })
    expect(house.did('tells others')).toEqual([])
  })

  it('counts for this run although it could not be saved, and says so', async () => {
    house.saveProblem = 'EROFS'
    expect(await house.run('settings:chat', {})).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(house.did('chat changed')).toEqual([])
  })
})

describe('connection:new-id', () => {
  it('leaves, takes another id and comes back under it', async () => {
    expect(await house.run('connection:new-id', {})).toEqual(done)
    expect(house.done).toEqual([['leave'], ['save', { installation: 'new-id' }], ['come back']])
  })

  it('counts for this run although it could not be saved, and says so', async () => {
    house.saveProblem = 'EROFS'
    expect(await house.run('connection:new-id', {})).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(house.did('come back')).toEqual([])
  })

  it('also while the command line names a broker: it is there that two copies meet', async () => {
    house.forced = { name: false, broker: true }
    await house.run('connection:new-id', {})
    expect(house.did('come back')).toEqual([])
  })
})

describe('a change of profiles', () => {
  it('connects to whatever is in use then, and shows it', async () => {
    expect(await house.run('profile:use', { id: 'lab' })).toEqual(done)
    expect(house.done).toEqual([['leave'], ['use', 'lab'], ['come back'], ['touch', 'profiles']])
  })

  it('is made but does not touch the connection while the command line names a broker', async () => {
    house.forced = { name: false, broker: true }
    expect(await house.run('profile:use', { id: 'lab' })).toEqual(done)
    expect(house.done).toEqual([
      ['use', 'lab'],
      ['touch', 'profiles'],
    ])
  })
})

describe('link:open', () => {
  it('opens what was understood', async () => {
    expect(await house.run('link:open', { url: 'HTTPS://example.org' })).toEqual(done)
    expect(house.did('outside')).toEqual(['https://example.org/'])
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'not a link'])('does not open %s', async (url) => {
    expect(await house.run('link:open', { url })).toEqual(refused({ kind: 'link' }))
    expect(house.done).toEqual([])
  })
})

it.each<[CommandName, Commands[CommandName], unknown[]]>([
  ['light:set', { light: 'led', wish: { power: 'off' } }, ['light', 'led', { power: 'off' }]],
  ['chat:draft', { room: 'chat', text: 'half a' }, ['draft', 'half a']],
  ['spell:add', { word: 'porch' }, ['add word', 'porch']],
  ['connection:retry', {}, ['retry']],
  ['notice:dismiss', { id: 3 }, ['dismiss', 3]],
  ['window:open', { window: 'chat' }, ['open', 'chat']],
])('%s goes to the one who owns it', async (name, args, expected) => {
  expect(await house.run(name, args as never)).toEqual(done)
  expect(house.done).toEqual([expected])
})

it('chat:send leaves the turn to the room', async () => {
  house.sendAnswer = refused({ kind: 'not-your-turn' })
  expect(await house.run('chat:send', { room: 'chat', text: 'Let it be' })).toEqual(
    refused({ kind: 'not-your-turn' }),
  )
})

it('spell:check asks the dictionaries', async () => {
  expect(await house.run('spell:check', { words: ['hello', 'helo'] })).toEqual(
    ok({ wrong: [{ word: 'helo', suggestions: ['hello'] }] }),
  )
})
