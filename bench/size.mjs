import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { run, Told } from '../scripts/lib/command.mjs'
import { findElectron } from '../scripts/lib/electron.mjs'
import { root } from '../scripts/lib/paths.mjs'
import { distributionOf } from '../scripts/package/choose.mjs'
import { placesIn, unpackedIn } from '../scripts/package/places.mjs'

export const sizeFigures = {
  archive: 'size of app.asar',
  beyond: 'size of the unpacked app beyond Electron itself',
}

const goals = { archive: 6, beyond: 15 }
const dist = path.join(root, 'dist')

/** What a person downloads and keeps on disk for Porchlight, as it is packed for this machine. */
export async function measureSize({ tell }) {
  const folder = unpackedIn(dist, process.platform, process.arch)
  const archive = path.join(placesIn(folder, process.platform).resources, 'app.asar')
  if (isOld(archive)) await pack()
  const electron = filesIn(distributionOf(findElectron().executable, process.platform))
  const sizes = {
    archive: megabytes(statSync(archive).size),
    beyond: megabytes(beyond(filesIn(folder), electron)),
  }
  tell(sizes)
  return Object.entries(sizeFigures).map(([key, name]) => {
    return { name, unit: 'MB', value: sizes[key], goal: goals[key] }
  })
}

/** Packed before the app was built last, or not at all. */
function isOld(archive) {
  const built = statSync(path.join(root, 'out', 'main', 'index.cjs')).mtimeMs
  return (statSync(archive, { throwIfNoEntry: false })?.mtimeMs ?? 0) < built
}

async function pack() {
  const script = path.join(root, 'scripts', 'package.mjs')
  const code = await run(process.execPath, [script, '--targets=dir'], { cwd: root })
  if (code !== 0) throw new Told('Packing failed; what it says is above.')
}

/** Bytes of what Electron does not bring, and of what is larger than there; its program goes by the app's name. */
function beyond(packed, electron) {
  let sum = 0
  for (const [name, bytes] of packed)
    sum += Math.max(0, bytes - (electron.get(name === 'porchlight' ? 'electron' : name) ?? 0))
  return sum
}

/** The files of a folder and their bytes. A licence goes by another name in a package. */
function filesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      const name = path.relative(folder, file)
      return [name === 'LICENSE.electron.txt' ? 'LICENSE' : name, statSync(file).size]
    }),
  )
}

function megabytes(bytes) {
  return bytes / 1e6
}
