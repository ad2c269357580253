import { beforeEach, expect, it } from 'vitest'
import { Subscriptions } from './subscriptions'

let subscriptions: Subscriptions
beforeEach(() => (subscriptions = new Subscriptions()))

it('has nothing to ask when nothing is wanted', () => {
  expect(subscriptions.due()).toBeUndefined()
  expect(subscriptions.list()).toEqual([])
})

it('asks for the filters of one quality at a time, until all are answered', () => {
  subscriptions.want('led', 2)
  subscriptions.want('chat/#', 1)
  subscriptions.want('home/+', 2)
  expect(subscriptions.due()).toEqual({ filters: ['led', 'home/+'], qos: 2 })
  subscriptions.granted('led', 2)
  subscriptions.granted('home/+', 0)
  expect(subscriptions.due()).toEqual({ filters: ['chat/#'], qos: 1 })
  subscriptions.granted('chat/#', 1)
  expect(subscriptions.due()).toBeUndefined()
  expect(subscriptions.list()).toEqual([
    { filter: 'led', asked: 2, granted: 2 },
    { filter: 'chat/#', asked: 1, granted: 1 },
    { filter: 'home/+', asked: 2, granted: 0 },
  ])
})

it.each([128, 135, 3, -1, Number.NaN])('counts the code %d as refused', (code) => {
  subscriptions.want('led', 2)
  expect(subscriptions.granted('led', code)).toBe('refused')
  expect(subscriptions.list()).toEqual([{ filter: 'led', asked: 2, granted: 'refused' }])
  expect(subscriptions.due()).toBeUndefined()
})

it('asks for everything again when the grants are forgotten, the refused included', () => {
  subscriptions.want('led', 2)
  subscriptions.want('secret', 2)
  subscriptions.granted('led', 2)
  subscriptions.granted('secret', 128)
  subscriptions.forgetGrants()
  expect(subscriptions.due()).toEqual({ filters: ['led', 'secret'], qos: 2 })
})

it('asks again when the same filter is wanted with another quality', () => {
  subscriptions.want('led', 0)
  subscriptions.granted('led', 0)
  subscriptions.want('led', 2)
  expect(subscriptions.due()).toEqual({ filters: ['led'], qos: 2 })
  expect(subscriptions.filters()).toEqual(['led'])
})

it('ignores a grant for a filter that is not wanted any more', () => {
  subscriptions.want('led', 2)
  subscriptions.drop('led')
  expect(subscriptions.granted('led', 2)).toBe(2)
  expect(subscriptions.list()).toEqual([])
})

it('remembers what the broker has to forget until it has been told', () => {
  subscriptions.want('led', 2)
  subscriptions.want('#', 0)
  expect(subscriptions.drop('#')).toBe(true)
  expect(subscriptions.drop('#')).toBe(false)
  expect(subscriptions.due()).toEqual({ filters: ['led'], qos: 2 })
  subscriptions.granted('led', 2)
  expect(subscriptions.due()).toEqual({ unwanted: ['#'] })
  subscriptions.dropped(['#'])
  expect(subscriptions.due()).toBeUndefined()
})

it('forgets that a filter was to be dropped when it is wanted again', () => {
  subscriptions.want('#', 0)
  subscriptions.drop('#')
  subscriptions.want('#', 1)
  subscriptions.granted('#', 1)
  expect(subscriptions.due()).toBeUndefined()
})

it.each(['__proto__', 'constructor', 'resubscribe', 'toString'])(
  'knows %s as a filter like any other',
  (filter) => {
    expect(subscriptions.drop(filter)).toBe(false)
    subscriptions.want(filter, 1)
    expect(subscriptions.due()).toEqual({ filters: [filter], qos: 1 })
    subscriptions.granted(filter, 1)
    expect(subscriptions.list()).toEqual([{ filter, asked: 1, granted: 1 }])
  },
)
