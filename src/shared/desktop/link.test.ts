import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ok, refused } from '../result'
import { linkTo, MAX_LINK, parseLink, type PorchlightLink } from './link'

const join = (topic: string, name = ''): PorchlightLink => ({ kind: 'join', topic, name })

describe('a link to a room', () => {
  it.each<[string, PorchlightLink]>([
    ['porchlight://join?topic=chat', join('chat')],
    ['porchlight://join?topic=workshop%2Fbench&name=The%20bench', join('workshop/bench', 'The bench')],
    ['porchlight://join?topic=workshop/bench&name=The+bench', join('workshop/bench', 'The bench')],
    ['porchlight://join?name=K%C3%BCche&topic=k%C3%BCche', join('küche', 'Küche')],
    ['porchlight://join?topic=a&name=', join('a')],
    ['porchlight://join?topic=a%3Db%26c&name=1%2B1', join('a=b&c', '1+1')],
    ['porchlight://join?topic=a=b', join('a=b')],
    // Schemes and hosts are the same in capitals (RFC 3986, 3.1 and 3.2.2); Windows adds the slash.
    ['PORCHLIGHT://Join/?topic=chat', join('chat')],
  ])('%s', (text, link) => {
    expect(parseLink(text)).toEqual(ok(link))
  })

  it.each([
    ['without a topic', 'porchlight://join', 'topic'],
    ['with an empty topic', 'porchlight://join?topic=', 'topic'],
    ['with a wildcard', 'porchlight://join?topic=chat/%23', 'topic'],
    ['where other things talk', 'porchlight://join?topic=zigbee2mqtt/lamp', 'topic'],
    ['with a light', 'porchlight://join?topic=led', 'topic'],
    ['with a part of a room', 'porchlight://join?topic=chat/turn', 'topic'],
    ['with NUL', 'porchlight://join?topic=a%00b', 'topic'],
    ['with a line', 'porchlight://join?topic=a%0Ab', 'topic'],
    ['with a turned text', 'porchlight://join?topic=a%E2%80%AEb', 'topic'],
    ['with a character that is not seen', 'porchlight://join?topic=chat%E2%80%8B', 'topic'],
    ['with too long a name', `porchlight://join?topic=a&name=${'n'.repeat(61)}`, 'name'],
    ['with a name of two lines', 'porchlight://join?topic=a&name=b%0Dc', 'name'],
    ['with a turned name', 'porchlight://join?topic=a&name=%E2%81%A6b', 'name'],
    ['with a passphrase', 'porchlight://join?topic=a&passphrase=x', 'parameters'],
    ['with two topics', 'porchlight://join?topic=a&topic=b', 'parameters'],
    ['with a light beside the topic', 'porchlight://join?topic=a&light=led', 'parameters'],
    ['with a name of a parameter that is encoded', 'porchlight://join?%74opic=a', 'parameters'],
    ['with a parameter in capitals', 'porchlight://join?Topic=a', 'parameters'],
    ['with an empty parameter', 'porchlight://join?topic=a&', 'parameters'],
    ['with bytes that are no UTF-8', 'porchlight://join?topic=%FF', 'parameters'],
    ['with half a surrogate', 'porchlight://join?topic=%ED%A0%80', 'parameters'],
    ['with a percent sign alone', 'porchlight://join?topic=100%', 'parameters'],
  ])('is refused %s', (_what, text, problem) => {
    expect(parseLink(text)).toEqual(refused(problem))
  })
})

describe('a link to a light', () => {
  it.each<[string, PorchlightLink]>([
    ['porchlight://toggle', { kind: 'toggle' }],
    ['porchlight://toggle/', { kind: 'toggle' }],
    ['porchlight://toggle?', { kind: 'toggle' }],
    ['porchlight://toggle?light=led', { kind: 'toggle', light: 'led' }],
    ['porchlight://toggle?light=zigbee2mqtt%3A0x01', { kind: 'toggle', light: 'zigbee2mqtt:0x01' }],
  ])('%s', (text, link) => {
    expect(parseLink(text)).toEqual(ok(link))
  })

  it.each([
    ['with an empty id', 'porchlight://toggle?light=', 'light'],
    ['with too long an id', `porchlight://toggle?light=${'l'.repeat(301)}`, 'light'],
    ['with a bell', 'porchlight://toggle?light=a%07', 'light'],
    ['with what to switch it to', 'porchlight://toggle?light=led&to=on', 'parameters'],
  ])('is refused %s', (_what, text, problem) => {
    expect(parseLink(text)).toEqual(refused(problem))
  })
})

