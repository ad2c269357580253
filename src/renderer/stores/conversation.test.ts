import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import type { Page, PageAt } from '@shared/chat/page'
import type { CommandResult } from '@shared/ipc/contract'
import type { RoomView } from '@shared/ipc/state'
import { ok, refused } from '@shared/result'
import { aMessage, aRoom, aSummary } from '../testing/state'
import { useAppState } from './app-state'
import { useConversation } from './conversation'

type Ask = (args: { room: string; at: PageAt }) => Promise<CommandResult<Page>>

const at = (clock: number, more: Partial<MessageView> = {}) => aMessage({ id: `m${clock}`, clock, ...more })
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => at(from + index))
const page = (from: number, to: number, more: Partial<Page> = {}): Page => ({
  messages: run(from, to),
  earlier: false,
  later: false,
  ...more,
})

let answers: ((result: CommandResult<Page>) => void)[]
const chatPage = vi.fn<Ask>()
const showRoom = vi.fn<(args: { room: string }) => Promise<CommandResult>>()

beforeEach(() => {
  setActivePinia(createPinia())
  answers = []
  chatPage.mockReset().mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
  showRoom.mockReset().mockResolvedValue(ok(undefined))
  vi.stubGlobal('window', { porchlight: { chatPage, showRoom } })
})
afterEach(() => vi.unstubAllGlobals())

const say = (...upsert: MessageView[]) =>
  useAppState().apply({ snapshot: false, views: {}, messages: { upsert } })
const view = (room: Partial<RoomView>) =>
  useAppState().apply({ snapshot: false, views: { room: aRoom(room) } })
const clocks = () => useConversation().messages.map(({ clock }) => clock)
const asked = () => chatPage.mock.calls.map(([{ room, at: where }]) => ({ room, ...where }))

