import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAt } from './place'

const size = { width: 320, height: 400 }
const nowhere = { x: 0, y: 0 }
const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 })

/** A screen of 1920 × 1080 with a bar of 40 pixels at one edge. */
const workArea = {
  top: { x: 0, y: 40, width: 1920, height: 1040 },
  bottom: { x: 0, y: 0, width: 1920, height: 1040 },
  left: { x: 40, y: 0, width: 1880, height: 1080 },
  right: { x: 0, y: 0, width: 1880, height: 1080 },
}

describe('beside the icon', () => {
  it.each([
    ['below a bar at the top', icon(1000, 8), workArea.top, { x: 852, y: 48 }],
    ['above a bar at the bottom', icon(1000, 1048), workArea.bottom, { x: 852, y: 632 }],
    ['right of a bar at the left', icon(8, 500), workArea.left, { x: 48, y: 312 }],
    ['left of a bar at the right', icon(1888, 500), workArea.right, { x: 1552, y: 312 }],
    ['not over the edge, where the icon is the last', icon(1890, 1048), workArea.bottom, { x: 1600, y: 632 }],
    ['not over the edge, where the icon is the first', icon(2, 8), workArea.top, { x: 0, y: 48 }],
    ['not under the edge of a bar at the side', icon(8, 1050), workArea.left, { x: 48, y: 680 }],
    [
      'on the second screen',
      { ...icon(2500, -190), y: -190 },
      { x: 1920, y: -160, width: 1280, height: 900 },
      { x: 2352, y: -152 },
    ],
  ])('%s', (_where, bounds, area, place) => {
    expect(placeAt(bounds, nowhere, area, size)).toEqual(place)
  })

  it('does not cover an icon in a bar that takes no room of its own', () => {
    const screen = { x: 0, y: 0, width: 1920, height: 1080 }
    expect(placeAt(icon(1880, 1048), nowhere, screen, size)).toEqual({ x: 1600, y: 640 })
    expect(placeAt(icon(8, 500), nowhere, screen, size)).toEqual({ x: 40, y: 312 })
  })
})

describe('where the system does not tell where the icon is', () => {
  it.each([
    ['nothing', undefined],
    ['an empty place', { x: 0, y: 0, width: 0, height: 0 }],
  ])('the cursor counts: %s', (_what, bounds) => {
    expect(placeAt(bounds, { x: 1000, y: 20 }, workArea.top, size)).toEqual({ x: 840, y: 48 })
    expect(placeAt(bounds, { x: 1000, y: 1060 }, workArea.bottom, size)).toEqual({ x: 840, y: 632 })
  })
})

it('is inside of the work area wherever the icon is', () => {
  const pixel = fc.integer({ min: -3000, max: 6000 })
  const area = fc.record({
    x: pixel,
    y: pixel,
    width: fc.integer({ min: size.width, max: 6000 }),
    height: fc.integer({ min: size.height, max: 4000 }),
  })
  fc.assert(
    fc.property(fc.record({ x: pixel, y: pixel }), area, (cursor, { x, y, width, height }) => {
      const place = placeAt(undefined, cursor, { x, y, width, height }, size)
      expect(place.x).toBeGreaterThanOrEqual(x)
      expect(place.y).toBeGreaterThanOrEqual(y)
      expect(place.x + size.width).toBeLessThanOrEqual(x + width)
      expect(place.y + size.height).toBeLessThanOrEqual(y + height)
    }),
  )
})
