// Whether a packed app has the native modules of its own platform, and no others. npm installs only the build for
// the machine it runs on, so a package made for another platform can come out without them, and never start.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { targetsOf } from './foreign-binary.mjs'

/** The packages whose native part the app loads, by the folder it lies in. */
const needed = { libsql: '@libsql/', 'classic-level': 'classic-level/' }

/**
 * What keeps the native modules of a packed app from loading, one sentence each; empty where all is well.
 * A library has to lie beside the archive, in `app.asar.unpacked`: the system cannot load one out of it.
 */
export function problemsWithModules(resources, platform, arch) {
  const folder = path.join(resources, 'app.asar.unpacked')
  const target = `${platform}-${arch}`
  const libraries = librariesIn(folder)
  const foreign = libraries.filter(({ targets }) => !targets.includes(target))
  const own = libraries.filter(({ targets }) => targets.includes(target))
  const missing = Object.keys(needed).filter(
    (name) => !own.some((library) => library.file.includes(`node_modules/${needed[name]}`)),
  )
  return [
    ...missing.map((name) => `${name} has no native module for ${target}.`),
    ...foreign.map(({ file, targets }) => `${file} is for ${targets.join(' and ')}, not for ${target}.`),
  ]
}

/** Every native library under a folder, with what it runs on; paths have `/` on every system. */
function librariesIn(folder) {
  return namesIn(folder)
    .filter((name) => name.endsWith('.node'))
    .sort()
    .map((file) => ({ file, targets: targetsOf(readFileSync(path.join(folder, file))) }))
}

function namesIn(folder) {
  try {
    return readdirSync(folder, { recursive: true }).map((name) => name.split(path.sep).join('/'))
  } catch (error) {
    // Without a single native module there is no such folder.
    if (error.code === 'ENOENT') return []
    throw error
  }
}
