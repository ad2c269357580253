import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { iconFiles, trayPixels } from './lib/icons.mjs'

const project = fileURLToPath(new URL('..', import.meta.url))
const svg = join(project, 'build/icon.svg')
const states = ['lit', 'unlit', 'unknown', 'offline']

/** The picture in grey on a grey panel, 0 to 255 for each of its pixels. */
function grey(state, panel) {
  const pixels = trayPixels(svg, state, 16)
  return Array.from({ length: 256 }, (_, index) => {
    const [r, g, b, a] = pixels.subarray(index * 4, index * 4 + 4)
    return panel * (1 - a / 255) + (0.299 * r + 0.587 * g + 0.114 * b) * (a / 255)
  })
}

describe('the tray pictures', () => {
  for (const panel of [30, 128, 240]) {
    it(`differ at 16 px without colour on a panel of grey ${panel}`, () => {
      for (const [index, one] of states.entries()) {
        for (const other of states.slice(index + 1)) {
          const a = grey(one, panel)
          const b = grey(other, panel)
          const clearlyDifferent = a.filter((value, at) => Math.abs(value - b[at]) > 60).length
          expect(clearlyDifferent, `${one} and ${other}`).toBeGreaterThan(15)
        }
      }
    })
  }

  it('are, like the app icons, what the script makes of the one SVG', () => {
    for (const [path, made] of iconFiles(svg)) {
      expect(readFileSync(join(project, path)).equals(made), path).toBe(true)
    }
  })
})
