import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { run, say } from './command.mjs'
import { root } from './paths.mjs'

const packageFolder = path.join(root, 'node_modules', 'electron')
const lookWithinMs = 4000

/** Where the executable lies in an unpacked Electron. */
export function executableIn(dist, platform = process.platform) {
  if (platform === 'darwin') return path.join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return path.join(dist, platform === 'win32' ? 'electron.exe' : 'electron')
}

/** The version that package.json pins. */
export function officialVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version
}

/** The official executable, or undefined when the installed package has not brought it, or only half of it. */
export function officialExecutable() {
  const dist = path.join(packageFolder, 'dist')
  const executable = executableIn(dist)
  try {
    const version = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    // Its installer writes path.txt last.
    const complete = existsSync(path.join(packageFolder, 'path.txt'))
    return complete && version === officialVersion() && existsSync(executable) ? executable : undefined
  } catch {
    return undefined
  }
}

/** Downloads the official Electron by its own installer, if a short look says that it can be had. */
export async function installOfficial(env) {
  if (!(await canBeHad(env))) return false
  say(`Fetching Electron ${officialVersion()}.`)
  const code = await run(process.execPath, [path.join(packageFolder, 'install.js')], { cwd: root })
  return code === 0 && officialExecutable() !== undefined
}

/** The installer's own retries take most of a minute where GitHub is out of reach. */
async function canBeHad(env) {
  const version = officialVersion()
  const zip = `electron-v${version}-${process.platform}-${process.arch}.zip`
  if (choseOwnWay(env) || isKept(zip, env)) return true
  try {
    const url = `https://github.com/electron/electron/releases/download/v${version}/${zip}`
    const answer = await fetch(url, {
      headers: { range: 'bytes=0-0' },
      signal: AbortSignal.timeout(lookWithinMs),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** Whether the environment names a mirror or a proxy: how to go there only the installer knows. */
export function choseOwnWay(env) {
  const settings = /^(?:npm_config_)?electron_(?:mirror|custom_?dir|custom_?filename|get_use_proxy)$/i
  return Object.keys(env).some((name) => settings.test(name))
}

/** The installer keeps what it downloads, so a fresh node_modules may need no network. */
function isKept(zip, env) {
  const folder = downloadFolder(env)
  return existsSync(folder) && readdirSync(folder).some((name) => existsSync(path.join(folder, name, zip)))
}

function downloadFolder(env) {
  if (env.electron_config_cache) return env.electron_config_cache
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'electron')
  if (process.platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'electron', 'Cache')
  }
  return path.join(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'electron')
}
