import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { WireEntry } from '@shared/wire/entry'
import { anEntry } from '../testing/state'
import { openPart } from '../testing/window'
import MessageLog from './MessageLog.vue'
import MessageRow from './MessageRow.vue'

enableAutoUnmount(afterEach)

describe('a row', () => {
  const row = (more: Partial<WireEntry> = {}) =>
    openPart(MessageRow, { props: { entry: anEntry(more) } }).part

  it('holds topic, QoS, size and payload', () => {
    const part = row({ topic: 'house/led', qos: 1, preview: '{"state":"ON"}', size: 1_400 })
    expect(part.get('code').text()).toBe('house/led')
    expect(part.text()).toContain('QoS 1')
    expect(part.text()).toContain('1,400 bytes')
    expect(part.get('pre').text()).toBe('{"state":"ON"}')
  })

  it.each([
    ['in', 'received'],
    ['out', 'sent'],
  ] as const)('says in words which way it went: %s', (direction, word) => {
    expect(row({ direction }).get('.for-readers').text()).toBe(word)
  })

  it.each([
    ['retained', { retain: true }],
    ['hex', { form: 'bytes', preview: '0102ff' }],
    ['shortened', { form: 'cut' }],
    ['not understood', { notUnderstood: true }],
  ] as const)('is marked where it is %s, and not elsewhere', (mark, more) => {
    expect(
      row(more)
        .findAll('.mark')
        .map((each) => each.text()),
    ).toEqual([mark])
    expect(row().findAll('.mark')).toEqual([])
  })

  it.each(['text', 'bytes'] as const)('says that a payload is empty (%s)', (form) => {
    const part = row({ size: 0, preview: '', form })
    expect(part.text()).toContain('empty')
    expect(part.find('pre').exists()).toBe(false)
    expect(part.findAll('.mark')).toEqual([])
  })

  it('keeps HTML in topic and payload as text', () => {
    const part = row({ topic: '<b>t</b>', preview: '<img src=x onerror=alert(1)><script>1</script>' })
    expect(part.find('b, img, script').exists()).toBe(false)
    expect(part.get('code').text()).toBe('<b>t</b>')
    expect(part.get('pre').text()).toContain('<img src=x')
  })

  it('keeps the line breaks and blanks of a payload', () => {
    expect(row({ preview: 'a\n  b\n' }).get('pre').element.textContent).toBe('a\n  b\n')
  })

  it('gives the time to machines and to the reader’s region', () => {
    const part = row({ at: Date.UTC(2026, 4, 10, 12, 34, 56) })
    expect(part.get('time').attributes('datetime')).toBe('2026-05-10T12:34:56.000Z')
    expect(part.get('time').text()).toMatch(/34:56/)
  })
})

describe('the log', () => {
  const open = (seqs: number[]) =>
    openPart(MessageLog, { push: { wire: { upsert: seqs.map((seq) => anEntry({ seq })) } } })
  const more = (seq: number) => ({ wire: { upsert: [anEntry({ seq })] } })

  it('is named, can be scrolled by keys and does not talk over everything', () => {
    const log = open([1]).part.get('[role=log]')
    expect(log.attributes('aria-label')).toBe('Messages')
    expect(log.attributes('tabindex')).toBe('0')
    expect(log.attributes('aria-live')).toBe('off')
  })

  it('says what to do while it is empty, and has nothing to clear', () => {
    const { part } = open([])
    expect(part.text()).toContain('Nothing has passed yet')
    expect(part.get('button').attributes('disabled')).toBeDefined()
  })

  it('shows what comes, oldest first, and clears only when main has cleared', async () => {
    const { part, main, push } = open([1, 2])
    await push(more(3))
    expect(part.findAllComponents(MessageRow).map((row) => row.props('entry').seq)).toEqual([1, 2, 3])
    expect(part.text()).toContain('3 kept')
    await part.get('button').trigger('click')
    expect(main.clearWire).toHaveBeenCalledTimes(1)
    expect(part.findAllComponents(MessageRow)).toHaveLength(3)
    await push({ wire: { upsert: [], dropBefore: 4 } })
    expect(part.findAllComponents(MessageRow)).toHaveLength(0)
  })

  it('follows the newest until the reader scrolls up, and goes back on demand', async () => {
    const { part, push } = open([1])
    const box = part.get('[role=log]')
    const size = { scrollHeight: 1_000, clientHeight: 200 }
    for (const [name, value] of Object.entries(size)) Object.defineProperty(box.element, name, { value })
    await push(more(2))
    await nextTick()
    expect(box.element.scrollTop).toBe(1_000)

    box.element.scrollTop = 300
    await box.trigger('scroll')
    await push(more(3))
    await nextTick()
    expect(box.element.scrollTop).toBe(300)

    const newest = part.findAll('button').find((button) => button.text() === 'Newest')
    await newest!.trigger('click')
    expect(box.element.scrollTop).toBe(1_000)
    expect(part.text()).not.toContain('Newest')
  })
})
