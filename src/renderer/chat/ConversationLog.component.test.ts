import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { MessageView } from '@shared/chat/message'
import type { Page } from '@shared/chat/page'
import type { CommandResult } from '@shared/ipc/contract'
import type { RoomSummary, RoomView } from '@shared/ipc/state'
import { ok, refused } from '@shared/result'
import { aMessage, aRoom, aSummary, someSettings } from '../testing/state'
import { openPart } from '../testing/window'
import ConversationLog from './ConversationLog.vue'

enableAutoUnmount(afterEach)

const noon = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime()
const NOW = noon(5, 10)
/** Pixels; the log has room for ten messages. */
const ROW = 60
const VIEW = 600

let focused = true
// Without a layout nothing would be in sight: every row is as high as the others, and the log as its rows together.
beforeEach(() => {
  vi.useFakeTimers({
    now: NOW,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
  focused = true
  const own = HTMLElement.prototype
  vi.spyOn(own, 'clientHeight', 'get').mockReturnValue(VIEW)
  vi.spyOn(own, 'clientWidth', 'get').mockReturnValue(500)
  vi.spyOn(own, 'offsetHeight', 'get').mockReturnValue(ROW)
  vi.spyOn(own, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
    const rows = this.querySelector<HTMLElement>('.rows')
    return Math.max(VIEW, Number.parseInt(rows?.style.getPropertyValue('--all') ?? '0'))
  })
  const tops = new WeakMap<HTMLElement, number>()
  Object.defineProperty(own, 'scrollTop', {
    configurable: true,
    get(this: HTMLElement) {
      return tops.get(this) ?? 0
    },
    set(this: HTMLElement, top: number) {
      const now = Math.max(0, Math.min(top, this.scrollHeight - VIEW))
      if (now === (tops.get(this) ?? 0)) return
      tops.set(this, now)
      queueMicrotask(() => this.dispatchEvent(new Event('scroll')))
    },
  })
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
})
afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(HTMLElement.prototype, 'scrollTop')
  vi.useRealTimers()
})

const at = (clock: number, more: Partial<MessageView> = {}) =>
  aMessage({ id: `m${clock}`, clock, ts: NOW, text: `text ${clock}`, ...more })
const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => at(from + index))
const many = (...messages: Partial<MessageView>[]) => messages.map((more, index) => at(index + 1, more))

async function open(
  messages: MessageView[] = [],
  {
    language = 'en-GB',
    named = true,
    room = {},
    summary = {},
    page = {},
  }: {
    language?: string
    named?: boolean
    room?: Partial<RoomView>
    summary?: Partial<RoomSummary>
    page?: Partial<Page>
  } = {},
) {
  const window = openPart(ConversationLog, {
    views: {
      settings: someSettings(named ? {} : { name: undefined }),
      rooms: [aSummary(summary), aSummary({ topic: 'boat', name: 'The boat' })],
    },
    language,
  })
  const { part, main } = window
  const answer = (with_: Partial<Page>) =>
    main.chatPage.mockResolvedValueOnce(ok({ messages: [], earlier: false, later: false, ...with_ }))
  answer({ messages, ...page })
  await window.show({ room: aRoom(room) })
  await flushPromises()
  const log = part.get('[role=log]')
  const settle = async () => {
    await flushPromises()
    await nextTick()
  }
  await settle()
  return {
    ...window,
    log,
    answer,
    settle,
    /** Days, dividers and texts as they stand one below the other. */
    lines: () => part.findAll('p.line, .text, .empty').map((each) => each.text()),
    ids: () => part.findAll('[data-id]').map((each) => each.attributes('data-id') ?? ''),
    say: async (...upsert: MessageView[]) => {
      await window.push({ messages: { upsert } })
      await settle()
    },
    button: (name: string) => part.findAll('button').find((each) => each.text() === name),
    scroll: async (top: number) => {
      log.element.scrollTop = top
      await settle()
    },
    asked: () => main.chatPage.mock.calls.map(([{ at: where }]) => where),
    seen: () => main.markSeen.mock.calls.map(([{ id }]) => id),
    /** How far below the top of the log a message stands. */
    below: (id: string) => {
      const row = part.get<HTMLElement>(`[data-id="${id}"]`).element
      return Number.parseFloat(/translateY\((.*)px\)/.exec(row.style.transform)![1]!) - log.element.scrollTop
    },
  }
}

