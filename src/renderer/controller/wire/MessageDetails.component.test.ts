import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '@shared/result'
import { encodeText } from '@shared/mqtt/message'
import type { WireDetail, WireEntry } from '@shared/wire/entry'
import { anEntry } from '../../testing/state'
import { openPart, refusing, type TestWindow } from '../../testing/window'
import MessageDetails from './MessageDetails.vue'
import { usePublishDraft } from './publish-draft'

enableAutoUnmount(afterEach)

interface Opened extends TestWindow {
  press(name: string): Promise<void>
}

async function open(
  payload: string | Uint8Array | undefined,
  entry: Partial<WireEntry> = {},
  more: Partial<WireDetail> = {},
): Promise<Opened> {
  const bytes = typeof payload === 'string' ? encodeText(payload) : payload
  const whole = anEntry({ size: bytes?.length ?? 2, ...entry })
  const window = openPart(MessageDetails, { props: { entry: anEntry({ ...whole, seq: 1 }) } })
  window.main.wireEntry.mockImplementation(({ seq }) =>
    bytes ? Promise.resolve(ok({ seq, payload: bytes, ...more })) : refusing({ kind: 'gone' }),
  )
  await window.setProps({ entry: { ...whole, seq: 7 } })
  await flushPromises()
  const press = async (name: string): Promise<void> => {
    const all = [...document.querySelectorAll('button')]
    all.find((each) => each.textContent.trim() === name || each.ariaLabel === name)!.click()
    await flushPromises()
  }
  return { ...window, press }
}

describe('a message that is looked at', () => {
  it('is asked for whole, and shown in the form that suits it', async () => {
    const { part, main } = await open('{"state":"ON"}')
    expect(main.wireEntry).toHaveBeenLastCalledWith({ seq: 7 })
    expect(part.find('[aria-pressed=true], [data-state=on]').text()).toBe('JSON')
    expect(part.text()).toContain('state')
  })

  it('can be looked at in another form', async () => {
    const { part, press } = await open('on')
    expect(part.text()).toContain('on')
    await press('Hex')
    expect(part.text()).toContain('6f 6e')
  })

  it('says what MQTT 5 lets the sender say beside the payload', async () => {
    const { part } = await open(
      'on',
      {},
      {
        properties: {
          contentType: 'text/plain',
          expiry: 60,
          responseTopic: 'answers',
          correlation: '0a1b',
          user: [
            ['source', 'kitchen'],
            ['source', 'hall'],
          ],
        },
      },
    )
    for (const words of ['text/plain', '60 s', 'answers', '0a1b', 'source', 'kitchen', 'hall'])
      expect(part.text()).toContain(words)
  })

  it('keeps what came over the network as text', async () => {
    const { part } = await open('<img src=x>', { topic: '<b>t</b>' })
    expect(part.find('img, b').exists()).toBe(false)
    expect(part.text()).toContain('<b>t</b>')
    expect(part.text()).toContain('<img src=x>')
  })

  it('says that it is no longer kept, and shows the beginning that is left', async () => {
    const { part } = await open(undefined, { preview: 'begin' })
    expect(part.text()).toContain('no longer kept')
    expect(part.text()).toContain('begin')
  })

  it('says that only the beginning of a long one is kept', async () => {
    const { part } = await open('begin', { size: 2_000_000 })
    expect(part.text()).toContain('Only the first 5 bytes are kept.')
  })
})

describe('what can be done with it', () => {
  it('send it again', async () => {
    const { part, main, press } = await open('on')
    await press('Send again')
    expect(main.resend).toHaveBeenCalledWith({ seq: 7 })
    expect(part.text()).toContain('Sent again.')
  })

  it('copy its topic and its payload, bytes in hexadecimal', async () => {
    const text = await open('on', { topic: 'house/led' })
    await text.press('Copy topic')
    await text.press('Copy payload')
    expect(text.main.copyText.mock.calls).toEqual([[{ text: 'house/led' }], [{ text: 'on' }]])
    text.part.unmount()
    const bytes = await open(Uint8Array.from([0, 255]))
    await bytes.press('Copy payload')
    expect(bytes.main.copyText).toHaveBeenCalledWith({ text: '00ff' })
  })

  it('use it as a draft, where it is text and whole', async () => {
    const { press } = await open('on', { topic: 'house/led', qos: 1, retain: true })
    await press('Use as draft')
    const draft = usePublishDraft()
    expect(draft.asDraft()).toEqual({ topic: 'house/led', payload: 'on', qos: 1, retain: true })
    expect(draft.filled).toBe(1)
  })

  it.each([
    ['bytes', Uint8Array.from([255]), {}],
    ['a beginning', 'begin', { size: 2_000_000 }],
  ] as const)('not use %s as a draft', async (_what, payload, entry) => {
    const { part } = await open(payload, entry)
    const button = part.findAll('button').find((each) => each.text() === 'Use as draft')
    expect(button!.attributes('disabled')).toBeDefined()
  })

  it('clear a retained one, after being asked', async () => {
    const { main, press } = await open('on', { topic: 'house/led', retain: true })
    await press('Clear retained message …')
    expect(document.querySelector('[role=alertdialog]')!.textContent).toContain('house/led')
    await press('Keep it')
    expect(main.clearRetained).not.toHaveBeenCalled()
    await press('Clear retained message …')
    await press('Clear it')
    expect(main.clearRetained).toHaveBeenCalledWith({ topic: 'house/led' })
  })

  it('not clear one that is not retained', async () => {
    const { part } = await open('on')
    expect(part.text()).not.toContain('Clear retained')
  })
})
