// `npm run screenshots`: takes the README's pictures from the real app.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { play } from '../e2e/demo/play.mjs'
import { failWith, say } from './lib/command.mjs'
import { root } from './lib/paths.mjs'

const pictures = path.join(root, 'docs', 'screenshots')

try {
  mkdirSync(pictures, { recursive: true })
  const code = await play('pictures', pictures)
  if (code === 0) say(`\nThe pictures are in ${path.relative(process.cwd(), pictures)}.`)
  process.exitCode = code === 0 ? 0 : 1
} catch (error) {
  process.exitCode = 1
  failWith(error)
}
