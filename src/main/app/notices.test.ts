import { beforeEach, expect, it } from 'vitest'
import { earlyNotices, Notices } from './notices'

let changes: number
let notices: Notices
beforeEach(() => {
  changes = 0
  notices = new Notices(() => changes++)
})

it('says each thing until it is dismissed', () => {
  notices.say('no-tray')
  notices.say('qos-lowered', 'led')
  expect(notices.list).toEqual([
    { id: 1, kind: 'no-tray' },
    { id: 2, kind: 'qos-lowered', detail: 'led' },
  ])
  notices.dismiss(1)
  expect(notices.list.map(({ id }) => id)).toEqual([2])
  expect(changes).toBe(3)
})

it('says the same thing once, but something else about something else', () => {
  notices.say('qos-lowered', 'led')
  notices.say('qos-lowered', 'led')
  notices.say('qos-lowered', 'chat')
  notices.say('qos-lowered')
  expect(notices.list).toHaveLength(3)
  expect(changes).toBe(3)
})

it('keeps the newest eight', () => {
  for (let count = 0; count < 100; count++) notices.say('qos-lowered', String(count))
  expect(notices.list.map(({ detail }) => detail)).toEqual(['92', '93', '94', '95', '96', '97', '98', '99'])
})

it('gives no id twice, and hands out lists that do not change', () => {
  notices.say('no-tray')
  const before = notices.list
  notices.dismiss(1)
  notices.say('settings-broken', 'x')
  expect(before).toEqual([{ id: 1, kind: 'no-tray' }])
  expect(notices.list.map(({ id }) => id)).toEqual([2])
})

it('has nothing to do where what is dismissed is not there', () => {
  notices.say('no-tray')
  notices.dismiss(99)
  expect(notices.list).toHaveLength(1)
})

it('takes what is said before there is anybody to say it to', () => {
  const early = earlyNotices()
  early.say('history-broken', 'porchlight.broken.db')
  early.sayTo(notices)
  early.say('history-full', '/home/john')
  expect(notices.list.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['history-broken', 'porchlight.broken.db'],
    ['history-full', '/home/john'],
  ])
})
