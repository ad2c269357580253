import { describe, expect, it } from 'vitest'
import { temperatureScale } from './temperature-scale'

describe('the places of a colour temperature', () => {
  const scale = temperatureScale({ min: 2_000, max: 6_500 })

  it('go from warm to cold, to both ends exactly', () => {
    expect(scale.kelvinAt(0)).toBe(2_000)
    expect(scale.kelvinAt(scale.last)).toBe(6_500)
    expect(scale.kelvinAt(1)).toBeGreaterThan(2_000)
  })

  it('are as many mired apart everywhere', () => {
    const mired = (place: number): number => 1_000_000 / scale.kelvinAt(place)
    expect(mired(10) - mired(11)).toBeCloseTo(mired(50) - mired(51), 0)
  })

  it('are found again from the Kelvin', () => {
    for (let place = 0; place <= scale.last; place++) expect(scale.placeOf(scale.kelvinAt(place))).toBe(place)
  })

  it('hold what a lamp says beyond its own range', () => {
    expect(scale.placeOf(1_000)).toBe(0)
    expect(scale.placeOf(9_000)).toBe(scale.last)
  })

  it('are two at least, for a lamp that hardly has a range', () => {
    const narrow = temperatureScale({ min: 2_700, max: 2_710 })
    expect([narrow.last, narrow.kelvinAt(0), narrow.kelvinAt(1)]).toEqual([1, 2_700, 2_710])
  })
})
