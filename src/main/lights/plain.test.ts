import type { PlainLight } from '@shared/light/arrangement'
import { decodeText, encodeText } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainLamp } from './plain'

const lamp = (light: Partial<PlainLight> = {}) =>
  plainLamp(
    { topic: 'led', sends: 'words', ...light },
    { client: 'porchlight-1', now: () => 1_766_000_000_400 },
  )

const read = (light: Partial<PlainLight>, payload: string) =>
  lamp(light).read('led', encodeText(payload))?.values?.power

const sent = (light: Partial<PlainLight>, power: 'on' | 'off') => {
  const [command, ...more] = lamp(light).write({ power }, { power: 'unknown' })
  expect(more).toEqual([])
  return { ...command!, payload: decodeText(command!.payload) }
}

describe('a plain light', () => {
  it('is its topic, in every way', () => {
    expect(lamp()).toMatchObject({
      id: 'led',
      name: 'led',
      topic: 'led',
      commandTopics: ['led'],
      listens: ['led'],
    })
    expect(lamp()).not.toHaveProperty('availability')
  })

  it('keeps its state on its topic', () => {
    expect(sent({}, 'on')).toEqual({ topic: 'led', payload: 'on', qos: 2, retain: true })
    expect(sent({}, 'off')).toEqual({ topic: 'led', payload: 'off', qos: 2, retain: true })
  })

  it('with a state topic is a device, which is sent nothing retained', () => {
    expect(lamp({ stateTopic: 'led/state' }).listens).toEqual(['led/state'])
    expect(sent({ stateTopic: 'led/state' }, 'on')).toEqual({
      topic: 'led',
      payload: 'on',
      qos: 0,
      retain: false,
    })
    expect(sent({ stateTopic: 'led' }, 'on')).toMatchObject({ qos: 2, retain: true })
  })

  it('is sent JSON that every client of the lab reads', () => {
    const { payload } = sent({ sends: 'json' }, 'on')
    expect(JSON.parse(payload!)).toEqual({
      client: 'porchlight-1',
      n: 'switch',
      value: 1,
      status: 1,
      timestamp: 1_766_000_000,
      unit: 'bool',
      bn: 'porchlight-1',
      e: [{ n: 'switch', v: 1, t: 1_766_000_000, u: 'bool' }],
    })
  })

  it('is sent payloads of its own', () => {
    const own = { sends: 'own', on: 'AN', off: 'AUS' } as const
    expect(sent(own, 'on').payload).toBe('AN')
    expect(sent(own, 'off').payload).toBe('AUS')
    expect(read(own, 'AN')).toBe('on')
    expect(read(own, 'AUS')).toBe('off')
    // Whoever else is on the topic may write as the lab does.
    expect(read(own, '{"status":1}')).toBe('on')
  })

  it('takes its own payloads by the letter, even where they mean the opposite', () => {
    const turned = { sends: 'own', on: '0', off: '1' } as const
    expect(read(turned, '0')).toBe('on')
    expect(read(turned, '1')).toBe('off')
  })

  it('is sent nothing where nothing of its power is wished', () => {
    expect(lamp().write({ brightness: 40 }, { power: 'on' })).toEqual([])
  })

  it.each(['words', 'json', 'own'] as const)('reads what it is sent (%s)', (sends) => {
    const word = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(word, word, fc.constantFrom('on' as const, 'off' as const), (on, off, power) => {
        fc.pre(on !== off)
        const light = { sends, on, off }
        expect(read(light, sent(light, power).payload!)).toBe(power)
      }),
    )
  })
})

describe('a state that stands at a path', () => {
  it.each([
    ['state', '{"state":"ON"}', 'on'],
    ['relays.1.ison', '{"relays":[{"ison":true},{"ison":false}]}', 'off'],
    ['a.b.c', '{"a":{"b":{"c":1}}}', 'on'],
    ['a', '{"a":{"value":"off"}}', 'off'],
    ['a', "{'a': True}", 'on'],
    ['0', '["on"]', 'on'],
    ['b', '{"b":"maybe","state":"on"}', undefined],
    ['missing', '{"state":"on"}', undefined],
    ['state.x', '{"state":"on"}', undefined],
    ['length', '[1]', undefined],
    ['constructor.length', '{}', undefined],
    ['__proto__.state', '{}', undefined],
    ['state', 'on', undefined],
    ['state', '', undefined],
    ['state', '{"state":', undefined],
  ])('%s of %s: %s', (path, payload, power) => {
    expect(read({ path }, payload)).toBe(power)
  })

  it('may be said in words or numbers of its own', () => {
    expect(read({ path: 's', sends: 'own', on: 'AN', off: 'AUS' }, '{"s":"AUS"}')).toBe('off')
    expect(read({ path: 's', sends: 'own', on: '100', off: '0' }, '{"s":100}')).toBe('on')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
        (path, payload) => {
          expect([undefined, 'on', 'off']).toContain(read({ path }, payload))
        },
      ),
    )
  })

  it.each([
    ['1 MB', new Uint8Array(1_048_576).fill(0x31)],
    ['bytes that are no text', Uint8Array.from([0x7b, 0xff])],
    ['a deep payload', encodeText('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))],
  ])('leaves the light as it is after %s', (_what, payload) => {
    expect(lamp({ path: 'a.a' }).read('led', payload)).toBeUndefined()
  })
})
