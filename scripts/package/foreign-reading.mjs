// What is in a packed app, read by other means than those it was made with where there are any.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getRawHeader } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import plist from 'plist'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

const iconGroup = 14 // RT_GROUP_ICON
const manifest = 24 // RT_MANIFEST

/** A property list. */
export function readPlist(file) {
  return plist.parse(readFileSync(file, 'utf8'))
}

/** The hash that Electron compares an archive with when it starts: of its header, as text. */
export function headerHash(archive) {
  return createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
}

/** The fuses by the names that the configuration has for them. */
export async function readFuses(app) {
  const wire = await getCurrentFuseWire(app)
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([key]) => /^\d+$/.test(key))
      .map(([key, state]) => [lowerFirst(FuseV1Options[key]), state === FuseState.ENABLE]),
  )
}

/** The resources of a Windows program that say what it is. */
export function readProgram(file) {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(file)))
  const [version] = Resource.VersionInfo.fromEntries(entries)
  const strings = version
    .getAllLanguagesForStringValues()
    .map((language) => version.getStringValues(language))
  return {
    strings: Object.assign({}, ...strings.reverse()),
    icons: Resource.IconGroupEntry.fromEntries(entries).flatMap(({ icons }) =>
      icons.map(({ width }) => width),
    ),
    iconGroups: entries.filter(({ type }) => type === iconGroup).length,
    manifest: textOf(entries.find(({ type }) => type === manifest)),
    integrity: JSON.parse(
      textOf(entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')) || '[]',
    ),
  }
}

function textOf(entry) {
  return entry === undefined ? '' : Buffer.from(entry.bin).toString()
}

function lowerFirst(name) {
  return name[0].toLowerCase() + name.slice(1)
}
