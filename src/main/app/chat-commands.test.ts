import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer, CommandName, CommandResult, Commands } from '@shared/ipc/contract'
import { ok, refused } from '@shared/result'
import { QuickBroker, RoomsCopy } from '../chat/testing/rooms'
import { en } from '../words/en'
import { chatCommands } from './chat-commands'
import type { Files } from './files'

let copy: RoomsCopy
/** What was written, by the name that was suggested. */
let written: Map<string, string>
let save: Files['save']

beforeEach(() => {
  copy = new RoomsCopy(new QuickBroker(), 'porchlight-john', 'John')
  copy.connect()
  written = new Map()
  save = (name, _filters, lines) => {
    written.set(name, [...lines].join(''))
    return Promise.resolve(ok(`/home/${name}`))
  }
})

type ChatCommand = Extract<CommandName, `chat:${string}` | `room:${string}`>

function run<Name extends ChatCommand>(
  name: Name,
  args: Commands[Name],
): Promise<CommandResult<Answer<Name>>> {
  const { rooms, joining, history } = copy
  const files = { save } as Files
  const handlers = chatCommands({ rooms, joining, history, files, words: en.export })
  return Promise.resolve(handlers[name](args))
}

const done = { ok: true, value: undefined }
const gone = { ok: false, error: { kind: 'room', problem: 'gone' } }

describe('a room that is not there', () => {
  it.each<[ChatCommand, Record<string, unknown>]>([
    ['chat:send', { room: 'kitchen', text: 'Hi' }],
    ['chat:change', { room: 'kitchen', id: 'a', text: 'Hi' }],
    ['chat:take-back', { room: 'kitchen', id: 'a' }],
    ['chat:draft', { room: 'kitchen', text: 'Hi' }],
    ['chat:writing', { room: 'kitchen' }],
    ['chat:seen', { room: 'kitchen', id: 'a' }],
    ['chat:show', { room: 'kitchen' }],
    ['chat:page', { room: 'kitchen', at: { kind: 'newest' } }],
    ['chat:export', { room: 'kitchen', format: 'txt' }],
    ['chat:clear', { room: 'kitchen' }],
    ['room:change', { topic: 'kitchen', name: 'Hall' }],
    ['room:rules', { topic: 'kitchen', turns: true, timeout: 0 }],
    ['room:passphrase', { topic: 'kitchen', passphrase: 'twelve lamps' }],
    ['room:leave', { topic: 'kitchen', forget: true }],
  ])('%s is refused', async (name, args) => {
    expect(await run(name, args as never)).toEqual(gone)
  })
})

describe('what is said', () => {
  it('goes out, is on the page, and can be exported', async () => {
    expect(await run('chat:send', { room: 'chat', text: 'Hi' })).toEqual(done)
    const page = await run('chat:page', { room: 'chat', at: { kind: 'newest' } })
    expect(page).toMatchObject({ ok: true, value: { messages: [{ text: 'Hi', own: true }] } })
    expect(await run('chat:export', { room: 'chat', format: 'txt' })).toEqual(
      ok({ file: '/home/chat.txt', messages: 1 }),
    )
    expect(written.get('chat.txt')).toContain('John: Hi')
  })

  it('cannot be said in a private room without its key', async () => {
    await copy.joining.join({ topic: 'safe', name: '', kind: 'private', passphrase: 'twelve lamps' })
    copy.keys.clear()
    copy.crash()
    expect(await run('chat:send', { room: 'safe', text: 'Hi' })).toEqual(refused({ kind: 'room-locked' }))
  })
})

describe('an export', () => {
  it('has a name that every system takes', async () => {
    await copy.joining.join({ topic: 'a/b', name: '../..\\x:*?', kind: 'open' })
    await run('chat:export', { room: 'a/b', format: 'jsonl' })
    expect([...written.keys()]).toEqual(['..-..-x-.jsonl'])
  })

  it('that was called off is none, and one that failed says why', async () => {
    save = () => Promise.resolve(ok(undefined))
    expect(await run('chat:export', { room: 'chat', format: 'html' })).toEqual(done)
    save = () => Promise.resolve(refused({ problem: 'unwritable', detail: 'ENOSPC' }))
    expect(await run('chat:export', { room: 'chat', format: 'html' })).toEqual(
      refused({ kind: 'not-saved', detail: 'ENOSPC' }),
    )
  })
})

it('deleting the history keeps whose turn it is, over a restart too', async () => {
  await run('chat:send', { room: 'chat', text: 'Hi' })
  copy.wait(3_000)
  await Promise.resolve()
  await expect.poll(() => copy.history.recent('chat', 1)[0]?.delivery).toBe('sent')
  expect(await run('chat:clear', { room: 'chat' })).toEqual(ok({ messages: 1 }))
  expect(copy.texts('chat')).toEqual([])
  copy.crash()
  copy.connect()
  expect(copy.rooms.get('chat')!.view()).toMatchObject({
    lastUser: 'John',
    turn: { mayWrite: false, because: 'last-is-mine' },
  })
})