describe('the log', () => {
  it('is named, can be scrolled by keys and holds articles', async () => {
    const { log } = await open(many({}, {}))
    expect(log.attributes('aria-label')).toBe('Conversation')
    expect(log.attributes('tabindex')).toBe('0')
    expect(log.findAll('article')).toHaveLength(2)
  })

  it('invites to write, where one can', async () => {
    expect((await open()).lines()).toEqual(['Nobody has written yet. Say hello.'])
    expect((await open([], { named: false })).lines()).toEqual(['Nobody has written yet.'])
  })

  it('says nothing of an empty room before it knows', async () => {
    const window = await open(many({}))
    window.main.chatPage.mockReturnValue(new Promise(() => undefined))
    await window.show({ room: aRoom({ topic: 'boat' }) })
    await window.settle()
    expect(window.lines()).toEqual([])
    expect(window.log.attributes('aria-busy')).toBe('true')
  })

  it('draws no more messages than there is room for, of however many it holds', async () => {
    const { log } = await open(run(1, 600))
    expect(log.findAll('article').length).toBeGreaterThan(9)
    expect(log.findAll('article').length).toBeLessThan(40)
  })

  it('says Sent below the newest own message alone', async () => {
    const sent = { own: true, delivery: 'sent' } as const
    const window = await open(many(sent, {}, sent, {}))
    const told = () => window.part.findAll('article').map((each) => each.text().includes('Sent'))
    expect(told()).toEqual([false, false, true, false])
    await window.say(at(9, { own: true, delivery: 'sending' }))
    expect(told()).toEqual([false, false, false, false, false])
  })

  it('says who has read it, and what can be changed', async () => {
    const sent = { own: true, delivery: 'sent' } as const
    const readers = [{ name: 'Ringo', clock: 2, id: 'm2' }]
    const { part } = await open(many(sent, {}, sent), { room: { readers, changeable: 'm3' } })
    const articles = part.findAllComponents({ name: 'MessageArticle' })
    expect(articles.map((each) => each.text().includes('Read by Ringo'))).toEqual([true, false, false])
    expect(articles.map((each) => each.props('changeable'))).toEqual([false, false, true])
  })

  it('says why messages cannot be shown, and asks again', async () => {
    const window = await open(many({}))
    window.main.chatPage.mockResolvedValueOnce(refused({ kind: 'failed' }))
    await window.show({ room: aRoom({ topic: 'boat' }) })
    await window.settle()
    expect(window.part.get('[role=alert]').text()).toContain('Try again')
    window.answer({ messages: many({ text: 'there', room: 'boat' }) })
    await window.button('Try again')!.trigger('click')
    await window.settle()
    expect(window.lines()).toContain('there')
    expect(window.part.find('[role=alert]').exists()).toBe(false)
  })
})

describe('for those who hear', () => {
  it('only what is new is told, not what is scrolled to', async () => {
    const { log, part, say } = await open(run(1, 600))
    expect(log.attributes('aria-live')).toBe('off')
    const live = part.get('[aria-live=polite]')
    expect(live.text()).toBe('')
    await say(at(601, { user: 'Ada', text: 'Hi' }))
    expect(live.text()).toBe('Ada: Hi')
    await say(at(602, { own: true, delivery: 'sent', text: 'mine' }))
    expect(live.text()).not.toContain('mine')
  })

  it('the place of a message is told where it is known', async () => {
    const { part } = await open(many({}, {}))
    const places = () =>
      part
        .findAll('article')
        .map((each) => [each.attributes('aria-posinset'), each.attributes('aria-setsize')])
    expect(places()).toEqual([
      ['1', '2'],
      ['2', '2'],
    ])
    const unknown = await open(many({}, {}), { page: { earlier: true } })
    expect(unknown.part.get('article').attributes('aria-posinset')).toBeUndefined()
  })
})

describe('the days', () => {
  it('stand before the first message of each', async () => {
    const { lines } = await open(
      many(
        { text: 'a', ts: noon(5, 8) },
        { text: 'b', ts: noon(5, 9, 0) },
        { text: 'c', ts: noon(5, 9, 23) },
        { text: 'd', ts: noon(5, 10, 0) },
      ),
    )
    const [first, ...rest] = lines()
    expect(first).toMatch(/8.*May.*2026|May.*8.*2026/)
    expect(rest).toEqual(['a', 'Yesterday', 'b', 'c', 'Today', 'd'])
  })

  it('speak the language of the window', async () => {
    const { lines } = await open(many({ text: 'a', ts: noon(5, 8) }, { text: 'b' }), { language: 'it-IT' })
    expect(lines()[0]).toContain('venerdì 8 maggio 2026')
    expect(lines()[2]).toBe('Oggi')
  })

  it('move on at midnight without a message', async () => {
    const { lines } = await open(many({ text: 'a' }))
    expect(lines()[0]).toBe('Today')
    vi.advanceTimersByTime(13 * 3_600_000)
    await nextTick()
    expect(lines()[0]).toBe('Yesterday')
  })
})

