// `npm run demo`: plays the main job with two copies, tells every step when it has happened, and leaves pictures.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { play } from '../e2e/demo/play.mjs'
import { failWith, say } from './lib/command.mjs'
import { root } from './lib/paths.mjs'

const pictures = path.join(root, 'demo-pictures')

try {
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures)
  const code = await play('main-job', pictures)
  const names = readdirSync(pictures)
  if (names.length > 0)
    say(`\nPictures in ${path.relative(process.cwd(), pictures)}: ${names.sort().join(', ')}`)
  say(code === 0 ? 'Every step was seen.' : '\nThe demo stopped at the step marked ✗ above.')
  process.exitCode = code === 0 ? 0 : 1
} catch (error) {
  process.exitCode = 1
  failWith(error)
}
