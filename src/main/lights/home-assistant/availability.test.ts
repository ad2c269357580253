import { describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { presenceOf } from './availability'
import type { HaConfig } from './config'

const heard = (config: HaConfig, topic: string, payload: string) =>
  presenceOf(config).read(topic, encodeText(payload))

describe('availability', () => {
  it('is not spoken of', () => {
    expect(presenceOf({}).availability).toBeUndefined()
    expect(presenceOf({ availability: [null, 5, {}, { topic: '' }] }).availability).toBeUndefined()
    expect(heard({}, 'a', 'online')).toBeUndefined()
  })

  it('is told on one topic, and nobody is there before', () => {
    const config = { availability_topic: 'a' }
    expect(presenceOf(config).availability).toEqual({ topics: ['a'], mode: 'latest', assumed: false })
    expect(heard(config, 'a', 'online')).toBe(true)
    expect(heard(config, 'a', 'offline')).toBe(false)
    expect(heard(config, 'a', 'Online')).toBeUndefined()
    expect(heard(config, 'b', 'online')).toBeUndefined()
    expect(presenceOf(config).read('a', new Uint8Array([0xff]))).toBeUndefined()
  })

  it('is told in other words and inside of JSON', () => {
    const config = {
      availability_topic: 'a',
      payload_available: 'up',
      payload_not_available: 'down',
      availability_template: '{{ value_json.state }}',
    }
    expect(heard(config, 'a', '{"state":"up"}')).toBe(true)
    expect(heard(config, 'a', '{"state":"down"}')).toBe(false)
    expect(heard(config, 'a', 'up')).toBeUndefined()
  })

  it('is told on several topics, each in its own words', () => {
    const config = {
      availability_mode: 'all',
      availability: [
        { topic: 'bridge', value_template: '{{ value_json.state }}' },
        { topic: 'lamp', payload_available: '1', payload_not_available: '0' },
      ],
    }
    expect(presenceOf(config).availability).toEqual({
      topics: ['bridge', 'lamp'],
      mode: 'all',
      assumed: false,
    })
    expect(heard(config, 'bridge', '{"state":"online"}')).toBe(true)
    expect(heard(config, 'lamp', '0')).toBe(false)
    expect(heard(config, 'lamp', 'online')).toBeUndefined()
  })

  it('does not hold a light back for a template that is not understood', () => {
    const template = '{% for x in value %}{{ x }}{% endfor %}'
    expect(
      presenceOf({ availability_topic: 'a', availability_template: template }).availability,
    ).toBeUndefined()
    expect(
      presenceOf({ availability: [{ topic: 'a', value_template: template }, { topic: 'b' }] }).availability
        ?.topics,
    ).toEqual(['b'])
  })

  it('is told by twelve topics at most', () => {
    const availability = Array.from({ length: 100 }, (_, index) => ({ topic: `a/${index}` }))
    expect(presenceOf({ availability, availability_mode: 'some' }).availability).toMatchObject({
      mode: 'latest',
      topics: availability.slice(0, 12).map(({ topic }) => topic),
    })
  })
})
