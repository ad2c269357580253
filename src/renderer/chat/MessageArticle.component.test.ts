import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import { deliveryStates } from '../testing/every'
import { aMessage } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import { useComposing } from './composing'
import MessageArticle from './MessageArticle.vue'

enableAutoUnmount(afterEach)

interface More {
  readonly newest?: boolean
  readonly readBy?: readonly string[]
  readonly changeable?: boolean
}
const open = (message: Partial<MessageView> = {}, more: More = {}, language?: string) =>
  openPart(MessageArticle, { props: { message: aMessage(message), ...more }, language })
const text = ({ part }: ReturnType<typeof open>) => part.get('.text').element.textContent

describe('an article', () => {
  it('is named by its author and holds text and time', () => {
    const article = open({ user: 'Ada', text: 'Hi', ts: Date.UTC(2026, 4, 10, 12, 34) })
    const name = article.part.get('article').attributes('aria-labelledby')
    expect(article.part.get(`#${name}`).text()).toBe('Ada')
    expect(text(article)).toBe('Hi')
    expect(article.part.get('time').attributes('datetime')).toBe('2026-05-10T12:34:00.000Z')
    expect(article.part.get('time').text()).toMatch(/:34/)
  })

  it('has words for somebody without a name', () => {
    expect(open({ user: undefined }).part.text()).toContain('Somebody')
    expect(open({ user: undefined }, {}, 'it-CH').part.text()).toContain('Qualcuno')
  })

  it('keeps HTML in author, text and quote as text', () => {
    const html = '<img src=x onerror=alert(1)><script>1</script>'
    const article = open({ user: '<i>Eve</i>', text: html, quote: { id: 'q', text: html, user: html } })
    expect(article.part.find('i, img, script').exists()).toBe(false)
    expect(article.part.text()).toContain('<i>Eve</i>')
    expect(text(article)).toBe(html)
    expect(article.part.get('.quoted').text()).toBe(html)
  })

  it('keeps line breaks and blanks', () => {
    expect(text(open({ text: 'a\nb  c' }))).toBe('a\nb  c')
  })

  it.each([
    ['wrote-before', 'the message before is by the same person'],
    ['knows-no-turns', 'an app that knows no turns'],
  ] as const)('says why it is out of turn: %s', (outOfTurn, why) => {
    expect(open().part.text()).not.toContain('Out of turn')
    expect(open({ outOfTurn }).part.get('.out').text()).toContain(why)
  })

  it.each([
    ['has been shortened', { cut: true }],
    ['edited', { revision: 1 }],
    ['Written under your name by another client', { elsewhere: true }],
    ['The change is on its way', { changing: true }],
  ] as const)('says “%s”, where that is so', (words, more) => {
    expect(open().part.text()).not.toContain(words)
    expect(open(more).part.text()).toContain(words)
  })

  it('of a message that was taken back says only that', () => {
    const { part } = open({ text: '', deleted: true, revision: 2, quote: { id: 'q', text: 'quoted' } })
    expect(part.get('.bubble').text()).toBe('Taken back')
    expect(part.text()).not.toContain('edited')
    expect(part.find('button').exists()).toBe(false)
  })
})

describe('the delivery', () => {
  const WORDS = { queued: 'Waiting for the connection', sending: 'Sending …', sent: 'Sent' }

  it.each(deliveryStates)('of the newest own message is told: %s', (delivery) => {
    expect(open({ own: true, delivery }, { newest: true }).part.text()).toContain(WORDS[delivery])
  })

  it('of older ones is told only while they are not sent', () => {
    expect(open({ own: true, delivery: 'sent' }).part.text()).not.toContain('Sent')
    expect(open({ own: true, delivery: 'queued' }).part.text()).toContain(WORDS.queued)
  })

  it('gives way to who has read it', () => {
    const own = { own: true, delivery: 'sent' } as const
    const read = open(own, { newest: true, readBy: ['Yoko', 'Ringo'] }).part.text()
    expect(read).toContain('Read by Yoko, Ringo')
    expect(read).not.toContain('Sent')
    const many = Array.from({ length: 30 }, (_, index) => `P${index}`)
    expect(open(own, { readBy: many }).part.text()).toContain('Read by 30 people')
  })
})

describe('the text', () => {
  it('shows the little Markdown there is', () => {
    const { part } = open({ text: '**b** _i_ ~~s~~ `c`\n\n- one\n\n> quoted\n\n2. two' })
    for (const [tag, words] of Object.entries({
      strong: 'b',
      em: 'i',
      s: 's',
      'p > code': 'c',
      'ul > li': 'one',
      blockquote: 'quoted',
      'ol > li': 'two',
    }))
      expect(part.get(tag).text()).toBe(words)
    expect(part.get('ol').attributes('start')).toBe('2')
  })

  it('has code blocks that can be copied', async () => {
    const { part, main } = open({ text: '```\nlet a\n  b\n```' })
    expect(part.get('pre').element.textContent).toBe('let a\n  b')
    const copy = part.findAll('button').find((each) => each.text() === 'Copy')!
    await copy.trigger('click')
    await flushPromises()
    expect(main.copyText.mock.calls).toEqual([[{ text: 'let a\n  b' }]])
    expect(copy.text()).toBe('Copied')
  })

  it('of nothing but emoji is larger', () => {
    expect(open({ text: '🦊 🦊' }).part.get('.text').classes()).toContain('large')
    expect(open({ text: 'fox 🦊' }).part.get('.text').classes()).not.toContain('large')
  })
})

