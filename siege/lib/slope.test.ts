import { expect, test } from 'vitest'
import { rollDice, type Dice } from '../../faults/dice'
import { slopeOf, type Sample } from './slope'

const HOUR_MS = 3_600_000

/** Samples every 10 s of what grows so fast per hour and swings slowly: each keeps most of what the one before was off. */
function swinging(dice: Dice, count: number, perHour: number, keeps: number): Sample[] {
  let off = 0
  return Array.from({ length: count }, (_, index) => {
    off = keeps * off + dice.between(-1, 1)
    const at = index * 10_000
    return { at, value: 200 + (perHour * at) / HOUR_MS + off }
  })
}

test('a straight line is found as it is, with no width', () => {
  const line = Array.from({ length: 30 }, (_, index) => ({
    at: 1e12 + index * 60_000,
    value: 300 + index / 20,
  }))
  const { perHour, from, to } = slopeOf(line)
  expect(perHour).toBeCloseTo(3, 6)
  expect(to - from).toBeLessThan(1e-6)
})

test('the true slope lies between the two numbers about 95 times of 100, also where neighbours hang together', () => {
  const dice = rollDice(7)
  for (const keeps of [0, 0.6, 0.8]) {
    let hits = 0
    for (let run = 0; run < 400; run++) {
      const { from, to } = slopeOf(swinging(dice, 120, 12, keeps))
      if (from <= 12 && 12 <= to) hits += 1
    }
    expect(hits / 400, `neighbours keep ${keeps}`).toBeGreaterThan(0.88)
    expect(hits / 400, `neighbours keep ${keeps}`).toBeLessThan(0.99)
  }
})

test('more of the same samples make it narrower', () => {
  const width = (count: number): number => {
    const { from, to } = slopeOf(swinging(rollDice(3), count, 5, 0.5))
    return to - from
  }
  expect(width(400)).toBeLessThan(width(40) / 5)
})

test('too few samples are refused', () => {
  expect(() => slopeOf([{ at: 0, value: 1 }])).toThrow('wants 10 samples')
})
