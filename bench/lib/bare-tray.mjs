import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../../scripts/lib/paths.mjs'

/** The label of the one item in its menu. */
export const bareLabel = 'Toggle'

// What Porchlight does for a click and no more: the item publishes, and what comes back changes the picture.
const main = (mqtt, pictures) => `
const { app, Menu, nativeImage, Tray } = require('electron')
const { connect } = require(${JSON.stringify(mqtt)})
app.on('window-all-closed', () => undefined)
app.whenReady().then(() => {
  const pictures = ${JSON.stringify(pictures)}.map((file) => nativeImage.createFromPath(file))
  const tray = new Tray(pictures[0])
  const client = connect('mqtt://127.0.0.1:1883')
  let on = false
  const click = () => client.publish('bench/bare', on ? 'off' : 'on', { qos: 2, retain: true })
  client.on('message', (_topic, payload) => {
    on = String(payload) === 'on'
    tray.setImage(pictures[on ? 1 : 0])
  })
  client.subscribe('bench/bare', { qos: 2 }, () => {
    tray.setContextMenu(Menu.buildFromTemplate([{ label: ${JSON.stringify(bareLabel)}, click }]))
  })
})
`

/** Writes the smallest app with a tray light there is, and gives its folder. */
export function writeBareTray(parent) {
  const folder = path.join(parent, 'bare-tray')
  mkdirSync(folder)
  const pictures = ['unlit', 'lit'].map((name) => path.join(root, 'resources', 'tray', `${name}.png`))
  const mqtt = createRequire(import.meta.url).resolve('mqtt')
  writeFileSync(path.join(folder, 'package.json'), '{"name":"bare-tray","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(path.join(folder, 'main.cjs'), main(mqtt, pictures))
  return folder
}
