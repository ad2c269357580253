import { beforeEach, describe, expect, it } from 'vitest'
import type { BrokerForm, CommandName, CommandResult, Commands } from '@shared/ipc/contract'
import { decodeText, MAX_SENT_PAYLOAD } from '@shared/mqtt/message'
import { ok, refused } from '@shared/result'
import type { PublishFailure } from '../mqtt/session'
import type { StoredSettings } from '../store/settings'
import type { PasswordPlace } from '../store/password'
import { commandHandlers, type CommandParts } from './commands'

/** Everything a command can reach, writing down what is done to it. */
class House {
  readonly done: unknown[][] = []
  publishAnswer: { ok: true; value: undefined } | { ok: false; error: PublishFailure } = ok(undefined)
  grant: 0 | 1 | 2 | 'refused' | 'later' = 2
  place: PasswordPlace = 'kept'
  saveProblem: string | undefined
  forced = { name: false, broker: false }
  sendAnswer: CommandResult = ok(undefined)

  run<Name extends CommandName>(name: Name, args: Commands[Name]): Promise<CommandResult> {
    const note =
      (what: string) =>
      (...details: unknown[]): void =>
        void this.done.push([what, ...details])
    const services = {
      lights: { set: (id: string, on: boolean) => (note('light')(id, on), ok(undefined)) },
      room: {
        send: (text: string) => (note('send')(text), this.sendAnswer),
        saveDraft: note('draft'),
        rename: note('rename'),
      },
      session: {
        publish: (topic: string, payload: Uint8Array, options: object) => {
          note('publish')(topic, decodeText(payload), options)
          return Promise.resolve(this.publishAnswer)
        },
        retryNow: note('retry'),
      },
      wire: { clear: note('clear'), firstSeq: 42 },
      filters: {
        add: (filter: string, qos: number) => (note('subscribe')(filter, qos), Promise.resolve(this.grant)),
        remove: (filter: string) => (note('unsubscribe')(filter), Promise.resolve()),
      },
      notices: { say: note('say'), dismiss: note('dismiss') },
      feed: { touch: note('touch'), dropWire: note('drop') },
    }
    const parts = {
      services,
      settings: {
        change: (change: Partial<StoredSettings>) => (note('save')(change), this.saveProblem),
      },
      passwords: { set: (password: string) => (note('password')(password), this.place) },
      forced: this.forced,
      openWindow: note('open'),
      openOutside: (url: string) => (note('outside')(url), Promise.resolve()),
      brokerChosen: () => (note('broker chosen')(), Promise.resolve()),
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

describe('wire:publish', () => {
  const args: Commands['wire:publish'] = { topic: 'led', payload: 'öñ', qos: 1, retain: true }

  it('publishes the text as it is', async () => {
    expect(await house.run('wire:publish', args)).toEqual(done)
    expect(house.did('publish')).toEqual(['led', 'öñ', { qos: 1, retain: true }])
  })

  it.each([
    ['', 'empty'],
    ['led/#', 'wildcard'],
    ['a\u0000', 'forbidden-character'],
  ] as const)('refuses the topic %j', async (topic, problem) => {
    expect(await house.run('wire:publish', { ...args, topic })).toEqual(refused({ kind: 'topic', problem }))
    expect(house.done).toEqual([])
  })

  it('counts bytes, not characters', async () => {
    const most = '€'.repeat(Math.floor(MAX_SENT_PAYLOAD / 3))
    expect(await house.run('wire:publish', { ...args, payload: most })).toEqual(done)
    expect(await house.run('wire:publish', { ...args, payload: `${most}€` })).toEqual(
      refused({ kind: 'payload-too-large', limit: MAX_SENT_PAYLOAD }),
    )
  })

  it('hands on why it was not sent', async () => {
    house.publishAnswer = refused({ kind: 'not-connected' })
    expect(await house.run('wire:publish', args)).toEqual(refused({ kind: 'not-connected' }))
  })
})

describe('wire:subscribe and wire:unsubscribe', () => {
  it('subscribe, and show it', async () => {
    expect(await house.run('wire:subscribe', { filter: 'home/+/#', qos: 0 })).toEqual(done)
    expect(house.done).toEqual([
      ['subscribe', 'home/+/#', 0],
      ['touch', 'subscriptions'],
    ])
  })

  it('say what the broker refused', async () => {
    house.grant = 'refused'
    expect(await house.run('wire:subscribe', { filter: '#', qos: 2 })).toEqual(
      refused({ kind: 'refused-by-broker', detail: '#' }),
    )
  })

  it('are content when the broker is not there yet', async () => {
    house.grant = 'later'
    expect(await house.run('wire:subscribe', { filter: '#', qos: 2 })).toEqual(done)
  })

  it('refuse a filter with a wildcard in the wrong place', async () => {
    expect(await house.run('wire:subscribe', { filter: 'a/#/b', qos: 2 })).toEqual(
      refused({ kind: 'topic', problem: 'misplaced-wildcard' }),
    )
    expect(house.done).toEqual([])
  })

  it('remove it again', async () => {
    expect(await house.run('wire:unsubscribe', { filter: '#' })).toEqual(done)
    expect(house.did('unsubscribe')).toEqual(['#'])
  })
})

it('wire:clear empties the log and the windows', async () => {
  await house.run('wire:clear', {})
  expect(house.done).toEqual([['clear'], ['drop', 42]])
})

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

describe('settings:broker', () => {
  const form: BrokerForm = { kind: 'address', url: 'broker.example', username: ' ann ', password: 'secret' }

  it('keeps the address in one form, the password in another place, and goes there', async () => {
    expect(await house.run('settings:broker', form)).toEqual(done)
    expect(house.done).toEqual([
      ['save', { broker: { kind: 'address', url: 'mqtt://broker.example:1883', username: 'ann' } }],
      ['password', 'secret'],
      ['touch', 'settings'],
      ['broker chosen'],
    ])
  })

  it('never lets a password into the settings', async () => {
    expect(await house.run('settings:broker', { ...form, url: 'mqtt://ann:secret@broker.example' })).toEqual(
      refused({ kind: 'address', problem: 'extra' }),
    )
    expect(house.done).toEqual([])
  })

  it('leaves the password alone where none was given', async () => {
    await house.run('settings:broker', { ...form, password: undefined, username: '' })
    expect(house.did('save')).toEqual([{ broker: { kind: 'address', url: 'mqtt://broker.example:1883' } }])
    expect(house.did('password')).toBeUndefined()
  })

  it('says when the password is known for this run only', async () => {
    house.place = 'this-run'
    await house.run('settings:broker', form)
    expect(house.did('say')).toEqual(['password-not-kept'])
  })

  it('forgets the password with the address', async () => {
    await house.run('settings:broker', { ...form, kind: 'this-computer', url: 'whatever' })
    expect(house.did('save')).toEqual([{ broker: { kind: 'this-computer' } }])
    expect(house.did('password')).toEqual([''])
  })

  it.each([
    ['', 'empty'],
    ['http://h', 'scheme'],
    ['mqtt://h:0', 'port'],
  ] as const)('refuses %j and stays where it is', async (url, problem) => {
    expect(await house.run('settings:broker', { ...form, url })).toEqual(
      refused({ kind: 'address', problem }),
    )
    expect(house.done).toEqual([])
  })

  it('is saved but not used while the command line names a broker', async () => {
    house.forced = { name: false, broker: true }
    await house.run('settings:broker', form)
    expect(house.did('save')).toBeDefined()
    expect(house.did('broker chosen')).toBeUndefined()
  })

  it('is used although it could not be saved, and says so', async () => {
    house.saveProblem = 'EROFS'
    expect(await house.run('settings:broker', form)).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(house.did('broker chosen')).toEqual([])
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
  ['light:set', { light: 'led', on: false }, ['light', 'led', false]],
  ['chat:draft', { text: 'half a' }, ['draft', 'half a']],
  ['connection:retry', {}, ['retry']],
  ['notice:dismiss', { id: 3 }, ['dismiss', 3]],
  ['window:open', { window: 'chat' }, ['open', 'chat']],
])('%s goes to the one who owns it', async (name, args, expected) => {
  expect(await house.run(name, args as never)).toEqual(done)
  expect(house.done).toEqual([expected])
})

it('chat:send leaves the turn to the room', async () => {
  house.sendAnswer = refused({ kind: 'not-your-turn' })
  expect(await house.run('chat:send', { text: 'Let it be' })).toEqual(refused({ kind: 'not-your-turn' }))
})