describe('a link', () => {
  it('opens outside, after a click, and the window goes nowhere', () => {
    const article = open({ text: 'see https://example.org/a?b=1.' })
    const link = article.part.get('a')
    expect(link.text()).toBe('https://example.org/a?b=1')
    expect(article.main.openLink).not.toHaveBeenCalled()
    const click = new MouseEvent('click', { bubbles: true, cancelable: true })
    link.element.dispatchEvent(click)
    expect(click.defaultPrevented).toBe(true)
    expect(article.main.openLink.mock.calls).toEqual([[{ url: 'https://example.org/a?b=1' }]])
    expect(text(article)).toBe('see https://example.org/a?b=1.')
  })

  it('shows where it leads', () => {
    const link = open({ text: 'https://ex\u0430mple.org' }).part.get('a')
    expect(link.attributes('title')).toBe('https://xn--exmple-4nf.org/')
    expect(text(open({ text: '[bank](https://evil.example/x)' }))).toBe('bank (evil.example)')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'app://bundle/index.html'])(
    'is never made of %s',
    (address) => {
      expect(
        open({ text: `x ${address} [y](${address})` })
          .part.find('a')
          .exists(),
      ).toBe(false)
    },
  )
})

describe('a quote', () => {
  it('shows who and what is answered, and leads there', async () => {
    const { part } = open({ quote: { id: 'q7', user: 'Ada', text: 'Who is there?' } })
    const quote = part.get('button.quote')
    expect(quote.text()).toContain('Ada')
    expect(quote.text()).toContain('Who is there?')
    await quote.trigger('click')
    expect(part.emitted('show')).toEqual([['q7']])
  })
})

describe('a long text', () => {
  it('is folded until somebody wants it', async () => {
    const long = 'word '.repeat(400).trim()
    const article = open({ text: long })
    expect(text(article)!.length).toBeLessThan(long.length)
    expect(text(article)).toMatch(/…$/)
    const all = article.part.findAll('button').find((each) => each.text() === 'Show all')!
    await all.trigger('click')
    expect(text(article)).toBe(long)
    expect(article.part.text()).not.toContain('Show all')
  })

  it('is never folded inside of a character', () => {
    const shown = text(open({ text: `${'x'.repeat(1_199)}${'🦊'.repeat(200)}` }))!
    expect(shown.isWellFormed()).toBe(true)
  })

  it('that fits is left alone', () => {
    const article = open({ text: 'x'.repeat(1_200) })
    expect(article.part.text()).not.toContain('Show all')
    expect(text(article)).toBe('x'.repeat(1_200))
  })
})

describe('what can be done with it', () => {
  async function menu(message: Partial<MessageView> = {}, more: More = {}) {
    const article = open({ id: 'm1', ...message }, more)
    const button = article.part.get<HTMLElement>('[aria-haspopup=menu]')
    button.element.focus()
    await button.trigger('click')
    await flushPromises()
    const items = () => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
    return {
      ...article,
      button,
      items: () => items().map((item) => item.textContent.trim()),
      choose: async (name: string) => {
        items()
          .find((item) => item.textContent.trim() === name)!
          .click()
        await flushPromises()
      },
      dialog: () => document.querySelector('dialog[open]'),
      press: async (name: string) => {
        ;[...document.querySelectorAll<HTMLElement>('dialog button')]
          .find((each) => each.textContent.trim() === name)!
          .click()
        await flushPromises()
      },
    }
  }

  it('is in a menu', async () => {
    const { button, items } = await menu()
    expect(button.attributes('aria-label')).toBe('More')
    expect(items()).toEqual(['Answer', 'Copy'])
  })

  it('answering is done in the composer', async () => {
    const { choose } = await menu({ user: 'Ada', text: 'Hi' })
    await choose('Answer')
    expect(useComposing().answering).toEqual({ id: 'm1', user: 'Ada', text: 'Hi' })
  })

  it('copying takes the text as it was typed', async () => {
    const { choose, main } = await menu({ text: '**Hi**' })
    await choose('Copy')
    expect(main.copyText.mock.calls).toEqual([[{ text: '**Hi**' }]])
  })

  it('changing is there for the message that can be changed, and done in the composer', async () => {
    const { items, choose } = await menu({ own: true, text: 'Hi' }, { changeable: true })
    expect(items()).toEqual(['Answer', 'Copy', 'Change', 'Take back'])
    await choose('Change')
    expect(useComposing().changing).toEqual({ id: 'm1', text: 'Hi' })
    expect(useComposing().answering).toBeUndefined()
  })

  it('taking back asks first', async () => {
    const { choose, dialog, press, main, button } = await menu({ own: true }, { changeable: true })
    await choose('Take back')
    expect(dialog()?.textContent).toContain('Take this message back?')
    await press('Keep it')
    expect(dialog()).toBeNull()
    expect(main.takeBackMessage).not.toHaveBeenCalled()
    await button.trigger('click')
    await flushPromises()
    await choose('Take back')
    await press('Take back')
    expect(main.takeBackMessage.mock.calls).toEqual([[{ room: 'chat', id: 'm1' }]])
    expect(dialog()).toBeNull()
  })

  it('taking back says why it cannot be done', async () => {
    const { choose, press, dialog, main } = await menu({ own: true }, { changeable: true })
    vi.mocked(main.takeBackMessage).mockImplementation(() => refusing({ kind: 'failed' }))
    await choose('Take back')
    await press('Take back')
    expect(dialog()?.querySelector('[role=alert]')?.textContent).not.toBe('')
  })
})
