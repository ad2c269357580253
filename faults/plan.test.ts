import { describe, expect, it } from 'vitest'
import { rollDice } from './dice'
import { FAULT_KINDS, planFaults, planKills, type Fault } from './plan'

describe('planFaults', () => {
  it('draws the same faults for the same seed and others for another', () => {
    const draw = (seed: number) => planFaults(rollDice(seed), 50, 1_000)
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })

  it('draws as many as it is told, of every kind, all before the last messages and in their order', () => {
    const faults = planFaults(rollDice(1), 200, 10_000)
    expect(faults).toHaveLength(200)
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS))
    expect(new Set(faults.map(({ who }) => who))).toEqual(new Set(['john', 'yoko', 'both']))
    expect(faults.every(({ at }) => at >= 0 && at < 9_800)).toBe(true)
    expect(faults.map(({ at }) => at)).toEqual(faults.map(({ at }) => at).sort((a, b) => a - b))
  })
})

describe('planKills', () => {
  it('takes the nodes in their turn, spread over the messages', () => {
    const kills = planKills(rollDice(1), 3, 3, 900, [])
    expect(kills.map(({ node }) => node)).toEqual([0, 1, 2])
    kills.forEach(({ at }, index) => expect(Math.floor(at / 300)).toBe(index))
  })

  it('puts every other one into the middle of a fault that leaves connections standing', () => {
    const fault: Fault = { kind: 'delay', who: 'john', at: 700, wait: 10, lasts: 100, strength: 1 }
    const cut: Fault = { ...fault, kind: 'cut', at: 650 }
    const [first, second] = planKills(rollDice(1), 2, 1, 800, [cut, fault])
    expect(first).toMatchObject({ at: 700, wait: 60 })
    expect(second?.wait).toBeLessThan(60)
  })
})
