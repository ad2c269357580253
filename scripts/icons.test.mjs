import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { draw, drawTray, makeIcons, TRAY_STATES, UNREAD } from './icons/draw.mjs'
import { root } from './lib/paths.mjs'

const LIGHT_PANEL = 0xf3
const DARK_PANEL = 0x2b

/** A picture in grey as it looks on a panel of one grey (luma weights of ITU-R BT.601). */
function grey({ rgba }, panel) {
  return Array.from({ length: rgba.length / 4 }, (_, index) => {
    const [r, g, b, alpha] = rgba.subarray(index * 4, index * 4 + 4)
    const luma = 0.299 * r + 0.587 * g + 0.114 * b
    return panel + ((luma - panel) * alpha) / 255
  })
}

/** How many pixels of two grey pictures are at least a quarter of the range apart. */
function pixelsApart(a, b) {
  return a.filter((value, index) => Math.abs(value - b[index]) >= 64).length
}

/** The pixels of a PNG file: the renderer reads it as a picture inside a drawing. */
function decode(png) {
  const size = png.readUInt32BE(16)
  const href = `data:image/png;base64,${png.toString('base64')}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><image width="${size}" height="${size}" image-rendering="optimizeSpeed" href="${href}"/></svg>`
  return draw(svg, size).rgba
}

/** The pixels of every picture in an icon file. */
function picturesIn(name, file) {
  if (name.endsWith('.png')) return [decode(file)]
  const pictures = []
  if (name.endsWith('.ico')) {
    for (let at = 6; at < 6 + 16 * file.readUInt16LE(4); at += 16) {
      const start = file.readUInt32LE(at + 12)
      const data = file.subarray(start, start + file.readUInt32LE(at + 8))
      pictures.push(data.subarray(1, 4).toString() === 'PNG' ? decode(data) : data)
    }
  } else {
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      pictures.push(decode(file.subarray(at + 8, at + file.readUInt32BE(at + 4))))
    }
  }
  return pictures
}

const ALL = TRAY_STATES.flatMap((lamp) => [lamp, lamp + UNREAD])
const pairs = ALL.flatMap((a, index) => ALL.slice(index + 1).map((b) => [a, b]))

describe('the eight tray pictures at 16 pixels', () => {
  // 24 of 256 pixels: about the area of the lamp's roof, so no speck or shade passes for a difference.
  test.each(pairs)(
    '%s and %s can be told apart in grey on light and dark panels, and as templates',
    (a, b) => {
      for (const template of [false, true]) {
        for (const panel of [LIGHT_PANEL, DARK_PANEL]) {
          // macOS paints a template black on light and white on dark: black on light stands for both.
          if (template && panel === DARK_PANEL) continue
          const apart = pixelsApart(
            grey(drawTray(a, 16, template), panel),
            grey(drawTray(b, 16, template), panel),
          )
          expect(apart, `template: ${template}, panel: ${panel}`).toBeGreaterThanOrEqual(24)
        }
      }
    },
  )

  test.each(ALL)('%s stands out from light and dark panels', (state) => {
    for (const panel of [LIGHT_PANEL, DARK_PANEL]) {
      const seen = grey(drawTray(state, 16), panel).filter((value) => Math.abs(value - panel) >= 64)
      expect(seen.length).toBeGreaterThanOrEqual(48)
    }
  })

  test.each(ALL)('the template of %s is black and transparent, nothing else', (state) => {
    const { rgba } = drawTray(state, 32, true)
    expect(rgba.every((value, index) => index % 4 === 3 || value === 0)).toBe(true)
  })
})

describe('the committed picture files', () => {
  const made = [...makeIcons()]

  // Pixels, not bytes: compression may differ between machines, and rounding by a step or two.
  test.each(made)('%s is what scripts/icons.mjs makes of build/icon.svg', (name, bytes) => {
    const expected = picturesIn(name, bytes)
    const committed = picturesIn(name, readFileSync(path.join(root, name)))
    expect(committed.map((picture) => picture.length)).toEqual(expected.map((picture) => picture.length))
    const worst = expected.map((picture, index) =>
      picture.reduce((most, value, at) => Math.max(most, Math.abs(value - committed[index][at])), 0),
    )
    expect(Math.max(...worst)).toBeLessThanOrEqual(2)
  })
})