describe('what is unread', () => {
  const firstUnread = { clock: 3, id: 'm3' }

  it('begins with a line', async () => {
    const { lines } = await open(many({}, {}, {}), { room: { firstUnread } })
    expect(lines()).toEqual(['Today', 'text 1', 'text 2', 'New messages', 'text 3'])
  })

  it('is where the room opens', async () => {
    const { below, asked, part } = await open(run(1, 100), {
      room: { firstUnread: { clock: 50, id: 'm50' } },
      summary: { unread: 51 },
      page: { target: 'm50' },
    })
    expect(asked()).toEqual([{ kind: 'unread' }])
    expect(below('m50')).toBe(16)
    expect(part.text()).toContain('Newest messages')
    expect(part.text()).not.toContain('First unread')
  })

  it('can be gone to while it is above, until one has been there', async () => {
    const { button, below, scroll, log } = await open(run(1, 100), { room: { firstUnread } })
    await button('First unread')!.trigger('click')
    await nextTick()
    expect(below('m3')).toBe(16)
    expect(button('First unread')).toBeUndefined()
    await scroll(log.element.scrollHeight - VIEW)
    expect(button('First unread')).toBeUndefined()
  })
})

describe('the place of the reader', () => {
  it('is the end, and stays there', async () => {
    const { ids, say, log } = await open(run(1, 100))
    expect(ids()).toContain('m100')
    await say(at(101))
    expect(ids()).toContain('m101')
    expect(log.element.scrollTop).toBeGreaterThanOrEqual(log.element.scrollHeight - VIEW)
  })

  it('stays where the reader has gone, says that there is more, and goes there on demand', async () => {
    const { scroll, say, button, below, ids } = await open(run(1, 100))
    await scroll(3_000)
    const id = ids()[8]!
    const before = below(id)
    expect(button('Newest messages')!.classes()).not.toContain('primary')
    await say(at(101))
    expect(below(id)).toBe(before)
    expect(button('New messages')!.classes()).toContain('primary')
    await button('New messages')!.trigger('click')
    await nextTick()
    expect(ids()).toContain('m101')
    expect(button('New messages')).toBeUndefined()
  })

  it('is kept when older messages are put before it, and the newest are let go', async () => {
    const { main, scroll, below, asked, ids, settle, button, answer } = await open(run(451, 1_000), {
      page: { earlier: true },
    })
    expect(asked()).toHaveLength(1)
    let resolve: (result: CommandResult<Page>) => void = () => undefined
    main.chatPage.mockReturnValueOnce(new Promise((done) => (resolve = done)))
    await scroll(900)
    expect(asked()[1]).toEqual({ kind: 'before', key: { clock: 451, id: 'm451' } })
    const inSight = ids().map((id) => [id, below(id)] as const)
    resolve(ok({ messages: run(351, 450), earlier: true, later: true }))
    await settle()
    for (const [id, was] of inSight) expect([id, below(id)]).toEqual([id, was])
    answer({ messages: run(901, 1_000), earlier: true })
    await button('Newest messages')!.trigger('click')
    await settle()
    expect(asked()[2]).toEqual({ kind: 'newest' })
    expect(ids()).toContain('m1000')
  })

  it('is kept when what is above turns out to be higher than it was taken to be', async () => {
    const { scroll, below, ids, push, settle } = await open(run(1, 200))
    await scroll(6_000)
    const id = ids().findLast((each) => below(each) <= 0)!
    const was = below(id)
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(200)
    const clock = Number(id.slice(1))
    await push({ messages: { upsert: [at(clock - 1, { id: 'x' }), at(clock - 2, { id: 'y' })] } })
    await settle()
    expect(ids()).toContain('x')
    expect(below(id)).toBe(was)
    await push({ messages: { upsert: [], remove: ['x', 'm3', 'm4'] } })
    await settle()
    expect(below(id)).toBe(was)
  })

  it('follows what comes where all there is was in sight', async () => {
    const { ids, say, part } = await open(run(1, 3), {
      room: { firstUnread: { clock: 2, id: 'm2' } },
      summary: { unread: 2 },
      page: { target: 'm2' },
    })
    await say(...run(4, 40))
    expect(ids()).toContain('m40')
    expect(part.text()).not.toContain('Newest messages')
  })

  it('goes to the newest with the End key, wherever that is', async () => {
    const { log, asked, answer, settle, ids } = await open(run(1, 100), {
      page: { target: 'm50', later: true },
      room: { goTo: { id: 'm50', count: 1 } },
    })
    answer({ messages: run(901, 1_000), earlier: true })
    await log.trigger('keydown', { key: 'End' })
    await settle()
    expect(asked().at(-1)).toEqual({ kind: 'newest' })
    expect(ids()).toContain('m1000')
  })

  it('goes to what one has written oneself', async () => {
    const { scroll, say, ids } = await open(run(1, 100))
    await scroll(1_000)
    await say(at(101, { own: true, delivery: 'queued' }))
    expect(ids()).toContain('m101')
  })
})

