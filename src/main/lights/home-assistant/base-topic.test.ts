import { describe, expect, it } from 'vitest'
import type { HaConfig } from './config'
import { withBaseTopic } from './base-topic'

function replaced(config: HaConfig): HaConfig | string {
  const result = withBaseTopic(config)
  return result.ok ? result.value : result.error.detail
}

describe('the base topic', () => {
  it.each([
    ['~/set', 'home/lamp/set'],
    ['cmnd/~', 'cmnd/home/lamp'],
    ['~/x/~', 'home/lamp/x/home/lamp'],
    ['~', 'home/lamp'],
    ['~~', 'home/lamphome/lamp'],
    ['a/~/b', 'a/~/b'],
    ['plain', 'plain'],
  ])('makes %s to %s', (topic, full) => {
    expect(replaced({ '~': 'home/lamp', command_topic: topic })).toEqual({ command_topic: full })
  })

  it('stands in topics only, and in those of availability', () => {
    expect(
      replaced({
        '~': 'a',
        name: '~',
        payload_on: '~',
        topic_of_talk: '~',
        state_topic: 5,
        availability: [{ topic: '~/x', payload_available: '~' }, '~', null],
      }),
    ).toEqual({
      name: '~',
      payload_on: '~',
      topic_of_talk: '~',
      state_topic: 5,
      availability: [{ topic: 'a/x', payload_available: '~' }, '~', null],
    })
  })

  it('may be missing', () => {
    expect(replaced({ command_topic: '~/set' })).toEqual({ command_topic: '~/set' })
  })

  it.each<unknown>(['~', '~/lamp', 'lamp/~', 5, null, ['a'], { a: 1 }, 'x'.repeat(1_001)])(
    'is refused: %j',
    (base) => {
      expect(withBaseTopic({ '~': base, command_topic: '~/set' }).ok).toBe(false)
    },
  )
})
