// Makes every picture of the app from build/icon.svg. The files are committed: run this after changing the drawing.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { say } from './lib/command.mjs'
import { root } from './lib/paths.mjs'
import { makeIcons } from './icons/draw.mjs'

for (const [name, bytes] of makeIcons()) {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  say(`${name} (${bytes.length} bytes)`)
}