async function answer(with_: Page, number = answers.length - 1): Promise<void> {
  answers[number]!(ok(with_))
  await Promise.resolve()
  await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A window that shows `chat` with these messages. */
async function open(with_: Page, room: Partial<RoomView> = {}, unread = 0) {
  useAppState().apply({ snapshot: true, views: { room: aRoom(room), rooms: [aSummary({ unread })] } })
  const conversation = useConversation()
  await answer(with_)
  return conversation
}

describe('a room that is shown', () => {
  it.each([
    ['the newest', 0, {}, { kind: 'newest' }],
    ['what is unread', 3, {}, { kind: 'unread' }],
    ['the message of a notification', 3, { goTo: { id: 'm2', count: 1 } }, { kind: 'around', id: 'm2' }],
  ] as const)('is asked for %s', async (_what, unread, room, at_) => {
    await open(page(1, 3), room, unread)
    expect(asked()).toEqual([{ room: 'chat', ...at_ }])
    expect(clocks()).toEqual([1, 2, 3])
  })

  it('takes the reader to the end, to what is unread, or to what was asked for', async () => {
    const conversation = await open(page(1, 3))
    expect(conversation.destination).toEqual({ kind: 'end' })
    useAppState().apply({ snapshot: true, views: { rooms: [aSummary({ unread: 1 })] } })
    await answer(page(1, 3, { target: 'm2' }))
    expect(conversation.destination).toEqual({ kind: 'unread', id: 'm2' })
    view({ goTo: { id: 'm9', count: 1 } })
    await answer(page(8, 10, { target: 'm9' }))
    expect(conversation.destination).toEqual({ kind: 'message', id: 'm9' })
  })

  it('is asked for anew when messages of it were deleted, where the reader is', async () => {
    const conversation = await open(page(1, 3))
    view({ deletions: 1 })
    await answer(page(3, 3))
    expect(asked().at(-1)).toEqual({ room: 'chat', kind: 'newest' })
    expect(clocks()).toEqual([3])
    view({ deletions: 1 })
    expect(asked()).toHaveLength(2)
    conversation.setAtEnd(false)
    view({ deletions: 2 })
    await answer(page(0, -1))
    expect(asked().at(-1)).toEqual({ room: 'chat', kind: 'around', id: 'm3' })
    expect(clocks()).toEqual([])
  })

  it('gives way to another one; a late answer is of no use', async () => {
    await open(page(1, 3))
    useAppState().apply({ snapshot: true, views: {} })
    view({ topic: 'boat' })
    expect(clocks()).toEqual([])
    await answer(page(7, 9), 2)
    await answer(page(1, 3), 1)
    expect(clocks()).toEqual([7, 8, 9])
    expect(asked().at(-1)).toEqual({ room: 'boat', kind: 'newest' })
  })

  it('is not asked for again when its view changes', async () => {
    await open(page(1, 3))
    view({ writing: ['Yoko'] })
    expect(chatPage).toHaveBeenCalledTimes(1)
  })

  it('begins again with a snapshot', async () => {
    await open(page(1, 3))
    useAppState().apply({ snapshot: true, views: { room: aRoom() } })
    await answer(page(4, 5))
    expect(clocks()).toEqual([4, 5])
  })

  it('may be none', () => {
    useAppState().apply({ snapshot: true, views: { room: undefined } })
    expect(useConversation().messages).toEqual([])
    expect(chatPage).not.toHaveBeenCalled()
  })

  it('says why it cannot be shown, and asks again on demand', async () => {
    const conversation = await open(page(1, 3, { earlier: true }))
    void conversation.before()
    answers[1]!(refused({ kind: 'failed' }))
    await vi.waitFor(() => expect(conversation.problem).toEqual({ kind: 'failed' }))
    void conversation.before()
    expect(chatPage).toHaveBeenCalledTimes(2)
    void conversation.retry()
    expect(conversation.problem).toBeUndefined()
    await answer(page(0, 0))
    expect(clocks()).toEqual([0, 1, 2, 3])
  })
})

describe('what is pushed', () => {
  it('is taken at the end, replaced in its place, dropped where it is of another room', async () => {
    await open(page(1, 2))
    say(at(3), at(2, { text: 'changed' }), at(4, { room: 'boat' }))
    expect(clocks()).toEqual([1, 2, 3])
    expect(useConversation().messages[1]?.text).toBe('changed')
  })

  it('is told to those who hear, where others said it, and only once', async () => {
    const conversation = await open(page(1, 2))
    say(at(3), at(4, { own: true }))
    expect(conversation.said.map(({ id }) => id)).toEqual(['m3'])
    const before = conversation.said
    say(at(3, { text: 'changed' }))
    expect(conversation.said).toBe(before)
  })

  it('while the page is under way wins over it', async () => {
    useAppState().apply({ snapshot: true, views: { room: aRoom() } })
    const conversation = useConversation()
    say(at(2, { text: 'newer' }), at(4))
    useAppState().apply({ snapshot: false, views: {}, messages: { upsert: [], remove: ['m1'] } })
    await answer(page(1, 3))
    expect(clocks()).toEqual([2, 3, 4])
    expect(conversation.messages[0]?.text).toBe('newer')
  })

  it('while an older page is under way shows at once and is not undone', async () => {
    const conversation = await open(page(5, 6, { earlier: true }))
    void conversation.before()
    say(at(7), at(3, { text: 'newer' }))
    expect(clocks()).toEqual([5, 6, 7])
    await answer(page(3, 4))
    expect(clocks()).toEqual([3, 4, 5, 6, 7])
    expect(conversation.messages[0]?.text).toBe('newer')
  })

  it('is counted as missed where the reader is elsewhere, until the reader is there', async () => {
    const conversation = await open(page(1, 2))
    conversation.setAtEnd(false)
    say(at(3))
    say(at(3, { text: 'changed' }), at(4))
    expect(conversation.missed).toBe(2)
    conversation.setAtEnd(true)
    expect(conversation.missed).toBe(0)
  })

  it('is counted as missed where newer messages are not here, until they are', async () => {
    const conversation = await open(page(1, 2, { later: true }))
    say(at(30))
    expect([clocks(), conversation.missed]).toEqual([[1, 2], 1])
    conversation.setAtEnd(true)
    expect(conversation.missed).toBe(1)
    conversation.goToNewest()
    await answer(page(20, 30, { earlier: true }))
    expect([clocks().at(-1), conversation.missed]).toEqual([30, 0])
    expect(conversation.destination).toEqual({ kind: 'end' })
  })

  it('takes the writer to an own message, also from far away', async () => {
    const conversation = await open(page(1, 2))
    const before = conversation.destination
    say(at(3, { own: true, delivery: 'queued' }))
    expect(conversation.destination).not.toBe(before)
    void conversation.show('m9')
    await answer(page(8, 9, { target: 'm9', later: true }))
    say(at(40, { own: true, delivery: 'queued' }))
    expect(asked().at(-1)).toEqual({ room: 'chat', kind: 'newest' })
  })
})

describe('pages', () => {
  it('are asked for one at a time, and only where there is more', async () => {
    const conversation = await open(page(5, 6, { earlier: true }))
    void conversation.after()
    expect(chatPage).toHaveBeenCalledTimes(1)
    void conversation.before()
    void conversation.before()
    expect(asked().slice(1)).toEqual([{ room: 'chat', kind: 'before', key: { clock: 5, id: 'm5' } }])
    await answer(page(3, 4, { earlier: false }))
    expect(clocks()).toEqual([3, 4, 5, 6])
    void conversation.before()
    expect(chatPage).toHaveBeenCalledTimes(2)
  })

  it('do not bring back what was left for another place', async () => {
    const conversation = await open(page(5, 6, { earlier: true }))
    void conversation.before()
    void conversation.show('m90')
    await answer(page(89, 91, { target: 'm90', earlier: true, later: true }), 2)
    await answer(page(3, 4), 1)
    expect(clocks()).toEqual([89, 90, 91])
  })
})

describe('a message that is asked for', () => {
  it('is shown without asking where it is here, each time anew', async () => {
    const conversation = await open(page(1, 3))
    await conversation.show('m2')
    const first = conversation.destination
    expect(first).toEqual({ kind: 'message', id: 'm2' })
    await conversation.show('m2')
    expect(conversation.destination).not.toBe(first)
    expect(chatPage).toHaveBeenCalledTimes(1)
  })

  it('of another room is shown there', async () => {
    const conversation = await open(page(1, 3))
    await conversation.showIn('boat', 'b7')
    expect(showRoom.mock.calls).toEqual([[{ room: 'boat' }]])
    view({ topic: 'boat' })
    expect(asked().at(-1)).toEqual({ room: 'boat', kind: 'around', id: 'b7' })
    view({ topic: 'chat' })
    view({ topic: 'boat' })
    expect(asked().at(-1)).toEqual({ room: 'boat', kind: 'newest' })
  })

  it('of a room that cannot be shown leaves all as it is', async () => {
    const conversation = await open(page(1, 3))
    showRoom.mockResolvedValue(refused({ kind: 'room', problem: 'gone' }))
    await conversation.showIn('boat', 'b7')
    expect(conversation.problem).toEqual({ kind: 'room', problem: 'gone' })
    expect(clocks()).toEqual([1, 2, 3])
  })

  it('is the first of a day', async () => {
    const conversation = await open(page(1, 3))
    void conversation.showDate(1_000)
    expect(asked().at(-1)).toEqual({ room: 'chat', kind: 'date', ts: 1_000 })
  })
})
