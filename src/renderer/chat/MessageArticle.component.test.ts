import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import { deliveryStates } from '../testing/every'
import { aMessage } from '../testing/state'
import { openPart } from '../testing/window'
import MessageArticle from './MessageArticle.vue'

enableAutoUnmount(afterEach)

const open = (more: Partial<MessageView> = {}, newest = false, language?: string) =>
  openPart(MessageArticle, { props: { message: aMessage(more), newest }, language })
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
    expect(open({ user: undefined }, false, 'it-CH').part.text()).toContain('Qualcuno')
  })

  it('keeps HTML in author and text as text', () => {
    const article = open({ user: '<i>Eve</i>', text: '<img src=x onerror=alert(1)><script>1</script>' })
    expect(article.part.find('i, img, script').exists()).toBe(false)
    expect(article.part.text()).toContain('<i>Eve</i>')
    expect(text(article)).toBe('<img src=x onerror=alert(1)><script>1</script>')
  })

  it('keeps line breaks and blanks', () => {
    expect(text(open({ text: 'a\n  b' }))).toBe('a\n  b')
  })

  it('says that it is out of turn, or has been shortened', () => {
    expect(open().part.text()).not.toMatch(/Out of turn|shortened/)
    expect(open({ outOfTurn: true }).part.text()).toContain('Out of turn')
    expect(open({ cut: true }).part.text()).toContain('has been shortened')
  })
})

describe('the delivery', () => {
  const WORDS = { queued: 'Waiting for the connection', sending: 'Sending …', sent: 'Sent' }

  it.each(deliveryStates)('of the newest own message is told: %s', (delivery) => {
    expect(open({ own: true, delivery }, true).part.text()).toContain(WORDS[delivery])
  })

  it('of older ones is told only while they are not sent', () => {
    expect(open({ own: true, delivery: 'sent' }).part.text()).not.toContain('Sent')
    expect(open({ own: true, delivery: 'queued' }).part.text()).toContain(WORDS.queued)
  })
})

describe('a link', () => {
  it('opens outside, after a click, and the window goes nowhere', async () => {
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
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'app://bundle/index.html'])(
    'is never made of %s',
    (address) => {
      expect(
        open({ text: `x ${address} y` })
          .part.find('a')
          .exists(),
      ).toBe(false)
    },
  )
})

describe('a long text', () => {
  it('is folded until somebody wants it', async () => {
    const long = 'word '.repeat(400)
    const article = open({ text: long })
    expect(text(article)!.length).toBeLessThan(long.length)
    expect(text(article)).toMatch(/…$/)
    await article.part.get('button').trigger('click')
    expect(text(article)).toBe(long)
    expect(article.part.find('button').exists()).toBe(false)
  })

  it('is never folded inside of a character', () => {
    const shown = text(open({ text: `${'x'.repeat(1_199)}${'🦊'.repeat(200)}` }))!
    expect(shown.isWellFormed()).toBe(true)
  })

  it('that fits is left alone', () => {
    const article = open({ text: 'x'.repeat(1_200) })
    expect(article.part.find('button').exists()).toBe(false)
    expect(text(article)).toBe('x'.repeat(1_200))
  })
})
