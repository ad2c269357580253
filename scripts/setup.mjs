// Makes a checkout ready: `node scripts/setup.mjs [--for=check|start|test|demo] [--system-only]`. Run by npm
// before start, test and the like, so it must be quick when all is there, and it uses nothing but Node itself
// until the npm packages are in place. `--system-only` stops after the packages of the system, so that it
// can be run with sudo and leave no file of root's in the checkout.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { failWith, Told } from './lib/command.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureSystemPackages } from './lib/debian.mjs'
import { ensureElectron } from './lib/electron.mjs'
import { isNewEnough } from './lib/node-version.mjs'
import { root } from './lib/paths.mjs'
import { purposes } from './lib/system-packages.mjs'

await setUp(process.argv.slice(2)).catch(failWith)

async function setUp(args) {
  const { purpose, systemOnly } = parse(args)
  checkNode()
  ensureSystemPackages(purpose)
  if (systemOnly) return
  await ensureDependencies()
  if (purpose !== 'check') await ensureElectron()
}

function parse(args) {
  const wish = args.find((arg) => arg.startsWith('--for='))
  const purpose = wish?.slice('--for='.length) ?? 'start'
  const unknown = args.find((arg) => arg !== wish && arg !== '--system-only')
  if (unknown !== undefined || !purposes.includes(purpose)) {
    throw new Told(`Usage: node scripts/setup.mjs [--for=${purposes.join('|')}] [--system-only]`)
  }
  return { purpose, systemOnly: args.includes('--system-only') }
}

function checkNode() {
  const wanted = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node
  if (isNewEnough(process.version, wanted)) return
  throw new Told(
    `Porchlight needs Node ${wanted.replace('>=', '')} or newer; this is ${process.version}. See https://nodejs.org`,
  )
}
