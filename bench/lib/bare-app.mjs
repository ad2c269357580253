import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const window = `
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 880, height: 660 }).loadFile('index.html'))
`

// Keeps the app object alive and does nothing else, as a tray-only app does between two clicks.
const nothing = `
const { app } = require('electron')
app.on('window-all-closed', () => undefined)
`

const page = '<!doctype html><meta charset="utf-8"><title>Bare</title><h1>Bare</h1><p>One static page.</p>'

/** Writes the smallest app there is, with one static page or without any window, and gives its folder. */
export function writeBareApp(parent, kind) {
  const folder = path.join(parent, `bare-${kind}`)
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'package.json'), '{"name":"bare","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(path.join(folder, 'main.cjs'), kind === 'window' ? window : nothing)
  writeFileSync(path.join(folder, 'index.html'), page)
  return folder
}
