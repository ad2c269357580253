import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import fc from 'fast-check'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CommandName, CommandResult, Commands } from '@shared/ipc/contract'
import { commandGuards } from '@shared/ipc/guards'
import { ok } from '@shared/result'
import { isOwnFrame } from '../security/origin'
import { registerCommands, type CommandHandlers } from './register'

type Listener = (event: IpcMainInvokeEvent, args: unknown) => Promise<CommandResult>

const profile: Commands['profile:save'] = {
  name: 'House',
  addresses: ['mqtt://h'],
  version: 'auto',
  clientId: '',
  keepAlive: 30,
  sessionExpiry: 0,
  username: 'ann',
  ca: '',
  certificate: '',
  serverName: '',
  alpn: '',
  pinned: '',
  password: 'secret',
}
/** One valid example of every command. */
const examples: { readonly [Name in CommandName]: Commands[Name] } = {
  'light:set': { light: 'led', wish: { power: 'on' } },
  'light:arrange': { light: 'led' },
  'light:order': { lights: ['led'] },
  'light:tray': { light: 'led' },
  'light:save-plain': { topic: 'led', sends: 'words' },
  'light:forget': { light: 'led' },
  'group:save': { name: 'All', members: ['led'] },
  'group:remove': { id: 'group:1' },
  'scene:save': { name: 'Dinner', lights: ['led'] },
  'scene:recall': { id: 'one' },
  'scene:remove': { id: 'one' },
  'timer:set': { light: 'led', power: 'off', when: { minutes: 30 } },
  'timer:remove': { id: 'one' },
  'shortcut:set': { light: 'led', keys: 'Control+L' },
  'colours:set': { colours: [{ temperature: 2_700 }] },
  'lights:offer': { offered: true },
  'lights:tray-click': { does: 'panel' },
  'lights:export': {},
  'lights:import': {},
  'wire:publish': { topic: 'led', payload: 'on', qos: 2, retain: true },
  'wire:subscribe': { filter: '#', qos: 0 },
  'wire:unsubscribe': { filter: '#' },
  'wire:clear': {},
  'chat:send': { room: 'chat', text: 'Hi' },
  'chat:change': { room: 'chat', id: 'a', text: 'Ho' },
  'chat:take-back': { room: 'chat', id: 'a' },
  'chat:draft': { room: 'chat', text: '' },
  'chat:writing': { room: 'chat' },
  'chat:seen': { room: 'chat', id: 'a' },
  'chat:show': { room: 'chat' },
  'chat:page': { room: 'chat', at: { kind: 'before', key: { clock: 3, id: 'a' } } },
  'chat:search': { text: 'lamp' },
  'chat:export': { room: 'chat', format: 'html' },
  'chat:clear': { room: 'chat' },
  'room:join': { topic: 'kitchen', name: '', kind: 'open' },
  'room:direct': { client: 'porchlight-a' },
  'room:change': { topic: 'chat' },
  'room:rules': { topic: 'chat', turns: true, timeout: 10 },
  'room:passphrase': { topic: 'kitchen', passphrase: 'twelve lamps' },
  'room:leave': { topic: 'kitchen', forget: true },
  'settings:chat': { keep: 'year' },
  'settings:name': { name: 'John' },
  'wire:entry': { seq: 1 },
  'wire:resend': { seq: 1 },
  'wire:export': { format: 'csv', filter: { topic: 'led/#', text: '' } },
  'wire:clear-retained': { topic: 'led' },
  'wire:save-message': { name: 'On', topic: 'led', payload: 'on', qos: 2, retain: true },
  'wire:remove-message': { id: 'one' },
  'profile:save': profile,
  'profile:remove': { id: 'house' },
  'profile:use': { id: 'house' },
  'profile:test': profile,
  'profile:pick': { what: 'ca' },
  'profile:export': { ids: ['house'] },
  'profile:import': {},
  'profile:unlock': { passphrase: 'secret' },
  'secrets:consent': { keep: false },
  'connection:retry': {},
  'connection:new-id': {},
  'clipboard:write': { text: 'on' },
  'spell:check': { words: ['porch'] },
  'spell:add': { word: 'porch' },
  'settings:desktop': { updates: false },
  'update:check': {},
  'update:install': {},
  'link:answer': { id: 1, accept: true },
  'report:make': {},
  'report:save': {},
  'notice:dismiss': { id: 1 },
  'window:open': { window: 'chat' },
  'link:open': { url: 'https://example.org' },
}
const names = Object.keys(examples) as CommandName[]

const page = 'app://porchlight/controller/index.html'
const ours = { url: page, parent: null }
const subFrame = { url: page, parent: ours }

let channels: Map<string, Listener>
let calls: { name: string; args: unknown }[]
let reports: { command: string; error: unknown }[]
let handle: (name: CommandName, args: unknown) => CommandResult | Promise<CommandResult>

beforeEach(() => {
  channels = new Map()
  calls = []
  reports = []
  handle = (name, args) => {
    calls.push({ name, args })
    return ok(undefined)
  }
  const ipcMain: Pick<IpcMain, 'handle'> = {
    handle: (channel, listener) => void channels.set(channel, listener),
  }
  const handlers = Object.fromEntries(names.map((name) => [name, (args: unknown) => handle(name, args)]))
  registerCommands(ipcMain, handlers as unknown as CommandHandlers, isOwnFrame, (command, error) =>
    reports.push({ command, error }),
  )
})

