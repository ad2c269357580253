import { beforeEach, expect, it } from 'vitest'
import type { Qos } from '@shared/mqtt/message'
import type { Granted } from '../mqtt/subscriptions'
import { WireFilters } from './wire-filters'

let wanted: Map<string, { asked: Qos; granted: Granted }>
let unsubscribed: string[]
let answer: Granted
let filters: WireFilters

beforeEach(() => {
  wanted = new Map([['led', { asked: 2, granted: 2 }]])
  unsubscribed = []
  answer = 1
  filters = new WireFilters(
    {
      get subscriptions() {
        return [...wanted].map(([filter, rest]) => ({ filter, ...rest }))
      },
      subscribe: async (filter, qos = 2) => {
        wanted.set(filter, { asked: qos, granted: answer })
        return await Promise.resolve(answer)
      },
      unsubscribe: async (filter) => {
        wanted.delete(filter)
        unsubscribed.push(filter)
        await Promise.resolve()
      },
    },
    () => ['led'],
    (filter) => filter === 'lamp/state',
  )
})

it('shows the app’s own subscriptions, which cannot be removed', async () => {
  expect(filters.list()).toEqual([{ filter: 'led', asked: 2, granted: 2, byUser: false }])
  await filters.remove('led')
  expect(unsubscribed).toEqual([])
})

it('subscribes for the user and removes it again', async () => {
  expect(await filters.add('home/#', 1)).toBe(1)
  expect(filters.list()[1]).toEqual({ filter: 'home/#', asked: 1, granted: 1, byUser: true })
  await filters.remove('home/#')
  expect(unsubscribed).toEqual(['home/#'])
  expect(filters.list()).toHaveLength(1)
})

it('does not lower the quality of a filter that the app needs, nor deafen it', async () => {
  await filters.add('led', 0)
  expect(filters.list()).toEqual([{ filter: 'led', asked: 2, granted: 2, byUser: true }])
  await filters.remove('led')
  expect(filters.list()).toEqual([{ filter: 'led', asked: 2, granted: 2, byUser: false }])
  expect(unsubscribed).toEqual([])
})

it('says what was refused and what is not answered yet', async () => {
  answer = 'refused'
  expect(await filters.add('secret', 2)).toBe('refused')
  answer = 'later'
  await filters.add('soon', 2)
  expect(filters.list().slice(1)).toEqual([
    { filter: 'secret', asked: 2, byUser: true, refused: true },
    { filter: 'soon', asked: 2, byUser: true },
  ])
})

it('does not remove what the user has not asked for', async () => {
  wanted.set('chat', { asked: 2, granted: 2 })
  await filters.remove('chat')
  expect(unsubscribed).toEqual([])
})

it('does not list what lamps are listened to on, nor deafens them', async () => {
  wanted.set('lamp/state', { asked: 0, granted: 0 })
  expect(filters.list().map(({ filter }) => filter)).toEqual(['led'])
  await filters.add('lamp/state', 1)
  expect(filters.list()[1]).toMatchObject({ filter: 'lamp/state', asked: 1, byUser: true })
  await filters.add('lamp/state', 0)
  expect(filters.list()[1]).toMatchObject({ asked: 1 })
  await filters.remove('lamp/state')
  expect(unsubscribed).toEqual([])
})
