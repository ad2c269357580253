import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { encodeText } from '../mqtt/message'
import { MAX_QUOTE, MAX_TEXT, type ChatMessage } from './message'
import { MAX_NAME, parseName } from './name'
import { readChat, writeChat, type ReceivedMessage } from './received'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const read = (text: string): ReceivedMessage | undefined => readChat(encodeText(text))

describe('clients on a chat topic write', () => {
  it.each<[string, ReceivedMessage]>([
    // The forms of public Python clients, one by one.
    ['{"user":"anna","say":"hello"}', { user: 'anna', text: 'hello' }],
    ['(anna)hello', { user: 'anna', text: 'hello' }],
    ['hello', { text: 'hello' }],
    ['anna: hello', { user: 'anna', text: 'hello' }],
    ['anna : hello', { user: 'anna', text: 'hello' }],
    ['{"type":"message","from":"anna","message":"hello"}', { user: 'anna', text: 'hello' }],
    ['{"message":"hello","timestamp":1732000000.5}', { text: 'hello' }],
    // The rule behind them.
    ['{"sender":"anna","text":"hello"}', { user: 'anna', text: 'hello' }],
    ['{"client":"anna","msg":"hello"}', { user: 'anna', text: 'hello' }],
    ['{"bn":"anna","e":[{"n":"chat","v":"hello","t":1}]}', { user: 'anna', text: 'hello' }],
    ['{"user":"anna","client":"c1","message":"hello"}', { user: 'anna', text: 'hello' }],
    ['{"user":"","from":"anna","message":"","say":"hello"}', { user: 'anna', text: 'hello' }],
    ['"{\\"user\\": \\"anna\\", \\"message\\": \\"hello\\"}"', { user: 'anna', text: 'hello' }],
    ["{'user': 'anna', 'message': 'it\\'s on'}", { user: 'anna', text: "it's on" }],
    ['"anna: hello"', { user: 'anna', text: 'hello' }],
    ['"hello"', { text: 'hello' }],
    ['"5"', { text: '5' }],
    ['5', { text: '5' }],
    ['true', { text: 'true' }],
    ['null', { text: 'null' }],
    ['[1, 2]', { text: '[1, 2]' }],
    ['\ufeffhello\r\n', { text: 'hello' }],
    ['(anna) hello\nagain', { user: 'anna', text: 'hello\nagain' }],
    ['anna: hello\nagain', { user: 'anna', text: 'hello\nagain' }],
    ['Anna Maria: hello', { user: 'Anna Maria', text: 'hello' }],
    ['ädèle: hi', { user: 'ädèle', text: 'hi' }],
    // A colon does not make an author of everything.
    ['http://example.org', { text: 'http://example.org' }],
    ['12:30 is fine', { text: '12:30 is fine' }],
    ['anna:hello', { text: 'anna:hello' }],
    [': hello', { text: ': hello' }],
    ['anna: ', { text: 'anna:' }],
    ['()hello', { text: '()hello' }],
    ['(anna)', { text: '(anna)' }],
    [`${'x'.repeat(41)}: hello`, { text: `${'x'.repeat(41)}: hello` }],
    // What has no text that can be found is shown as it came.
    ['{"user":"anna"}', { text: '{"user":"anna"}' }],
    ['{"message":5}', { text: '{"message":5}' }],
    ['{"e":[]}', { text: '{"e":[]}' }],
    ['{"user":"anna","message":"  "}', { text: '{"user":"anna","message":"  "}' }],
  ])('%s', (payload, expected) => {
    expect(read(payload)).toEqual(expected)
  })

  it('and a name that is only blanks, or no name, is nobody', () => {
    expect(read('{"user":"   ","message":"hello"}')).toEqual({ text: 'hello' })
    expect(read('{"user":5,"message":"hello"}')).toEqual({ text: 'hello' })
    expect(read('(\u202e)hello')).toEqual({ text: '(\u202e)hello' })
  })
})

