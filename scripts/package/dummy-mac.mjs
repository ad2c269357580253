// A macOS Electron that has everything a build looks at or changes, and nothing that runs.
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import plist from 'plist'
import { bytesWithFuses } from './dummy-fuses.mjs'

const bundleId = 'com.github.Electron'
const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)']
const languages = ['de', 'en', 'fr', 'it']
// What a program must say before it may ask for these; Electron's own bundle asks for them all.
const usages = [
  'NSAudioCaptureUsageDescription',
  'NSBluetoothAlwaysUsageDescription',
  'NSBluetoothPeripheralUsageDescription',
  'NSCameraUsageDescription',
  'NSMicrophoneUsageDescription',
]
// The first bytes of a 64-bit Mach-O file, by which signing tools know a program.
const machO = Buffer.from([0xcf, 0xfa, 0xed, 0xfe])

/** Makes an unpacked macOS distribution in the folder, laid out as the official one. */
export async function makeDummyMac(folder, version) {
  const contents = path.join(folder, 'Electron.app', 'Contents')
  await put(path.join(contents, 'Info.plist'), plist.build(appInfo(version)))
  await put(path.join(contents, 'PkgInfo'), 'APPL????')
  await put(path.join(contents, 'MacOS', 'Electron'), machO, 0o755)
  await put(path.join(contents, 'Resources', 'electron.icns'), 'icns\0\0\0\b')
  for (const language of languages) await put(localeFile(contents, language), '')
  await makeFramework(path.join(contents, 'Frameworks', 'Electron Framework.framework'), version)
  for (const kind of helpers) await makeHelper(path.join(contents, 'Frameworks'), `Electron Helper${kind}`)
  await put(path.join(folder, 'version'), version)
  await put(path.join(folder, 'LICENSE'), 'The licence of Electron.\n')
  await put(path.join(folder, 'LICENSES.chromium.html'), '<p>The licences of Chromium.</p>\n')
}

function appInfo(version) {
  return {
    CFBundleDisplayName: 'Electron',
    CFBundleExecutable: 'Electron',
    CFBundleIconFile: 'electron.icns',
    CFBundleIdentifier: bundleId,
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: 'Electron',
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: version,
    CFBundleVersion: version,
    LSApplicationCategoryType: 'public.app-category.developer-tools',
    LSMinimumSystemVersion: '12.0',
    NSHighResolutionCapable: true,
    NSMainNibFile: 'MainMenu',
    NSPrincipalClass: 'AtomApplication',
    NSRequiresAquaSystemAppearance: false,
    NSSupportsAutomaticGraphicsSwitching: true,
    ...Object.fromEntries(usages.map((name) => [name, 'This app needs access to it.'])),
  }
}

/** The fuses of a macOS build are in the framework's binary, not in the program that is started. */
async function makeFramework(framework, version) {
  const own = path.join(framework, 'Versions', 'A')
  await put(path.join(own, 'Electron Framework'), Buffer.concat([machO, bytesWithFuses()]), 0o755)
  await put(path.join(own, 'Resources', 'Info.plist'), plist.build({ CFBundleVersion: version }))
  for (const language of languages) {
    await put(path.join(own, 'Resources', `${language}.lproj`, 'locale.pak'), language)
  }
  await symlink('A', path.join(framework, 'Versions', 'Current'))
  for (const name of ['Electron Framework', 'Resources']) {
    await symlink(path.join('Versions', 'Current', name), path.join(framework, name))
  }
}

async function makeHelper(frameworks, name) {
  const contents = path.join(frameworks, `${name}.app`, 'Contents')
  const info = {
    CFBundleDisplayName: name,
    CFBundleExecutable: name,
    CFBundleIdentifier: `${bundleId}.helper`,
    CFBundleName: name,
    CFBundlePackageType: 'APPL',
    LSUIElement: true,
    NSSupportsAutomaticGraphicsSwitching: true,
  }
  await put(path.join(contents, 'Info.plist'), plist.build(info))
  await put(path.join(contents, 'MacOS', name), machO, 0o755)
}

function localeFile(contents, language) {
  return path.join(contents, 'Resources', `${language}.lproj`, 'InfoPlist.strings')
}

async function put(file, content, mode = 0o644) {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, content, { mode })
}
