import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { dump, load } from 'js-yaml'
import { Told } from '../lib/command.mjs'
import { checksumsText, isUpdateFile, problemsWithAssets, sharedName } from './assets.mjs'
import { mergeUpdateFiles, problemsWithUpdateFile } from './update-files.mjs'

/** The list of checksums, under the name that people look for. */
export const checksumsName = 'SHA256SUMS'

/**
 * Lays what the machines have built (a folder of each in `from`) into the folder `to`, with the list of what is in
 * the program and the checksums of everything. Throws in words when it is not a whole release of that version.
 */
export async function gather({ from, to, version, sbom }) {
  const folders = Object.fromEntries(
    readdirSync(from).map((machine) => [machine, readdirSync(path.join(from, machine))]),
  )
  stopAt(problemsWithAssets(folders, version))
  await mkdir(to, { recursive: true })
  for (const [machine, names] of Object.entries(folders)) {
    for (const name of names) await lay(path.join(from, machine, name), path.join(to, name))
  }
  await writeFile(path.join(to, `porchlight-${version}-sbom.cdx.json`), sbom)
  const checksums = await checksumsIn(to)
  stopAt(problemsWithUpdateFiles(to, version, checksums))
  const sha256 = Object.fromEntries(Object.entries(checksums).map(([name, sums]) => [name, sums.sha256]))
  await writeFile(path.join(to, checksumsName), checksumsText(sha256))
  return Object.keys(checksums)
}

function stopAt(problems) {
  if (problems.length > 0) throw new Told(problems.join('\n'))
}

/** Two machines bring one file of the same name, and both parts count; the check before has found any other. */
async function lay(file, target) {
  if (path.basename(target) !== sharedName || !existsSync(target)) return rename(file, target)
  const merged = mergeUpdateFiles(readYaml(target), readYaml(file))
  await writeFile(target, dump(merged, { lineWidth: -1 }))
}

async function checksumsIn(folder) {
  const checksums = {}
  for (const name of readdirSync(folder)) checksums[name] = await checksumsOf(path.join(folder, name))
  return checksums
}

/** Both sums in one reading: SHA-256 for people, SHA-512 because the update files have it. */
async function checksumsOf(file) {
  const sha256 = createHash('sha256')
  const sha512 = createHash('sha512')
  await pipeline(createReadStream(file), async (chunks) => {
    for await (const chunk of chunks) {
      sha256.update(chunk)
      sha512.update(chunk)
    }
  })
  return { size: statSync(file).size, sha256: sha256.digest('hex'), sha512: sha512.digest('base64') }
}

function problemsWithUpdateFiles(folder, version, checksums) {
  return Object.keys(checksums)
    .filter(isUpdateFile)
    .flatMap((name) =>
      problemsWithUpdateFile(name, readYaml(path.join(folder, name)), version, (url) => checksums[url]),
    )
}

/** By the library that the updater reads them with. */
function readYaml(file) {
  return load(readFileSync(file, 'utf8'))
}
