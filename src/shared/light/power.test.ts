import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeText } from '../mqtt/message'
import { readPower, writePower } from './power'

const read = (text: string): 'on' | 'off' | undefined => readPower(encodeText(text))

// The letters are those of the table of forms that the lab's clients send on a light's topic.
describe('the lab switches a light', () => {
  it.each<[string, string, 'on' | 'off']>([
    ['a', 'on', 'on'],
    ['a', 'off', 'off'],
    ['b', '{"client":"LedCommander","n":"switch","value":"on","timestamp":"1575000000"}', 'on'],
    ['b', '{"client":"LedCommander","n":"switch","value":"off","timestamp":"1575000000"}', 'off'],
    ['c', '{"client":"LedCommander","n":"switch","value":1,"timestamp":"1575000000","unit":"bool"}', 'on'],
    ['c', '{"client":"LedCommander","n":"switch","value":0,"timestamp":"1575000000","unit":"bool"}', 'off'],
    ['d', '{"client":"x","n":"switch","status":1,"timestamp":1732000000.5,"unit":"bool"}', 'on'],
    ['d', '{"client":"x","n":"switch","status":0,"timestamp":1732000000.5,"unit":"bool"}', 'off'],
    ['e', '{"bn":"telegramBot","e":[{"n":"switch","v":"on","t":1732000000,"u":"bool"}]}', 'on'],
    ['e', '{"bn":"telegramBot","e":[{"n":"switch","v":false,"t":1732000000,"u":"bool"}]}', 'off'],
    ['e', '{"e":[{"v":1}]}', 'on'],
    ['e', '{"e":[{"value":"off"}]}', 'off'],
    ['f', '{"clientID":"x","n":"switch","value":"on"}', 'on'],
    ['g', '{"status":"ON","topic":"led"}', 'on'],
    ['g', '{"status":"OFF"}', 'off'],
    ['h', '"{\\"command\\": \\"on\\"}"', 'on'],
    ['h', '"{\\"command\\": \\"off\\"}"', 'off'],
    ['h', '{"command": "off"}', 'off'],
    ['i', "{'client': 'ledClient', 'n': 'switch', 'value': 'on'}", 'on'],
    ['i', "\"{'client': 'ledClient', 'n': 'switch', 'value': False}\"", 'off'],
    ['i', "{'status': True}", 'on'],
    // What Porchlight's neighbours in the lab would send to be read by everybody.
    [
      'superset',
      '{"client":"x","n":"switch","value":1,"status":1,"timestamp":1,"unit":"bool","bn":"x","e":[{"n":"switch","v":1,"t":1,"u":"bool"}]}',
      'on',
    ],
    ['words', 'ON', 'on'],
    ['words', ' Off\r\n', 'off'],
    ['words', 'TRUE', 'on'],
    ['words', 'False', 'off'],
    ['words', '1', 'on'],
    ['words', '0', 'off'],
    ['words', '"on"', 'on'],
    ['words', '"1"', 'on'],
    ['words', '"false"', 'off'],
    ['words', '"\\"on\\""', 'on'],
    ['words', '"ON "', 'on'],
    ['words', '1.0', 'on'],
    ['words', '\ufeffon', 'on'],
    ['others', '{"state":"ON","brightness":255}', 'on'],
    ['others', '{"v":0}', 'off'],
  ])('form %s: %s', (_form, payload, expected) => {
    expect(read(payload)).toBe(expected)
  })
})

describe('a light stays as it is after', () => {
  const deep = (open: string, close: string): string => `${open.repeat(100_000)}1${close.repeat(100_000)}`
  it.each<[string, Uint8Array]>([
    ['the alert (form j)', encodeText('{"client":"x","message":"Be Aware. on","timestamp":1}')],
    ['nothing', new Uint8Array()],
    ['blanks', encodeText(' \n')],
    ['1 MB', new Uint8Array(1_048_576).fill(0x31)],
    ['1 MB around an order', encodeText(`{"pad":"${'x'.repeat(1_048_576)}","status":"on"}`)],
    ['bytes that are not UTF-8', Uint8Array.from([0x6f, 0x6e, 0xff])],
    ['deep arrays', encodeText(deep('[', ']'))],
    ['deep objects', encodeText(deep('{"status":', '}'))],
    ['deep objects within the limit', encodeText('{"v":'.repeat(6_000) + '1' + '}'.repeat(6_000))],
    ['NaN', encodeText('NaN')],
    ['NaN in a field', encodeText('{"value":NaN}')],
    ['infinity', encodeText('{"value":1e999}')],
    ['a huge number', encodeText('1'.repeat(400))],
    ['a half', encodeText('0.5')],
    ['two', encodeText('{"status":2}')],
    ['a brightness only', encodeText('{"brightness":255}')],
    ['null', encodeText('null')],
    ['a list', encodeText('["on"]')],
    ['an empty list of records', encodeText('{"e":[]}')],
    ['a record that is a word', encodeText('{"e":["on"]}')],
    ['a record in a record', encodeText('{"e":[{"v":{"v":1}}]}')],
    ['records that are no list', encodeText('{"e":{"0":{"v":1}}}')],
    ['another word', encodeText('toggle')],
    ['a sentence', encodeText('the light is on')],
    ['a word that every object knows', encodeText('constructor')],
    ['a field that every object knows', encodeText('{"value":"__proto__"}')],
    ['a prototype', encodeText('{"__proto__":{"status":"on"}}')],
    ['a prototype in Python', encodeText("{'__proto__': {'status': 'on'}}")],
    // The first field that is there counts, even where another would say something.
    ['a first field that says nothing', encodeText('{"status":"maybe","value":"on"}')],
    ['a broken object', encodeText('{"status":"on"')],
  ])('%s', (_what, payload) => {
    expect(readPower(payload)).toBeUndefined()
  })

  it('any bytes: it never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (payload) => {
        expect([undefined, 'on', 'off']).toContain(readPower(payload))
      }),
    )
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect([undefined, 'on', 'off']).toContain(read(json))
      }),
    )
  })
})

it('reads what it writes', () => {
  expect(read(writePower(true))).toBe('on')
  expect(read(writePower(false))).toBe('off')
  expect(writePower(true)).toBe('on')
})
