import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runNpm, say, Told } from './command.mjs'
import { root } from './paths.mjs'

/**
 * Whether the tree npm last installed is the one the lock file asks for, by what is in both files: their times
 * say nothing after a `git checkout` or a copy. npm writes its list into node_modules last, so an interrupted
 * installation has none. An optional package may be missing: most are builds for another platform.
 */
export function isInstalled(lock, installed) {
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '') return true
    const there = installed.packages?.[place]
    if (there === undefined) return wanted.optional === true
    return there.version === wanted.version && there.integrity === wanted.integrity
  })
}

/** Runs `npm ci` unless node_modules is already what the lock file asks for. */
export async function ensureDependencies() {
  const lock = readJson(path.join(root, 'package-lock.json'))
  if (lock === undefined)
    throw new Told('package-lock.json is missing. Get it back with: git checkout package-lock.json')
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))
  if (installed !== undefined && isInstalled(lock, installed)) return
  say('Installing the npm packages.')
  // The development packages are needed whatever NODE_ENV says; warnings about their own wishes are not.
  const code = await runNpm(['ci', '--include=dev', '--loglevel=error'], { cwd: root })
  if (code !== 0) throw new Told(`npm ci failed with exit code ${code}; what it says is above.`)
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
