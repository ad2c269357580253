// `npm run test:package`: runs the end-to-end tests against what `npm run package` has made. On Linux the .deb is really
// installed, and removed at the end. What is given behind `--` goes to Playwright: `npm run test:package -- update.spec`.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { failWith, run, say, Told } from './lib/command.mjs'
import { reachable } from './lib/installed-checkout.mjs'
import { installedVersion, newestPackage, packageName, unpack } from './lib/installed-package.mjs'
import { userForTests } from './lib/installed-user.mjs'
import { isRoot } from './lib/machine.mjs'
import { cacheFolder, root } from './lib/paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from './lib/processes.mjs'
import { countPlaywright, settle, summary } from './lib/results.mjs'
import { inspect } from './package/inspect.mjs'
import { placesIn, unpackedIn } from './package/places.mjs'

const dist = path.join(root, 'dist')
const results = path.join(root, 'test-results')
// While it is there the installed package is one of these tests, also after a run that was killed.
const mark = path.join(cacheFolder(), 'package-under-test')

let stop
let stopped = false
onSignals(
  (signal) => {
    stopped = true
    stop?.(signal)
  },
  () => stop?.('SIGKILL'),
)

await (process.platform === 'linux' ? testInstalled : testUnpacked)(process.argv.slice(2)).catch((error) => {
  failWith(error)
  say(summary({ passed: 0, failed: 1, skipped: 0 }))
})

/** Linux: the package is installed, and used by an ordinary user. */
async function testInstalled(args) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const { file, build } = newestPackage(dist, version, process.arch)
  const strange = installedVersion() !== undefined && !existsSync(mark)
  if (strange) {
    throw new Told(
      `Porchlight ${installedVersion()} is installed on this machine, and these tests would remove it. ` +
        `Do that yourself first: sudo dpkg -r ${packageName}`,
    )
  }
  say(
    `These tests install the package ${packageName} on this machine, use it as an ordinary user, and remove it again` +
      `${isRoot() ? ', with the user porchlight-test whom they make for it' : ''}.`,
  )
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-package-'))
  chmodSync(folder, 0o755)
  let user
  try {
    await tellContents(file, build, path.join(folder, 'unpacked'))
    user = userForTests(folder)
    mkdirSync(path.dirname(mark), { recursive: true })
    writeFileSync(mark, '')
    const { checkout, node } = reachable(folder, user)
    const readable = path.join(folder, path.basename(file))
    cpSync(file, readable)
    const work = path.join(user.env.HOME ?? folder, 'work')
    const env = {
      ...basics(),
      ...user.env,
      PORCHLIGHT_EXECUTABLE: '/opt/Porchlight/porchlight',
      PORCHLIGHT_PACKAGE: readable,
    }
    await test({ node, checkout, env, options: user.options, work }, args)
  } finally {
    if (installedVersion() !== undefined) await removePackage()
    if (installedVersion() === undefined) rmSync(mark, { force: true })
    user?.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** macOS and Windows: what would be installed is started where it was packed, without a tray to look at. */
async function testUnpacked(args) {
  const unpacked = unpackedIn(dist, process.platform, process.arch)
  const { binary } = placesIn(unpacked, process.platform)
  const executable =
    process.platform === 'darwin' ? path.join(binary, 'Contents', 'MacOS', 'Porchlight') : binary
  if (!existsSync(executable)) {
    throw new Told(`There is nothing in ${unpacked}. Make it with: npm run package`)
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-package-'))
  const env = { ...process.env, PORCHLIGHT_EXECUTABLE: executable }
  try {
    await test({ node: process.execPath, checkout: root, env, options: {}, work: folder }, args)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function tellContents(file, build, folder) {
  const { problems, sizes } = await inspect(unpack(file, folder), { build })
  rmSync(folder, { recursive: true, force: true })
  if (problems.length > 0) throw new Told(`${file} is not as it must be:\n${problems.join('\n')}`)
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1)
  say(
    `${path.basename(file)} holds what it should: app.asar ${megabytes(sizes.archive)} MB, native modules ${megabytes(sizes.native)} MB.`,
  )
}

/** Nothing of root's environment: its folders are closed to the user. */
function basics() {
  if (!isRoot()) return process.env
  const { PATH, CI, TERM, FORCE_COLOR } = process.env
  const env = { PATH, CI, TERM, FORCE_COLOR, LANG: 'C.UTF-8' }
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))
}

async function test({ node, checkout, env, options, work }, args) {
  if (stopped) throw new Told('Stopped before all tests had run.')
  const report = path.join(work, 'report.json')
  const left = path.join(work, 'results')
  const script = path.join(checkout, 'scripts', 'lib', 'installed-run.mjs')
  const runner = spawnOwned(node, [script, `--output=${left}`, ...args], {
    ...options,
    cwd: checkout,
    // The user may be gone afterwards, so nothing of theirs stays in the system's folder for temporary files.
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PWTEST_CACHE_DIR: path.join(work, 'cache') },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  stop = (signal) => (signal === 'SIGKILL' ? killGroup(runner) : runner.kill(signal))
  const code = await ended(runner)
  stop = undefined
  rmSync(results, { recursive: true, force: true })
  if (existsSync(left)) cpSync(left, results, { recursive: true })
  if (stopped) throw new Told('\nStopped before all tests had run.')
  const counts = settle(read(report), code)
  say(`\n${summary(counts)}`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}

function read(report) {
  try {
    return countPlaywright(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return undefined
  }
}

async function removePackage() {
  const command = ['dpkg', '--purge', packageName]
  const [program, args] = isRoot() ? [command[0], command.slice(1)] : ['sudo', ['-n', ...command]]
  const code = await run(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (code !== 0)
    say(`The package ${packageName} could not be removed. Do it with: sudo dpkg -r ${packageName}`)
}
