import { describe, expect, it } from 'vitest'
import type { LightSection } from '@shared/light/sections'
import { aLight } from '../../testing/state'
import { movedBy } from './arranging'

const section = (kind: LightSection['kind'], ...ids: string[]): LightSection => ({
  kind,
  lights: ids.map((id) => aLight({ id })),
})
const sections = [section('favourites', 'a', 'b'), section('others', 'c', 'd', 'e')]

describe('a light that is moved', () => {
  it.each([
    ['b', -1, 'bacdeh'],
    ['c', 1, 'abdceh'],
    ['e', -1, 'abcedh'],
  ] as const)('%s by %i gives %s', (id, by, order) => {
    expect(movedBy(sections, ['h'], id, by)?.join('')).toBe(order)
  })

  it.each([
    ['a', -1],
    ['b', 1],
    ['c', -1],
    ['e', 1],
    ['h', 1],
    ['nobody', 1],
  ] as const)('stays in its section: %s by %i', (id, by) => {
    expect(movedBy(sections, ['h'], id, by)).toBeUndefined()
  })
})
