import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { root } from '../lib/paths.mjs'
import { icns, ico } from './containers.mjs'

/** What the tray can show of the lamp; each is a symbol `tray-<state>` of the source. */
export const TRAY_STATES = ['lit', 'unlit', 'unknown', 'offline']
/** What follows the name of a state whose picture has the dot for what was not read. */
export const UNREAD = '-unread'

const source = readFileSync(path.join(root, 'build/icon.svg'), 'utf8')
const definitions = source.slice(source.indexOf('<defs>'), source.indexOf('</defs>') + '</defs>'.length)

// macOS paints a template image itself, from its alpha alone: everything that is drawn becomes black, and the backing,
// which is there for panels of unknown colour, goes.
const TEMPLATE_STYLE = `<style>
  .back { display: none }
  .ink, .dim, .flame, .dot { fill: #000 }
  .line, .dim-line, .ray { stroke: #000 }
</style>`

// Panels on Linux show 16 to 24 points (KDE 22, Xfce and LXQt 22 to 24, GNOME's extension 16 to 24), and only shrinking
// keeps a picture sharp: so 24 for 1x and 48 for 2x.
const LINUX_SIZE = 24
const MAC_SIZE = 16
const WINDOWS_TRAY_SIZES = [16, 20, 24, 32, 48]
const WINDOWS_APP_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]

// The sizes of the icon theme that every desktop falls back on, and the two larger ones of software centres.
const LINUX_APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

// The types of Apple's icon format that hold PNG: plain sizes, then the ones for 2x screens.
const MAC_APP_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
  ['ic10', 1024],
]

/** One tray picture, `size` pixels square; a template is black on transparent, for macOS. */
export function drawTray(state, size, template = false) {
  const style = template ? TEMPLATE_STYLE : ''
  const lamp = `<use href="#tray-${state.replace(UNREAD, '')}"/>`
  const picture = state.endsWith(UNREAD) ? `<g mask="url(#beside-dot)">${lamp}</g><use href="#dot"/>` : lamp
  return draw(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${definitions}${style}${picture}</svg>`,
    size,
  )
}

/** The dot alone, which Windows lays over the button in the taskbar. */
export function drawDot(size) {
  return draw(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="9 0 7 7">${definitions}<use href="#dot"/></svg>`,
    size,
  )
}

/** The app's icon. macOS wants air around the shape; elsewhere it fills its square. */
export function drawApp(size, margin) {
  const box = margin ? '0 0 1024 1024' : '64 64 896 896'
  return draw(source.replace('viewBox="0 0 1024 1024"', `viewBox="${box}"`), size)
}

/** Every picture file of the app by its path in the checkout. */
export function makeIcons() {
  const files = new Map()
  const at = (name) => `resources/tray/${name}`
  for (const state of TRAY_STATES.flatMap((lamp) => [lamp, lamp + UNREAD])) {
    files.set(at(`${state}.png`), drawTray(state, LINUX_SIZE).png)
    files.set(at(`${state}@2x.png`), drawTray(state, LINUX_SIZE * 2).png)
    files.set(at(`${state}Template.png`), drawTray(state, MAC_SIZE, true).png)
    files.set(at(`${state}Template@2x.png`), drawTray(state, MAC_SIZE * 2, true).png)
    files.set(at(`${state}.ico`), ico(WINDOWS_TRAY_SIZES.map((size) => drawTray(state, size))))
  }
  files.set(at('unread.png'), drawDot(16).png)
  files.set(at('unread@2x.png'), drawDot(32).png)
  files.set('resources/icon.png', drawApp(256, false).png)
  files.set('build/icon.png', drawApp(1024, false).png)
  for (const size of LINUX_APP_SIZES) files.set(`build/icons/${size}x${size}.png`, drawApp(size, false).png)
  files.set('build/icon.ico', ico(WINDOWS_APP_SIZES.map((size) => drawApp(size, false))))
  files.set(
    'build/icon.icns',
    icns(MAC_APP_TYPES.map(([type, size]) => ({ type, png: drawApp(size, true).png }))),
  )
  return files
}

/** A picture as PNG and as rows of red, green, blue, alpha (0 to 255, colour not multiplied by alpha). */
export function draw(svg, size) {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
  return { size, png: image.asPng(), rgba: straight(image.pixels) }
}

/** Undoes the multiplication of colour by alpha with which the renderer keeps its pixels. */
function straight(premultiplied) {
  const rgba = Buffer.from(premultiplied)
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = alpha === 0 ? 0 : Math.min(255, Math.round((rgba[channel] * 255) / alpha))
    }
  }
  return rgba
}
