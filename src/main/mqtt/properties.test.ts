import type { IPublishPacket } from 'mqtt'
import { generate, parser, type Packet } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { readProperties } from './properties'

type Given = IPublishPacket['properties']

/** What mqtt.js makes of properties that come over the network. */
function overTheWire(properties: Given): Given {
  const packets: Packet[] = []
  const reader = parser({ protocolVersion: 5 })
  reader.on('packet', (packet) => packets.push(packet))
  const packet = {
    cmd: 'publish',
    topic: 'led',
    payload: 'on',
    qos: 0,
    dup: false,
    retain: false,
    properties,
  }
  reader.parse(generate(packet as Packet, { protocolVersion: 5 }))
  return (packets[0] as IPublishPacket).properties
}

it('reads all that a person can make something of', () => {
  const given = overTheWire({
    payloadFormatIndicator: true,
    messageExpiryInterval: 0,
    contentType: 'application/json',
    responseTopic: 'answers/7',
    correlationData: Buffer.from([0xca, 0xfe, 0x00]),
    userProperties: { b: ['1', '', '2'], a: 'é' },
  })
  expect(readProperties(given)).toEqual({
    isText: true,
    expiry: 0,
    contentType: 'application/json',
    responseTopic: 'answers/7',
    correlation: 'cafe00',
    user: [
      ['b', '1'],
      ['b', ''],
      ['b', '2'],
      ['a', 'é'],
    ],
  })
})

it.each<Given>([
  undefined,
  {},
  { topicAlias: 3 },
  { payloadFormatIndicator: false },
  { subscriptionIdentifier: 1 },
])('makes nothing of %j', (given) => expect(readProperties(given)).toBeUndefined())

it('takes names that mean something to JavaScript for names', () => {
  const userProperties = Object.assign(Object.create(null) as Record<string, string>, { constructor: 'x' })
  Object.defineProperty(userProperties, '__proto__', { value: 'y', enumerable: true })
  expect(readProperties(overTheWire({ userProperties }))?.user).toEqual([
    ['constructor', 'x'],
    ['__proto__', 'y'],
  ])
})

it.each([
  ['a list', { contentType: ['a', 'b'], messageExpiryInterval: [1, 2], responseTopic: ['a'] }],
  ['null', { contentType: null, correlationData: null, responseTopic: null, userProperties: null }],
  ['half a pair of user properties', { userProperties: { a: null, b: [null, 3, {}] } }],
  ['text that is none', { contentType: '\ud800', userProperties: { '\ud800': 'a', b: '\udc00' } }],
])('leaves out %s', (_what, given) => {
  expect(readProperties(given as unknown as Given)).toBeUndefined()
})

describe('the bounds', () => {
  it('keep 50 user properties, whether of one name or of many', () => {
    const values = Array.from({ length: 60 }, (_, index) => String(index))
    const many = Object.fromEntries(values.map((value) => [`n${value}`, value]))
    for (const userProperties of [{ a: values }, many]) {
      const user = readProperties({ userProperties })?.user
      expect(user?.map(([, value]) => value)).toEqual(values.slice(0, 50))
    }
  })

  it('keep 8 KB of texts, counted in bytes, and what still fits', () => {
    const read = readProperties({
      contentType: 'é'.repeat(4_000),
      responseTopic: 'r'.repeat(200),
      userProperties: { a: 'b'.repeat(191), c: 'd'.repeat(191), e: '' },
    })
    expect(read?.contentType).toHaveLength(4_000)
    expect(read).not.toHaveProperty('responseTopic')
    expect(read?.user).toEqual([['a', 'b'.repeat(191)]])
  })

  it('cut the correlation at 256 bytes', () => {
    expect(readProperties({ correlationData: Buffer.alloc(300, 0xab) })?.correlation).toBe('ab'.repeat(256))
  })
})
