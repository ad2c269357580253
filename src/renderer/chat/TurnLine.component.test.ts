import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RoomView } from '@shared/ipc/state'
import { aRoom, connected, someSettings } from '../testing/state'
import { openPart } from '../testing/window'
import TurnLine from './TurnLine.vue'

enableAutoUnmount(afterEach)
// Where the tests run, so that the words do not depend on a zone.
const now = new Date(2026, 4, 10, 10, 45).getTime()
const at = (hours: number, minutes: number, day = 10): number =>
  new Date(2026, 4, day, hours, minutes).getTime()
const last = { mayWrite: false, because: 'last-is-mine' } as const

beforeEach(() => void vi.useFakeTimers({ now }))
afterEach(() => void vi.useRealTimers())

function open(room: Partial<RoomView>, language = 'en-GB') {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('en-GB')
  const props = { room: aRoom(room) }
  return openPart(TurnLine, { props, language, views: { connection: connected, settings: someSettings() } })
}
const words = (room: Partial<RoomView>, language?: string): string =>
  open(room, language).part.text().replaceAll(/\s+/g, ' ')

it('begins with whose turn it is', () => {
  expect(words({ lastUser: 'Yoko', lastAt: at(10, 42) })).toBe('Your turn Yoko wrote at 10:42')
})

it('says since when somebody else is waited for, and when that is over', () => {
  const rules = { turns: true, timeout: 20, revision: 1 }
  expect(words({ turn: last, lastAt: at(10, 42), rules })).toBe(
    'You wrote last. Somebody else has to answer first. Waiting since 10:42 (3 minutes) Anybody may write from 11:02.',
  )
})

it('says the day where it is another', () => {
  expect(words({ lastUser: 'Yoko', lastAt: at(10, 42, 8) })).toContain('Yoko wrote at 10:42 on Friday')
})

it('says that everybody may write where there are no turns', () => {
  const text = words({
    lastUser: 'Yoko',
    lastAt: at(10, 42),
    rules: { turns: false, timeout: 0, revision: 1 },
  })
  expect(text).toBe('Everybody may write here.')
})

it('goes on with the time, without readers hearing it every minute', async () => {
  const { part } = open({ turn: last, lastAt: at(10, 45) })
  expect(part.text()).not.toContain('(')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(part.get('[aria-hidden=true]:not(svg)').text()).toBe('(1 minute)')
})

it('says nothing of a time that lies ahead', () => {
  expect(words({ turn: last, lastAt: at(11, 42) })).not.toContain('(')
})

it('is Italian in Italian', () => {
  expect(words({ lastUser: 'Yoko', lastAt: at(10, 42) }, 'it-IT')).toBe(
    'Tocca a te Yoko ha scritto alle 10:42',
  )
})
