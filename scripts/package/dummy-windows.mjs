// A Windows Electron that has everything a build looks at or changes, and nothing that runs.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Data, NtExecutable, NtExecutableResource, Resource } from 'resedit'
import { bytesWithFuses } from './dummy-fuses.mjs'

const english = { lang: 0x0409, codepage: 1200 }
const languages = ['de', 'en-US', 'fr', 'it']
const iconGroup = 1
const manifest = { type: 24, id: 1 } // RT_MANIFEST

/** Makes an unpacked Windows distribution in the folder, laid out as the official one. */
export async function makeDummyWindows(folder, version) {
  await mkdir(path.join(folder, 'resources'), { recursive: true })
  await mkdir(path.join(folder, 'locales'))
  await writeFile(path.join(folder, 'electron.exe'), makeExecutable(version))
  await writeFile(path.join(folder, 'ffmpeg.dll'), Buffer.from(NtExecutable.createEmpty().generate()))
  for (const language of languages) {
    await writeFile(path.join(folder, 'locales', `${language}.pak`), language)
  }
  await writeFile(path.join(folder, 'version'), version)
  await writeFile(path.join(folder, 'LICENSE'), 'The licence of Electron.\n')
  await writeFile(path.join(folder, 'LICENSES.chromium.html'), '<p>The licences of Chromium.</p>\n')
}

/** An empty 64-bit program with Electron's own version, icon and manifest, and the fuses behind its end. */
function makeExecutable(version) {
  const executable = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(executable, true)
  addVersion(resources.entries, version)
  addIcon(resources.entries)
  resources.entries.push({ ...manifest, ...english, bin: new TextEncoder().encode(manifestText).buffer })
  resources.outputResource(executable)
  executable.setExtraData(bytesWithFuses())
  return Buffer.from(executable.generate())
}

function addVersion(entries, version) {
  const info = Resource.VersionInfo.createEmpty()
  info.lang = english.lang
  info.setFileVersion(version, english.lang)
  info.setProductVersion(version, english.lang)
  info.setStringValues(english, {
    CompanyName: 'GitHub, Inc.',
    FileDescription: 'Electron',
    InternalName: 'electron.exe',
    LegalCopyright: 'The makers of Electron',
    OriginalFilename: 'electron.exe',
    ProductName: 'Electron',
  })
  info.outputToResourceEntries(entries)
}

/** One grey pixel: a build that leaves it in has forgotten the app's own icon. */
function addIcon(entries) {
  const pixel = Buffer.alloc(40 + 4 + 4)
  pixel.writeUInt32LE(40, 0) // BITMAPINFOHEADER: its size, width, height with the mask, planes, bits
  pixel.writeInt32LE(1, 4)
  pixel.writeInt32LE(2, 8)
  pixel.writeUInt16LE(1, 12)
  pixel.writeUInt16LE(32, 14)
  pixel.fill(0x80, 40, 44)
  const icon = Data.RawIconItem.from(pixel, 1, 1, 32)
  Resource.IconGroupEntry.replaceIconsForResource(entries, iconGroup, english.lang, [icon])
}

const manifestText = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3"><security><requestedPrivileges>
    <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
  </requestedPrivileges></security></trustInfo>
</assembly>
`
