// Packages for macOS and Windows as far as they can be made without either: the unpacked apps, out of Electrons that
// are made up, with the project's own configuration. Nothing is downloaded, nothing of it can be started.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../lib/build.mjs'
import { root } from '../lib/paths.mjs'
import { officialVersion } from '../lib/official-electron.mjs'
import { makeDummyMac } from './dummy-mac.mjs'
import { makeDummyWindows } from './dummy-windows.mjs'
import { buildForeign } from './foreign-build.mjs'
import { problemsWithModules } from './foreign-modules.mjs'
import { placesIn, unpackedIn } from './places.mjs'
import { headerHash, readFuses, readPlist, readProgram } from './foreign-reading.mjs'

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const electron = officialVersion()
const appId = 'app.porchlight.desktop'
const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}
let folder

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-foreign-'))
  // What is in the app is looked at elsewhere; here it only has to be there.
  if (!existsSync(path.join(root, 'out', 'main', 'index.cjs'))) await build()
  await makeDummyMac(distOf('mac'), electron)
  await makeDummyWindows(distOf('win'), electron)
  await Promise.all([make('mac', ['x64', 'arm64']), make('win', ['x64'])])
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function make(system, archs) {
  return buildForeign({ system, archs, dist: distOf(system), version: electron, output: outputOf(system) })
}

const distOf = (system) => path.join(folder, 'electron', system)
const outputOf = (system) => path.join(folder, 'dist', system)
const resourcesOf = (arch) => placesIn(unpackedIn(outputOf('mac'), 'darwin', arch), 'darwin').resources
const contentsOf = (arch) => path.dirname(resourcesOf(arch))
const windows = () => unpackedIn(outputOf('win'), 'win32', 'x64')

/** What a platform's app has to lack when it is packed here: npm brings native modules for its own machine only. */
function missingHere(target, packageName) {
  return existsSync(path.join(root, 'node_modules', '@libsql', packageName))
    ? []
    : [`libsql has no native module for ${target}.`]
}

describe.each(['x64', 'arm64'])('macOS %s', (arch) => {
  const info = () => readPlist(path.join(contentsOf(arch), 'Info.plist'))

  test('is Porchlight, of this version', () => {
    expect(info()).toMatchObject({
      CFBundleIdentifier: appId,
      CFBundleName: 'Porchlight',
      CFBundleDisplayName: 'Porchlight',
      CFBundleExecutable: 'Porchlight',
      CFBundleShortVersionString: version,
      CFBundleVersion: version,
      LSMinimumSystemVersion: expect.stringMatching(/^1[2-9]\./),
    })
    expect(existsSync(path.join(contentsOf(arch), 'MacOS', 'Porchlight'))).toBe(true)
  })

  test('opens porchlight: links, and no files', () => {
    expect(info().CFBundleURLTypes.map(({ CFBundleURLSchemes }) => CFBundleURLSchemes)).toEqual([
      ['porchlight'],
    ])
    expect(info().CFBundleDocumentTypes).toBeUndefined()
  })

  test('has its windows in the Dock: it is no mere menu bar item', () => {
    expect(info().LSUIElement).toBeUndefined()
  })

  test('asks for nothing that it does not use: only the local network, where brokers are', () => {
    const usages = Object.keys(info()).filter((name) => name.endsWith('UsageDescription'))
    expect(usages).toEqual(['NSLocalNetworkUsageDescription'])
  })

  test('names its helpers after itself', () => {
    const frameworks = path.join(contentsOf(arch), 'Frameworks')
    const names = readdirSync(frameworks).filter((name) => name.endsWith('.app'))
    expect(names.sort()).toEqual(
      ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Porchlight Helper${kind}.app`).sort(),
    )
    for (const name of names) {
      const helper = readPlist(path.join(frameworks, name, 'Contents', 'Info.plist'))
      expect(helper.CFBundleIdentifier).toMatch(new RegExp(`^${appId}\\.helper(?:\\.\\w+)?$`))
      expect(helper.CFBundleExecutable).toBe(path.basename(name, '.app'))
      expect(existsSync(path.join(frameworks, name, 'Contents', 'MacOS', helper.CFBundleExecutable))).toBe(
        true,
      )
    }
  })

  test('has its own icon', () => {
    const icon = path.join(resourcesOf(arch), info().CFBundleIconFile)
    expect(readFileSync(icon).equals(readFileSync(path.join(root, 'build', 'icon.icns')))).toBe(true)
    expect(existsSync(path.join(resourcesOf(arch), 'electron.icns'))).toBe(false)
  })

  test('knows its archive by the hash', () => {
    expect(info().ElectronAsarIntegrity).toEqual({
      'Resources/app.asar': {
        algorithm: 'SHA256',
        hash: headerHash(path.join(resourcesOf(arch), 'app.asar')),
      },
    })
  })

  test('has the fuses that were asked for', async () => {
    expect(await readFuses(path.dirname(contentsOf(arch)))).toMatchObject(fuses)
  })

  test('has the native modules of macOS, and no others', () => {
    expect(problemsWithModules(resourcesOf(arch), 'darwin', arch)).toEqual(
      missingHere(`darwin-${arch}`, `darwin-${arch}`),
    )
  })

  test('brings the licences of what it is built on', () => {
    expect(readdirSync(resourcesOf(arch))).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    )
  })

  test('without a repository it looks nowhere for updates', () => {
    expect(existsSync(path.join(resourcesOf(arch), 'app-update.yml'))).toBe(false)
  })
})

describe('Windows x64', () => {
  const program = () => readProgram(path.join(windows(), 'Porchlight.exe'))

  test('is Porchlight, of this version', () => {
    const { strings } = program()
    expect(strings).toMatchObject({
      ProductName: 'Porchlight',
      FileDescription: 'Porchlight',
      InternalName: 'Porchlight',
      FileVersion: version,
    })
    expect(strings.ProductVersion).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')}(?:\\.0)?$`))
    expect(JSON.stringify(strings)).not.toMatch(/Electron|GitHub/i)
  })

  test('has its own icon in every size, and no other', () => {
    const { icons, iconGroups } = program()
    expect(iconGroups).toBe(1)
    expect(icons).toEqual(expect.arrayContaining([16, 24, 32, 48]))
    expect(icons).not.toContain(1)
  })

  test('starts as the user, without asking to be an administrator', () => {
    expect(program().manifest).toContain('level="asInvoker"')
  })

  test('knows its archive by the hash', () => {
    expect(program().integrity).toEqual([
      {
        file: 'resources\\app.asar',
        alg: 'SHA256',
        value: headerHash(path.join(windows(), 'resources', 'app.asar')),
      },
    ])
  })

  test('has the fuses that were asked for', async () => {
    expect(await readFuses(path.join(windows(), 'Porchlight.exe'))).toMatchObject(fuses)
  })

  test('has the native modules of Windows, and no others', () => {
    expect(problemsWithModules(path.join(windows(), 'resources'), 'win32', 'x64')).toEqual(
      missingHere('win32-x64', 'win32-x64-msvc'),
    )
  })

  test('brings the licences of what it is built on', () => {
    expect(readdirSync(windows())).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    )
  })
})