describe('what is no link of ours', () => {
  it.each([
    '',
    'porchlight:',
    'porchlight://',
    'porchlight:join?topic=a',
    'porchlight:/join?topic=a',
    'porchlight:///join?topic=a',
    'porchlight://join:1883?topic=a',
    'porchlight://john@join?topic=a',
    'porchlight://john:secret@toggle',
    'porchlight://join/a?topic=a',
    'porchlight://join//?topic=a',
    'porchlight://join?topic=a#b',
    'porchlight://toggle#',
    'porchlight://quit',
    'porchlight://toggled',
    'porchlight://%6Aoin?topic=a',
    'https://join?topic=a',
    ' porchlight://toggle',
    'porchlight://toggle\n',
    'porchlight://join?topic=küche',
    'porchlight://join?topic=a b',
    'porchlight://join?topic="a"',
    'porchlight://toggle --broker=mqtt://192.0.2.1',
  ])('%j', (text) => {
    expect(parseLink(text)).toEqual(refused('form'))
  })

  it('a text that is too long', () => {
    const most = `porchlight://join?topic=a&name=${'+'.repeat(MAX_LINK)}`.slice(0, MAX_LINK)
    expect(parseLink(most)).toEqual(ok(join('a')))
    expect(parseLink(`${most}+`)).toEqual(refused('too-long'))
  })
})

const text = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
const anyLink = fc.oneof(
  fc.record({ kind: fc.constant('join' as const), topic: text, name: text }),
  fc.record({ kind: fc.constant('toggle' as const), light: text }),
  fc.constant({ kind: 'toggle' as const }),
)

it('a link that is read says the same when it is written and read again', () => {
  let read = 0
  fc.assert(
    fc.property(anyLink, (link) => {
      const once = parseLink(linkTo(link))
      if (!once.ok) return
      read++
      expect(parseLink(linkTo(once.value))).toEqual(once)
      // Only the air around it may go, and a light that is named is never the one in the tray.
      if (link.kind === 'join')
        expect(once.value).toEqual({ ...link, topic: link.topic.trim(), name: link.name.trim() })
      else expect(once.value).toEqual(link)
    }),
    { numRuns: 2_000 },
  )
  expect(read).toBeGreaterThan(500)
})

it('10,000 links that were tampered with are read or refused, and never more than what is allowed', () => {
  const whole = ['porchlight://join?topic=workshop%2Fbench&name=The%20bench', 'porchlight://toggle?light=led']
  const piece = fc.oneof(
    fc.constantFrom(
      '%',
      '%00',
      '%E2%80%AE',
      '&',
      '=',
      '?',
      '#',
      '/',
      '@',
      ':',
      '..',
      '\0',
      '\n',
      ' ',
      '"',
      '--',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const mutation = fc.record({ at: fc.nat(60), cut: fc.nat(6), piece })
  const outcomes = { ok: 0, refused: 0 }
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (link, mutations) => {
        const tampered = mutations.reduce(
          (now, { at, cut, piece }) => now.slice(0, at) + piece + now.slice(at + cut),
          link,
        )
        const read = parseLink(tampered)
        outcomes[read.ok ? 'ok' : 'refused']++
        if (!read.ok) return
        const values = Object.values(read.value).join('')
        expect(values).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u)
        expect(parseLink(linkTo(read.value))).toEqual(read)
      },
    ),
    { numRuns: 10_000 },
  )
  expect(outcomes.ok).toBeGreaterThan(100)
  expect(outcomes.refused).toBeGreaterThan(100)
})
