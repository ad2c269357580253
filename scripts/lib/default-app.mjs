// The part of the development runtime that this checkout brings: what makes `electron <folder>` run a folder.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './paths.mjs'

const source = path.join(root, 'scripts', 'default-app')
const stampName = 'default-app.sha256'

/** Whether a runtime has the default app of this checkout; one built by another checkout may have another. */
export function hasDefaultApp(runtime) {
  const stamp = path.join(runtime, stampName)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()
}

/** Packs the default app into a runtime. Renamed into place, because the runtime may be running. */
export async function putDefaultApp(runtime) {
  const { createPackage } = await import('@electron/asar')
  const archive = path.join(runtime, 'resources', 'default_app.asar')
  const draft = `${archive}.${process.pid}`
  await createPackage(source, draft)
  await rename(draft, archive)
  await writeFile(path.join(runtime, stampName), fingerprint())
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const name of readdirSync(source).sort()) {
    hash.update(`${name}\n`).update(readFileSync(path.join(source, name)))
  }
  return hash.digest('hex')
}
