import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { MessageView } from '@shared/chat/message'
import { aMessage, someSettings } from '../testing/state'
import { openPart } from '../testing/window'
import ConversationLog from './ConversationLog.vue'

enableAutoUnmount(afterEach)

const noon = (month: number, day: number, hour = 12) => new Date(2026, month - 1, day, hour).getTime()
const NOW = noon(5, 10)

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

const many = (...messages: Partial<MessageView>[]): MessageView[] =>
  messages.map((more, index) => aMessage({ id: `m${index}`, clock: index + 1, ts: NOW, ...more }))

function open(messages: MessageView[] = [], { language = 'en-GB', named = true } = {}) {
  const window = openPart(ConversationLog, {
    views: { settings: someSettings(named ? {} : { name: undefined }) },
    push: { conversation: { upsert: messages } },
    language,
  })
  const { part } = window
  return {
    ...window,
    log: part.get('[role=log]'),
    /** Days and texts as they stand one below the other. */
    lines: () =>
      [...part.get('[role=log]').element.children].map(
        (child) => (child.querySelector('.text') ?? child).textContent?.trim() ?? '',
      ),
    say: (...upsert: MessageView[]) => window.push({ conversation: { upsert } }),
  }
}

describe('the log', () => {
  it('is named, can be scrolled by keys and holds articles', () => {
    const { log } = open(many({}, {}))
    expect(log.attributes('aria-label')).toBe('Conversation')
    expect(log.attributes('tabindex')).toBe('0')
    expect(log.findAll('article')).toHaveLength(2)
  })

  it('invites to write, where one can', () => {
    expect(open().lines()).toEqual(['Nobody has written yet. Say hello.'])
    expect(open([], { named: false }).lines()).toEqual(['Nobody has written yet.'])
  })

  it('marks what is out of turn, and only that', () => {
    const { part } = open(many({}, { outOfTurn: true }))
    expect(part.findAll('article').map((each) => each.text().includes('Out of turn'))).toEqual([false, true])
  })

  it('says Sent below the newest own message alone', async () => {
    const window = open(many({ own: true, delivery: 'sent' }, {}, { own: true, delivery: 'sent' }, {}))
    const told = () => window.part.findAll('article').map((each) => each.text().includes('Sent'))
    expect(told()).toEqual([false, false, true, false])
    await window.say(aMessage({ id: 'm9', clock: 9, ts: NOW, own: true, delivery: 'sending' }))
    expect(told()).toEqual([false, false, false, false, false])
  })

  it('does not take a message of the same name from elsewhere for one it has sent', () => {
    const { part } = open(many({ own: true, delivery: 'sent' }, { own: true }))
    expect(part.findAll('article').map((each) => each.text().includes('Sent'))).toEqual([true, false])
  })
})

describe('the days', () => {
  it('stand before the first message of each', () => {
    const { lines } = open(
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

  it('speak the language of the window', () => {
    const { lines } = open(many({ text: 'a', ts: noon(5, 8) }, { text: 'b' }), { language: 'it-IT' })
    expect(lines()[0]).toContain('venerdì 8 maggio 2026')
    expect(lines()[2]).toBe('Oggi')
  })

  it('move on at midnight without a message', async () => {
    const { lines } = open(many({ text: 'a' }))
    expect(lines()[0]).toBe('Today')
    vi.advanceTimersByTime(13 * 3_600_000)
    await nextTick()
    expect(lines()[0]).toBe('Yesterday')
  })
})

describe('the place of the reader', () => {
  function tall(box: ReturnType<typeof open>['log']) {
    for (const [name, value] of Object.entries({ scrollHeight: 2_000, clientHeight: 400 })) {
      Object.defineProperty(box.element, name, { value })
    }
  }

  it('stays where the reader is, says that there is more, and goes there on demand', async () => {
    const { log, part, say } = open(many({}))
    tall(log)
    log.element.scrollTop = 2_000
    await log.trigger('scroll')
    log.element.scrollTop = 100
    await log.trigger('scroll')
    expect(part.get('button').text()).toBe('Newest')
    await say(aMessage({ id: 'x', clock: 7 }))
    await nextTick()
    expect(log.element.scrollTop).toBe(100)
    expect(part.get('button').text()).toBe('New messages')
    await part.get('button').trigger('click')
    expect(log.element.scrollTop).toBe(2_000)
    expect(part.find('button').exists()).toBe(false)
  })

  it('goes to what one has written oneself', async () => {
    const { log, say } = open(many({}))
    tall(log)
    log.element.scrollTop = 100
    await log.trigger('scroll')
    await say(aMessage({ id: 'x', clock: 7, own: true, delivery: 'queued' }))
    await nextTick()
    expect(log.element.scrollTop).toBe(2_000)
  })
})
