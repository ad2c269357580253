// `npm run test:package`: looks into what `npm run package` has left unpacked in dist/, and starts it as people do: as an
// ordinary user, with the sandbox on. As root it goes on as `nobody`. Ends with "N passed, N failed".
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, chownSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { extractFile } from '@electron/asar'
import mqtt from 'mqtt'
import { failWith, say, Told } from './lib/command.mjs'
import { root } from './lib/paths.mjs'
import { ended, stop } from './lib/processes.mjs'
import { openVirtualScreen } from './lib/virtual-screen.mjs'
import { inspect } from './package/inspect.mjs'
import { placesIn, unpackedIn } from './package/places.mjs'
import { answers, connectedPort, pageFilters, startCopy, until } from './package/trial.mjs'

const folder = unpackedIn(path.join(root, 'dist'), process.platform, process.arch)
const inspectPort = 19_229

if (process.getuid?.() === 0) process.exitCode = goOnAsNobody()
else await test().catch(failWith)

/** Chromium has no sandbox for root, and nobody else starts Porchlight as root. */
function goOnAsNobody() {
  const home = mkdtempSync(path.join(tmpdir(), 'porchlight-trial-'))
  try {
    const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? []
    if (uid === undefined) throw new Told('There is no user `nobody` to try the package as.')
    chownSync(home, Number(uid), Number(gid))
    const env = { ...process.env, HOME: home, TMPDIR: home, XDG_RUNTIME_DIR: home, USER: 'nobody' }
    const args = ['-u', 'nobody', '--', process.execPath, ...process.argv.slice(1)]
    return spawnSync('runuser', args, { env, stdio: 'inherit' }).status ?? 1
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function test() {
  if (!existsSync(folder)) throw new Told('There is no package to test. Run: npm run package')
  if (await answers(1883))
    throw new Told('Port 1883 is taken; this test needs it free. Stop what holds it and run it again.')
  const work = mkdtempSync(path.join(tmpdir(), 'porchlight-package-'))
  const screen = process.platform === 'linux' ? await openVirtualScreen({ privateBus: true }) : undefined
  const env = { ...process.env, ...screen?.env, XDG_CONFIG_HOME: path.join(work, 'config') }
  const copies = []
  const { binary: app } = placesIn(folder, process.platform)
  const binary = process.platform === 'darwin' ? path.join(app, 'Contents', 'MacOS', 'Porchlight') : app
  const start = (name, args, more = {}) => {
    const copy = startCopy(binary, path.join(work, name), [`--user=${name}`, ...args], { ...env, ...more })
    copies.push(copy)
    return copy
  }
  try {
    await tell([
      ['holds what it must and nothing else, within its size', contents],
      ['keeps its fuses: no Node, no options from outside', () => fuses(binary, work, env)],
      ['two copies meet without a broker, and their pages are in the sandbox', () => meet(start)],
      ['says good-bye when it is asked to end', () => leave(copies)],
    ])
  } finally {
    for (const { child } of copies) await stop(child)
    await screen?.close()
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function tell(trials) {
  let failed = 0
  for (const [name, trial] of trials) {
    try {
      const skipped = await trial()
      say(`${skipped ? '-' : '✓'} ${name}${skipped ? ` (${skipped})` : ''}`)
    } catch (error) {
      failed += 1
      say(`✗ ${name}\n  ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  say(`\n${trials.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

async function contents() {
  const archive = path.join(placesIn(folder, process.platform).resources, 'app.asar')
  const { porchlight } = JSON.parse(extractFile(archive, 'package.json').toString())
  const { problems } = await inspect(folder, { build: porchlight.build })
  if (problems.length > 0) throw new Told(problems.join('\n  '))
}

/** What each switch would do if its fuse were not blown: be Node, and run a file before the app. */
function fuses(binary, work, env) {
  const trace = path.join(work, 'trace')
  const script = path.join(work, 'script.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`)
  const versionOf = (more) =>
    execFileSync(binary, ['--version'], {
      env: { ...env, ...more },
      encoding: 'utf8',
      timeout: 20_000,
    }).trim()
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const asNode = versionOf({ ELECTRON_RUN_AS_NODE: '1' })
  if (asNode !== version) throw new Told(`With ELECTRON_RUN_AS_NODE it is Node ${asNode}.`)
  versionOf({ NODE_OPTIONS: `--require ${script}` })
  if (existsSync(trace)) throw new Told('NODE_OPTIONS had it run a script.')
}

async function meet(start) {
  const first = start('John', [`--inspect=${inspectPort}`])
  const port = await connectedPort(first)
  if (await answers(inspectPort)) throw new Told('--inspect opened a door for debuggers.')
  const second = start('Yoko', ['--hidden'])
  if ((await connectedPort(second)) !== port) throw new Told('The copies are at two brokers.')
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`)
  const here = new Set()
  client.on('message', (_topic, payload) => here.add(JSON.parse(payload.toString()).user))
  try {
    await client.subscribeAsync('chat/presence/+')
    await until('both in the chat', () => here.has('John') && here.has('Yoko'))
  } finally {
    await client.endAsync()
  }
  if (process.platform !== 'linux') return
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const filters = await until('a page', () => nonEmpty(pageFilters(pids)))
  if (filters.some((filter) => filter !== '2')) throw new Told('A page runs without the sandbox.')
}

async function leave(copies) {
  if (process.platform === 'win32') return 'Windows has no signal for it'
  const late = []
  for (const { child, folder: own, log } of copies) {
    const gone = ended(child)
    child.kill('SIGTERM')
    const code = await Promise.race([gone, until('its end', () => child.exitCode !== null && 'ended', 5_000)])
    if (code !== 'ended' && code !== 0) late.push(`${own} ended with ${code}.`)
    if (!/info end: after \d+ s/.test(log())) late.push(`${own} said no good-bye.`)
  }
  if (late.length > 0) throw new Told(late.join('\n  '))
}

function nonEmpty(list) {
  return list.length > 0 && list
}
