import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { ICNS_TYPES, icns, ico } from './icon-files.mjs'

const STATES = ['lit', 'unlit', 'unknown', 'offline']
/** Sizes that Windows asks for from 100 % to 200 % of scale. */
const TRAY_ICO = [16, 20, 24, 32, 48]
const APP_ICO = [16, 24, 32, 48, 64, 128, 256]

// macOS colours a template image itself: only its alpha counts, so the backing goes and the rest is black.
const TEMPLATE = '<style>.back{display:none}.ink,.flame{fill:#000}.line,.ray{stroke:#000}</style>'

/** Every picture made of `build/icon.svg`, by its path from the project's folder. */
export function iconFiles(svgFile) {
  const svg = readFileSync(svgFile, 'utf8')
  const defs = svg.slice(svg.indexOf('<defs>'), svg.indexOf('</defs>') + '</defs>'.length)
  const files = new Map()
  for (const state of STATES) {
    const lamp = (px, style = '') => render(symbol(defs, state, style), px)
    // Panels on Linux draw at 22 to 24 px.
    files.set(`resources/tray/${state}.png`, lamp(24))
    files.set(`resources/tray/${state}@2x.png`, lamp(48))
    files.set(`resources/tray/${state}Template.png`, lamp(16, TEMPLATE))
    files.set(`resources/tray/${state}Template@2x.png`, lamp(32, TEMPLATE))
    files.set(`resources/tray/${state}.ico`, ico(TRAY_ICO.map((size) => ({ size, png: lamp(size) }))))
  }
  const app = (px) => render(svg, px)
  files.set('resources/icon.png', app(256))
  files.set('build/icon.png', app(1024))
  files.set('build/icon.ico', ico(APP_ICO.map((size) => ({ size, png: app(size) }))))
  const icnsSizes = Object.keys(ICNS_TYPES).map(Number)
  files.set('build/icon.icns', icns(icnsSizes.map((size) => ({ size, png: app(size) }))))
  return files
}

/** One tray picture as raw pixels (RGBA), for looking at what it shows. */
export function trayPixels(svgFile, state, px) {
  const svg = readFileSync(svgFile, 'utf8')
  const defs = svg.slice(svg.indexOf('<defs>'), svg.indexOf('</defs>') + '</defs>'.length)
  return new Resvg(symbol(defs, state, ''), { fitTo: { mode: 'width', value: px } }).render().pixels
}

function symbol(defs, state, style) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${defs}${style}<use href="#tray-${state}"/></svg>`
}

function render(svg, px) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: px } }).render().asPng()
}
