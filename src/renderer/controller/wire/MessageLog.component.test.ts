import { enableAutoUnmount, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { WireEntry } from '@shared/wire/entry'
import { anEntry } from '../../testing/state'
import { openPart } from '../../testing/window'
import MessageLog from './MessageLog.vue'
import MessageRow from './MessageRow.vue'

enableAutoUnmount(afterEach)
// Without a layout a virtual list would draw nothing: it is told that it has room for twenty rows.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(960)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
})
afterEach(() => vi.restoreAllMocks())

describe('a row', () => {
  const row = (more: Partial<WireEntry> = {}) =>
    openPart(MessageRow, { props: { entry: anEntry(more) } }).part

  it('holds topic, QoS, size and payload', () => {
    const part = row({ topic: 'house/led', qos: 1, preview: '{"state":"ON"}', size: 1_400 })
    expect(part.get('code').text()).toBe('house/led')
    expect(part.text()).toContain('QoS 1')
    expect(part.text()).toContain('1,400 bytes')
    expect(part.get('.beginning').text()).toBe('{"state":"ON"}')
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
    expect(part.find('.beginning').exists()).toBe(false)
    expect(part.findAll('.mark')).toEqual([])
  })

  it('keeps HTML in topic and payload as text', () => {
    const part = row({ topic: '<b>t</b>', preview: '<img src=x onerror=alert(1)><script>1</script>' })
    expect(part.find('b, img, script').exists()).toBe(false)
    expect(part.get('code').text()).toBe('<b>t</b>')
    expect(part.get('.beginning').text()).toContain('<img src=x')
  })

  it('keeps the line breaks and blanks of a payload', () => {
    expect(row({ preview: 'a\n  b\n' }).get('.beginning').element.textContent).toBe('a\n  b\n')
  })

  it('gives the time to machines and to the reader’s region', () => {
    const part = row({ at: Date.UTC(2026, 4, 10, 12, 34, 56) })
    expect(part.get('time').attributes('datetime')).toBe('2026-05-10T12:34:56.000Z')
    expect(part.get('time').text()).toMatch(/34:56/)
  })
})

const button = (part: VueWrapper, name: string): DOMWrapper<HTMLButtonElement> =>
  part.findAll('button').find((each) => each.text() === name)!
const seqs = (part: VueWrapper): number[] =>
  part.findAllComponents(MessageRow).map((row) => (row.props('entry') as WireEntry).seq)
const showing = (part: VueWrapper, all: number[]): Promise<void> =>
  vi.waitFor(() => expect(seqs(part)).toEqual(all))
const chosen = (part: VueWrapper): number | undefined =>
  part
    .findAllComponents(MessageRow)
    .filter((row) => row.attributes('aria-current') === 'true')
    .map((row) => (row.props('entry') as WireEntry).seq)[0]

describe('the log', () => {
  const open = (all: number[]) =>
    openPart(MessageLog, { push: { wire: { upsert: all.map((seq) => anEntry({ seq })) } } })
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
    expect(button(part, 'Clear').attributes('disabled')).toBeDefined()
  })

  it('shows what comes, oldest first, and clears when main has cleared', async () => {
    const { part, main, push } = open([1, 2])
    await push(more(3))
    await showing(part, [1, 2, 3])
    await button(part, 'Clear').trigger('click')
    expect(main.clearWire).toHaveBeenCalledTimes(1)
    await push({ wire: { upsert: [], dropBefore: 4 } })
    await showing(part, [])
  })

  it('says how much is kept', async () => {
    const { part, show } = open([1, 2])
    await show({ wireKept: { entries: 1_240, bytes: 3_100_000 } })
    expect(part.get('.kept').text()).toBe('1,240 messages, 3.1 MB kept')
  })

  it('draws no more rows than there is room for', async () => {
    const { part } = open(Array.from({ length: 5_000 }, (_, index) => index + 1))
    await vi.waitFor(() => expect(seqs(part).length).toBeGreaterThan(10))
    expect(seqs(part).length).toBeLessThan(60)
  })

  it('stands still while paused, says how many came, and shows them when it goes on', async () => {
    const { part, push } = open([1])
    await button(part, 'Pause').trigger('click')
    await push(more(2))
    await push(more(3))
    await vi.waitFor(() => expect(part.get('.waiting').text()).toContain('2'))
    await showing(part, [1])
    await button(part, 'Go on').trigger('click')
    await showing(part, [1, 2, 3])
  })

  it('shows what passes the filter, and says what is wrong with one that cannot be used', async () => {
    const { part } = openPart(MessageLog, {
      push: {
        wire: {
          upsert: [
            anEntry({ seq: 1, topic: 'house/a/led' }),
            anEntry({ seq: 2, topic: 'house/a/b/led', preview: 'Off' }),
            anEntry({ seq: 3, topic: 'garden', preview: 'off' }),
          ],
        },
      },
    })
    const [topic, text] = part.findAll('input')
    await topic!.setValue('house/+/led')
    await showing(part, [1])
    await topic!.setValue('house/#')
    await showing(part, [1, 2])
    await text!.setValue('OFF')
    await showing(part, [2])
    expect(part.get('.kept').text()).toContain('1')
    await topic!.setValue('a#')
    expect(topic!.attributes('aria-invalid')).toBe('true')
    expect(part.get('.problem').text()).not.toBe('')
    await showing(part, [2])
    await topic!.setValue('')
    await showing(part, [2, 3])
    await text!.setValue('nothing like it')
    expect(part.get('.empty').text()).not.toBe('')
  })

  it('is gone through with the arrow keys, opens with a click and closes with Escape', async () => {
    const { part, main } = open([1, 2, 3])
    main.wireEntry.mockResolvedValue({ ok: true, value: { seq: 3, payload: new Uint8Array([111, 110]) } })
    const box = part.get('[role=log]')
    await showing(part, [1, 2, 3])
    await box.trigger('keydown', { key: 'ArrowUp' })
    expect(chosen(part)).toBe(3)
    await box.trigger('keydown', { key: 'Home' })
    expect(chosen(part)).toBe(1)
    await box.trigger('keydown', { key: 'End' })
    expect(chosen(part)).toBe(3)
    expect(main.wireEntry).not.toHaveBeenCalled()
    await part.findAllComponents(MessageRow).at(-1)!.trigger('click')
    expect(main.wireEntry).toHaveBeenCalledWith({ seq: 3 })
    expect(part.find('.details').exists()).toBe(true)
    await box.trigger('keydown', { key: 'Escape' })
    expect(part.find('.details').exists()).toBe(false)
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
