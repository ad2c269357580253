// What is left to do in a packed app before its fuses are set and it is signed.
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'

/** What is used of the package `plist`, which has no types. */
interface PropertyLists {
  parse(text: string): Readonly<Record<string, unknown>>
  build(value: Readonly<Record<string, unknown>>): string
}
const plist = createRequire(import.meta.url)('plist') as PropertyLists

/** Takes out what an Electron for development has, and gives macOS what its packages miss. `electron` is the folder packed. */
export async function tidyUp(
  { appOutDir, packager, electronPlatformName }: AfterPackContext,
  electron: string,
): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  const forDevelopment = [
    join(resources, 'default_app.asar'),
    join(appOutDir, 'default-app.sha256'),
    join(appOutDir, 'version'),
  ]
  for (const file of forDevelopment) await rm(file, { force: true })
  if (electronPlatformName !== 'darwin') return
  await takeLicences(electron, resources)
  await askForNothing(join(resources, '..', 'Info.plist'))
}

/** Of an unpacked Electron the builder takes the app alone, and the terms lie beside it. */
async function takeLicences(electron: string, resources: string): Promise<void> {
  await copyFile(join(electron, 'LICENSE'), join(resources, 'LICENSE.electron.txt'))
  await copyFile(join(electron, 'LICENSES.chromium.html'), join(resources, 'LICENSES.chromium.html'))
}

/** Electron's own app could ask for camera, microphone and Bluetooth; without these words macOS lets no app ask. */
async function askForNothing(file: string): Promise<void> {
  const info = plist.parse(await readFile(file, 'utf8'))
  const kept = Object.entries(info).filter(
    ([name]) => !/^NS(?:AudioCapture|Bluetooth|Camera|Microphone).*UsageDescription$/.test(name),
  )
  await writeFile(file, plist.build(Object.fromEntries(kept)))
}
