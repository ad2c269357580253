import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const withWindows = (sizes) => `
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => undefined)
app.whenReady().then(() => {
  for (const size of ${JSON.stringify(sizes)}) new BrowserWindow(size).loadFile('index.html')
})
`
const controller = { width: 880, height: 660 }
const chat = { width: 760, height: 700 }

// Keeps the app object alive and does nothing else, as a tray-only app does between two clicks.
const nothing = `
const { app } = require('electron')
app.on('window-all-closed', () => undefined)
`

const page = '<!doctype html><meta charset="utf-8"><title>Bare</title><h1>Bare</h1><p>One static page.</p>'

const kinds = { window: withWindows([controller]), windows: withWindows([controller, chat]), nothing }

/** Writes the smallest app there is, with one window or two of a static page or without any, and gives its folder. */
export function writeBareApp(parent, kind) {
  const folder = path.join(parent, `bare-${kind}`)
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'package.json'), '{"name":"bare","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(path.join(folder, 'main.cjs'), kinds[kind])
  writeFileSync(path.join(folder, 'index.html'), page)
  return folder
}