describe('what Porchlight sends with a message', () => {
  const full = { user: 'John', message: 'Hi', id: 'a1', clock: 7, ts: 1_766_000_000_000 }
  const without = (change: Record<string, unknown>): ReceivedMessage | undefined =>
    read(JSON.stringify({ ...full, ...change }))

  it('is read whole', () => {
    expect(without({})).toEqual({ user: 'John', text: 'Hi', id: 'a1', clock: 7, ts: 1_766_000_000_000 })
  })

  it.each([[''], [5], [null], ['x'.repeat(101)], [['a1']]])('but not an id of %.20j', (id) => {
    expect(without({ id })).toEqual({ user: 'John', text: 'Hi', clock: 7, ts: 1_766_000_000_000 })
  })

  it('but never NUL, at which the history would end a text', () => {
    expect(without({ message: 'H\0i' })?.text).toBe('Hi')
    expect(without({ id: 'a\0' })).not.toHaveProperty('id')
    expect(read('Hi\0')).toEqual({ text: 'Hi' })
    expect(read('(anna)\0')).toEqual({ text: '(anna)' })
  })

  it('but not an id with half a character in it', () => {
    expect(read('{"message":"Hi","id":"a\\ud800"}')).toEqual({ text: 'Hi' })
  })

  it.each([[0], [-1], [999_999_999_999], [1e13], ['1766000000000'], [null], [1e300]])(
    'but not a time of %j',
    (ts) => {
      expect(without({ ts })).toEqual({ user: 'John', text: 'Hi', id: 'a1', clock: 7 })
    },
  )

  it('with the clock as it came, for the room to judge', () => {
    expect(without({ clock: 'x' })?.clock).toBe('x')
    expect(without({ clock: -1 })?.clock).toBe(-1)
    expect(without({ clock: undefined })).not.toHaveProperty('clock')
  })

  it('comes back as it went', () => {
    const name = fc.string({ unit: 'binary', maxLength: 40 }).map(parseName)
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .map((line) => line.replaceAll('\0', ''))
      .filter((line) => line.trim() !== '')
    fc.assert(
      fc.property(name, text, fc.uuid(), fc.integer({ min: 1 }), (user, line, id, clock) => {
        fc.pre(user.ok)
        const message: ChatMessage & { user: string } = {
          id,
          clock,
          user: user.value,
          text: line,
          ts: 1_766_000_000_000,
        }
        expect(read(writeChat(message))).toEqual(message)
      }),
    )
  })

  it('comes with the message it answers', () => {
    const message = {
      id: 'a',
      clock: 1,
      user: 'John',
      text: 'Yes',
      ts: 1_766_000_000_000,
      quote: { id: 'b', user: 'anna', text: 'Really?' },
    }
    expect(read(writeChat(message))).toStrictEqual(message)
    expect(without({ quote: { id: 'b', text: '' } })?.quote).toStrictEqual({ id: 'b', text: '' })
  })

  it('quotes no more than the beginning, in whole characters, and nobody who has no name', () => {
    const { quote } = without({ quote: { id: 'b', user: '\u202e', text: `x${'💡'.repeat(500)}\0` } })!
    expect(quote).toStrictEqual({ id: 'b', text: `x${'💡'.repeat(99)}` })
    expect(without({ quote: { id: 'b', user: 5, text: 'x'.repeat(201) } })?.quote).toStrictEqual({
      id: 'b',
      text: 'x'.repeat(MAX_QUOTE),
    })
  })

  it.each([[5], [null], ['b'], [[]], [{}], [{ id: 'b' }], [{ text: 'Hi' }], [{ id: '', text: 'Hi' }]])(
    'stands without a quote like %j',
    (quote) => {
      expect(without({ quote })).toStrictEqual({
        user: 'John',
        text: 'Hi',
        id: 'a1',
        clock: 7,
        ts: 1_766_000_000_000,
      })
    },
  )

  it('has nothing in it that is not on the list', () => {
    const message = { id: 'a', clock: 1, user: 'John', text: 'Hi', ts: 1, cut: true as const }
    expect(JSON.parse(writeChat(message))).toEqual({ id: 'a', clock: 1, user: 'John', message: 'Hi', ts: 1 })
  })
})