describe('a message that one is taken to', () => {
  it('is pointed out for a while', async () => {
    const { part, show, settle, below } = await open(run(1, 200))
    await show({ room: aRoom({ goTo: { id: 'm60', count: 1 } }) })
    await settle()
    expect(below('m60')).toBe(VIEW / 4)
    expect(part.get('[data-id=m60]').classes()).toContain('pointed')
    vi.advanceTimersByTime(2_500)
    await nextTick()
    expect(part.get('[data-id=m60]').classes()).not.toContain('pointed')
  })

  it('is found by its quote, and gets the focus that was there', async () => {
    const quote = { id: 'm10', text: 'text 10' }
    const { part, settle, ids } = await open([...run(1, 200), at(201, { quote })])
    const button = part.get<HTMLElement>('button.quote')
    button.element.focus()
    await button.trigger('click')
    await settle()
    expect(ids()).toContain('m10')
    expect(document.activeElement?.getAttribute('data-id')).toBe('m10')
  })

  it('leaves the focus alone that is elsewhere', async () => {
    const { part, show, settle } = await open(run(1, 200))
    const elsewhere = part.findAll('button')[0]!.element
    elsewhere.focus()
    await show({ room: aRoom({ goTo: { id: 'm60', count: 1 } }) })
    await settle()
    expect(document.activeElement).toBe(elsewhere)
  })
})

it('a message with the focus stays in the page wherever the list is scrolled to', async () => {
  const { part, scroll, ids } = await open(run(1, 200))
  part.get<HTMLElement>('[data-id=m200] button').element.focus()
  await scroll(0)
  expect(ids()).toContain('m1')
  expect(ids()).toContain('m200')
  expect(ids()).not.toContain('m150')
})

describe('what was seen', () => {
  it('is told as far as it is in sight', async () => {
    const { seen, scroll } = await open(run(1, 100), {
      page: { target: 'm20' },
      room: { goTo: { id: 'm20', count: 1 } },
    })
    vi.advanceTimersByTime(500)
    await nextTick()
    const last = Number(seen().at(-1)!.slice(1))
    expect(last).toBeGreaterThanOrEqual(20)
    expect(last).toBeLessThan(30)
    await scroll(100_000)
    vi.advanceTimersByTime(500)
    await nextTick()
    expect(seen().at(-1)).toBe('m100')
  })

  it('is not told again by scrolling back', async () => {
    const { seen, scroll } = await open(run(1, 100))
    vi.advanceTimersByTime(500)
    await nextTick()
    const told = seen()
    expect(told.at(-1)).toBe('m100')
    await scroll(0)
    vi.advanceTimersByTime(2_000)
    await nextTick()
    expect(seen()).toEqual(told)
  })

  it('is told at most twice a second', async () => {
    const { seen, say } = await open(run(1, 3))
    for (let clock = 4; clock < 20; clock++) await say(at(clock))
    expect(seen()).toEqual(['m3'])
    vi.advanceTimersByTime(500)
    await nextTick()
    expect(seen()).toEqual(['m3', 'm19'])
  })

  it('is nothing while nobody looks', async () => {
    focused = false
    const { seen, say } = await open(run(1, 3))
    await say(at(4))
    vi.advanceTimersByTime(1_000)
    await nextTick()
    expect(seen()).toEqual([])
    focused = true
    window.dispatchEvent(new Event('focus'))
    await nextTick()
    expect(seen()).toEqual(['m4'])
  })
})
