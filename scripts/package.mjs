// `npm run package`: makes packages of the app in dist/ for the machine it runs on. Without `--release` they are for
// testing, and named so. `--targets=deb,tar.gz` makes only these. Nothing is ever published from here.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { build } from './lib/build.mjs'
import { failWith, say, Told } from './lib/command.mjs'
import { findElectron } from './lib/electron.mjs'
import { officialVersion } from './lib/official-electron.mjs'
import { root } from './lib/paths.mjs'
import { ended } from './lib/processes.mjs'
import { builderArguments, distributionOf, readWishes, refusal } from './package/choose.mjs'
import { inspect } from './package/inspect.mjs'
import { unpackedIn } from './package/places.mjs'
import { canFetchTools, standIns } from './package/tools.mjs'

const dist = path.join(root, 'dist')
// What the builder leaves for its own makers.
const leftovers = [
  'builder-debug.yml',
  'builder-effective-config.yaml',
  '.icon-set',
  '.icon-ico',
  '.icon-icns',
]

await pack(process.argv.slice(2)).catch(failWith)

async function pack(args) {
  const electron = findElectron()
  if (electron === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  const folder = distributionOf(electron.executable, process.platform)
  const version = versionIn(folder)
  const fetchesTools = process.platform !== 'linux' || (await canFetchTools())
  const wishes = readWishes(args, process.platform)
  const no = refusal(wishes, { ...electron, version }, officialVersion(), fetchesTools)
  if (no !== undefined) throw new Told(no)

  say(
    wishes.release
      ? `Packing a release with Electron ${version}.`
      : `Packing a build for testing with Electron ${version}; it is named so, and is no release.`,
  )
  if (wishes.release) rmSync(dist, { recursive: true, force: true })
  const before = packages()
  await build()
  const help = fetchesTools ? undefined : standIns()
  try {
    await runBuilder(wishes, { ...help?.env, ...choices(wishes, folder, version) })
  } finally {
    if (help) rmSync(help.folder, { recursive: true, force: true })
    for (const name of leftovers) rmSync(path.join(dist, name), { recursive: true, force: true })
  }
  await check(wishes)
  await tell(before)
}

function versionIn(folder) {
  const file = path.join(folder, 'version')
  if (!existsSync(file)) throw new Told(`${folder} does not say which version of Electron it is.`)
  return readFileSync(file, 'utf8').trim().replace(/^v/, '')
}

/** What electron-builder.config.ts reads, and the builder itself. */
function choices({ release }, folder, version) {
  return {
    PORCHLIGHT_BUILD: release ? 'release' : 'testing',
    PORCHLIGHT_ELECTRON: folder,
    PORCHLIGHT_ELECTRON_VERSION: version,
    // The builder's own level takes minutes.
    ...(!release && { ELECTRON_BUILDER_COMPRESSION_LEVEL: '3' }),
  }
}

/** Its account of every step is shown only when one fails. */
async function runBuilder(wishes, env) {
  say(`Packing ${wishes.targets.join(', ')}.`)
  const script = path.join(root, 'node_modules', 'electron-builder', 'cli.js')
  const child = spawn(
    process.execPath,
    [script, ...builderArguments(wishes, process.platform, process.arch)],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let account = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (account += chunk))
  const code = await ended(child)
  if (code !== 0) throw new Told(`${account}\nelectron-builder failed with exit code ${code}.`)
}

/** Nothing that would not start, or holds what it should not, is left looking like a package. */
async function check({ release }) {
  const { problems } = await inspect(unpackedIn(dist, process.platform, process.arch), {
    build: release ? 'release' : 'testing',
  })
  if (problems.length > 0) throw new Told(`This package is not as it must be:\n${problems.join('\n')}`)
}

/** The files in dist/ with the time of their last change. */
function packages() {
  if (!existsSync(dist)) return new Map()
  const entries = readdirSync(dist, { withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(entries.map(({ name }) => [name, statSync(path.join(dist, name)).mtimeMs]))
}

async function tell(before) {
  for (const [name, changed] of packages()) {
    if (before.get(name) === changed) continue
    const file = path.join(dist, name)
    const hash = createHash('sha256')
    await pipeline(createReadStream(file), hash)
    const megabytes = (statSync(file).size / 1e6).toFixed(1).padStart(7)
    say(`${megabytes} MB  ${hash.digest('hex')}  ${path.join('dist', name)}`)
  }
  const unpacked = readdirSync(dist, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of unpacked) say(`unpacked in ${path.join('dist', name)}`)
}
