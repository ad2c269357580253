import { expect, it } from 'vitest'
import { matchesFilter } from '@shared/mqtt/topic'
import { anyOf, topicsFor } from './retained-topics'

const TOPICS = [
  'led',
  'home/led',
  'home/kitchen/led',
  'home',
  'home/',
  '/led',
  '$SYS/broker',
  '$SYS',
  'home//led',
]
const FILTERS = [
  '#',
  '+',
  'home/#',
  'home/+',
  '+/led',
  'home/+/led',
  '+/+',
  '$SYS/#',
  '+/broker',
  'led',
  'home/led',
]

it.each(FILTERS)('takes the same topics for %s as MQTT does', (filter) => {
  const isWanted = anyOf([filter])
  expect(TOPICS.filter(isWanted)).toEqual(TOPICS.filter((topic) => matchesFilter(filter, topic)))
})

it('takes what any of several filters wants, once', () => {
  expect(TOPICS.filter(anyOf(['led', '+/led', 'home/+']))).toEqual(['led', 'home/led', 'home/', '/led'])
})

function kept(topics: readonly string[]) {
  const looks = { all: 0 }
  return {
    looks,
    has: (topic: string) => topics.includes(topic),
    all: () => {
      looks.all++
      return topics
    },
  }
}

it('looks up filters without a wildcard, and walks past everything once for the others', async () => {
  const store = kept(TOPICS)
  const rest = () => Promise.resolve()
  expect(await topicsFor(['led', 'nothing', 'led', 'home/led'], store, () => 0, rest)).toEqual([
    'led',
    'home/led',
  ])
  expect(store.looks.all).toBe(0)
  expect(await topicsFor(['led', 'home/+', '+'], store, () => 0, rest)).toEqual([
    'led',
    'home/led',
    'home',
    'home/',
  ])
  expect(store.looks.all).toBe(1)
})

it('rests where a walk takes long', async () => {
  const topics = Array.from({ length: 1_000 }, (_, index) => `topic/${index}`)
  let now = 0
  let rests = 0
  const found = await topicsFor(
    ['topic/+'],
    kept(topics),
    () => now++,
    () => Promise.resolve(void rests++),
  )
  expect(found).toEqual(topics)
  expect(rests).toBeGreaterThan(5)
})
