import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { run, say, Told } from './command.mjs'
import { root } from './paths.mjs'

const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const results = [
  'main/index.cjs',
  'preload/index.cjs',
  'renderer/controller/index.html',
  'renderer/chat/index.html',
  'renderer/panel/index.html',
]

/**
 * Whether something in out/ is missing or older than a source. The oldest result counts, so an interrupted build
 * is not taken for a finished one; folders count as sources, so a deleted file is seen.
 */
export function isStale(folder = root) {
  const oldest = Math.min(...results.map((name) => modified(path.join(folder, 'out', name)) ?? 0))
  const newest = Math.max(...sources.map((name) => newestIn(path.join(folder, name))))
  return oldest <= newest
}

/** Builds the app into out/. */
export async function build() {
  say('Building the app.')
  const script = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const code = await run(process.execPath, [script, 'build', '--logLevel', 'warn'], { cwd: root })
  if (code !== 0) throw new Told(`The build failed with exit code ${code}; what it says is above.`)
}

/** The latest change in a file, or in a folder and everything in it, in ms since 1970; 0 for what is not there. */
function newestIn(place) {
  const own = modified(place)
  if (own === undefined) return 0
  if (!statSync(place).isDirectory()) return own
  return Math.max(own, ...readdirSync(place).map((name) => newestIn(path.join(place, name))))
}

function modified(place) {
  return statSync(place, { throwIfNoEntry: false })?.mtimeMs
}