describe('bad input', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['blanks', encodeText(' \r\n\t')],
    ['an empty string', encodeText('""')],
    ['a blank string', encodeText('"  "')],
    ['1 MB', new Uint8Array(1_048_576).fill(0x61)],
    ['invalid UTF-8', Uint8Array.from([0x68, 0x69, 0xff])],
    ['nothing but NUL', Uint8Array.from([0, 0])],
    ['an escaped NUL', encodeText('"\\u0000"')],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
  ])('is no message: %s', (_what, payload) => {
    expect(readChat(payload)).toBeUndefined()
  })

  it('of 100,000 characters is cut and says so', () => {
    const text = 'x'.repeat(100_000)
    expect(read(text)).toEqual({ text: 'x'.repeat(MAX_TEXT), cut: true })
    expect(read(JSON.stringify({ user: 'anna', message: text }))).toEqual({
      text: 'x'.repeat(MAX_TEXT),
      user: 'anna',
      cut: true,
    })
    expect(read('x'.repeat(MAX_TEXT))).toEqual({ text: 'x'.repeat(MAX_TEXT) })
  })

  it('is never cut through a character', () => {
    const cut = read(`x${'💡'.repeat(MAX_TEXT)}`)
    expect(cut?.text.isWellFormed()).toBe(true)
    expect(cut?.text.length).toBeLessThanOrEqual(MAX_TEXT)
  })

  it('that is deep JSON is shown as the text it is', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(read(deep)).toEqual({ text: '['.repeat(MAX_TEXT), cut: true })
    expect(read('{"message":'.repeat(20_000) + '1' + '}'.repeat(20_000))?.cut).toBe(true)
  })

  it('cannot reach what every object has', () => {
    expect(read('{"__proto__":{"message":"x"}}')).toEqual({ text: '{"__proto__":{"message":"x"}}' })
    expect(read('{"constructor":{"message":"x"}}')).toEqual({ text: '{"constructor":{"message":"x"}}' })
    expect(read('{"user":"__proto__","message":"constructor"}')).toEqual({
      user: '__proto__',
      text: 'constructor',
    })
  })

  it('never throws, and what comes of it is bounded and can be written again', () => {
    const lines = fc.string({
      unit: fc.constantFrom(...`anna: ()hello{}"'\\,[]ü💡\u202e\n`, '{"message":"', '"}'),
      maxLength: 80,
    })
    const fields = fc.dictionary(
      fc.constantFrom(
        'user',
        'from',
        'client',
        'bn',
        'message',
        'say',
        'text',
        'e',
        'id',
        'clock',
        'ts',
        '__proto__',
      ),
      fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant([{ v: 'hello' }])),
    )
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      lines.map(encodeText),
      fields.map((value) => encodeText(JSON.stringify(value))),
    )
    fc.assert(
      fc.property(payload, (bytes) => {
        const message = readChat(bytes)
        if (!message) return
        expect(message.text.trim()).not.toBe('')
        expect(message.text.length).toBeLessThanOrEqual(MAX_TEXT)
        expect(message.text.isWellFormed()).toBe(true)
        if (message.user !== undefined) {
          expect(message.user).not.toBe('')
          expect([...message.user].length).toBeLessThanOrEqual(MAX_NAME)
        }
        if (message.id !== undefined) expect(message.id.length).toBeLessThanOrEqual(100)
        if (message.ts !== undefined) expect(new Date(message.ts).getTime()).not.toBeNaN()
      }),
      { numRuns: 3_000 },
    )
  })

  // Held by the patience of the test alone: what is not linear takes minutes.
  it('made to be slow is read quickly', () => {
    for (const text of [
      `a${' '.repeat(200_000)}`,
      `a: ${' '.repeat(200_000)}`,
      `(${'a'.repeat(200_000)}`,
      'a :'.repeat(60_000),
    ]) {
      readChat(encodeText(`${text}x`))
    }
  })
})
