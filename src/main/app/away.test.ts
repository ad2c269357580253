import { beforeEach, expect, it } from 'vitest'
import { Away } from './away'
import { HandClock } from './testing/hand-clock'

let clock: HandClock
let touchedAt: number
let told: boolean[]
let signs: Map<string, () => void>
let away: Away

beforeEach(() => {
  clock = new HandClock()
  touchedAt = clock.now
  told = []
  signs = new Map()
  away = new Away({
    idleSeconds: () => Math.floor((clock.now - touchedAt) / 1000),
    on: (sign, listener) => signs.set(sign, listener),
    after: clock.after,
    changed: (isAway) => told.push(isAway),
  })
  away.start()
})

function touch(): void {
  touchedAt = clock.now
}

it('says nothing while the computer is used', () => {
  for (let minute = 0; minute < 20; minute += 1) {
    clock.pass(60_000)
    touch()
  }
  expect(told).toEqual([])
})

it('is away after five minutes, said once', () => {
  clock.pass(299_000)
  expect(told).toEqual([])
  clock.pass(16_000)
  expect(told).toEqual([true])
  clock.pass(3_600_000)
  expect(told).toEqual([true])
})

it('is back within five seconds', () => {
  clock.pass(600_000)
  touch()
  clock.pass(5_000)
  expect(told).toEqual([true, false])
})

it.each([
  ['lock-screen', 'unlock-screen'],
  ['suspend', 'resume'],
])('is away from %s to %s, at once, whatever moves meanwhile', (from, to) => {
  signs.get(from)?.()
  expect(told).toEqual([true])
  clock.pass(10_000)
  touch()
  clock.pass(10_000)
  expect(told).toEqual([true])
  touch()
  signs.get(to)?.()
  expect(told).toEqual([true, false])
})

it('is still away where a computer wakes up locked', () => {
  signs.get('lock-screen')?.()
  signs.get('suspend')?.()
  signs.get('resume')?.()
  touch()
  clock.pass(5_000)
  expect(told).toEqual([true])
})

it('looks no more after it was stopped', () => {
  away.stop()
  signs.get('lock-screen')?.()
  clock.pass(3_600_000)
  expect(told).toEqual([])
  expect(clock.waiting).toBe(0)
})