function invoke(name: string, args: unknown, senderFrame: unknown = ours): Promise<CommandResult> {
  const listener = channels.get(name)
  if (!listener) throw new Error(`no channel ${name}`)
  return listener({ senderFrame: senderFrame as WebFrameMain } as IpcMainInvokeEvent, args)
}

const badArguments = { ok: false, error: { kind: 'bad-arguments' } }

it('opens one channel for each command of the contract, and no other', () => {
  expect([...channels.keys()].toSorted()).toEqual(names.toSorted())
  expect(Object.keys(commandGuards).toSorted()).toEqual(names.toSorted())
})

it.each(names)('%s with valid arguments from our page reaches its handler', async (name) => {
  expect(await invoke(name, examples[name])).toEqual({ ok: true, value: undefined })
  expect(calls).toEqual([{ name, args: examples[name] }])
})

describe.each(names)('%s', (name) => {
  it.each([
    ['nobody', null],
    ['a frame inside our page', subFrame],
    ['a page of the web', { url: 'https://example.org/', parent: null }],
    [
      'a page that only begins like ours',
      { url: 'app://porchlight.example/controller/index.html', parent: null },
    ],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a file', { url: 'file:///controller/index.html', parent: null }],
    ['nowhere', { url: '', parent: null }],
  ])('from %s is refused', async (_who, frame) => {
    expect(await invoke(name, examples[name], frame)).toEqual(badArguments)
    expect(calls).toEqual([])
  })

  it('with something else than an object of its fields is refused', async () => {
    for (const args of [
      undefined,
      null,
      0,
      '',
      'text',
      true,
      [],
      [examples[name]],
      Number.NaN,
      () => undefined,
    ]) {
      expect(await invoke(name, args)).toEqual(badArguments)
    }
    expect(calls).toEqual([])
  })

  it('with one field too many, too few or of another kind is refused', async () => {
    const example: Record<string, unknown> = { ...examples[name] }
    expect(await invoke(name, { ...example, more: 1 })).toEqual(badArguments)
    for (const field of Object.keys(example)) {
      expect(await invoke(name, { ...example, [field]: { nested: example[field] } })).toEqual(badArguments)
      const { [field]: _gone, ...rest } = example
      if (field !== 'password') expect(await invoke(name, rest)).toEqual(badArguments)
    }
    expect(calls).toEqual([])
  })

  it('reaches its handler with nothing but what its guard takes, whatever a page sends', async () => {
    const example: Record<string, unknown> = { ...examples[name] }
    const near = fc.record(
      Object.fromEntries(
        Object.entries(example).map(([field, value]) => [field, fc.oneof(fc.constant(value), fc.anything())]),
      ),
      { requiredKeys: [] },
    )
    const guard = commandGuards[name] as v.GenericSchema<unknown>
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(near, fc.anything({ withNullPrototype: true, withBigInt: true })),
        async (args) => {
          calls.length = 0
          const result = await invoke(name, args)
          expect(result.ok).toBe(calls.length === 1)
          for (const call of calls) expect(v.safeParse(guard, call.args).success).toBe(true)
          if (!result.ok) expect(result).toEqual(badArguments)
        },
      ),
      { numRuns: 100 },
    )
    expect(reports).toEqual([])
  })
})

describe('limits', () => {
  it.each<[CommandName, unknown]>([
    ['wire:publish', { ...examples['wire:publish'], payload: 'x'.repeat(16_777_217) }],
    ['wire:publish', { ...examples['wire:publish'], qos: 3 }],
    ['wire:subscribe', { filter: 'x'.repeat(1_000_001), qos: 0 }],
    ['chat:send', { text: 'x'.repeat(1_000_001) }],
    ['settings:name', { name: 'x'.repeat(10_001) }],
    ['profile:save', { ...profile, version: '4' }],
    ['profile:save', { ...profile, addresses: Array.from({ length: 1_001 }, () => 'h') }],
    ['profile:pick', { what: '/etc/passwd' }],
    ['profile:export', { ids: Array.from({ length: 201 }, String) }],
    ['wire:entry', { seq: 0 }],
    ['wire:export', { format: 'xlsx', filter: { topic: '', text: '' } }],
    ['notice:dismiss', { id: 1.5 }],
    ['notice:dismiss', { id: Number.POSITIVE_INFINITY }],
    ['window:open', { window: '__proto__' }],
    ['link:open', { url: `https://${'x'.repeat(2_048)}` }],
  ])('%s', async (name, args) => {
    expect(await invoke(name, args)).toEqual(badArguments)
    expect(calls).toEqual([])
  })

  it('leave a chat text of 100,000 characters to the rule that says what is wrong', async () => {
    await invoke('chat:send', { room: 'chat', text: 'x'.repeat(100_000) })
    expect(calls).toHaveLength(1)
  })
})

describe('a handler', () => {
  it('has its refusal handed on', async () => {
    handle = () => ({ ok: false, error: { kind: 'not-your-turn' } })
    expect(await invoke('chat:send', examples['chat:send'])).toEqual({
      ok: false,
      error: { kind: 'not-your-turn' },
    })
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom')
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
  ])('that %s is reported, and the window gets a result all the same', async (_how, failing) => {
    handle = failing
    expect(await invoke('chat:send', examples['chat:send'])).toEqual({ ok: false, error: { kind: 'failed' } })
    expect(reports).toEqual([
      { command: 'chat:send', error: expect.objectContaining({ message: 'boom' }) as Error },
    ])
  })
})
