// Looks at a packed app on disk, without starting it.
import { extractFile, listPackage, statFile } from '@electron/asar'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { problemsWithContents, problemsWithManifest } from './contents.mjs'
import { problemsWithFuses } from './fuses.mjs'
import { problemsWithModules } from './foreign-modules.mjs'
import { placesIn } from './places.mjs'

/**
 * What is wrong with an unpacked app, one sentence each, and its sizes in bytes. `build` is `testing` or `release`;
 * platform and processor as Node names them.
 */
export async function inspect(folder, { build, platform = process.platform, arch = process.arch }) {
  const { resources, binary, licences } = placesIn(folder, platform)
  const archive = path.join(resources, 'app.asar')
  const files = filesIn(archive)
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString())
  const problems = [
    ...problemsWithContents(files),
    ...problemsWithManifest(manifest, build),
    ...(await problemsWithFuses(binary)),
    ...problemsWithModules(resources, platform, arch),
    ...problemsAround(folder, resources, licences),
  ]
  const sum = (unpacked) =>
    files.filter((file) => file.unpacked === unpacked).reduce((bytes, file) => bytes + file.bytes, 0)
  return { problems, sizes: { archive: statSync(archive).size, packed: sum(false), native: sum(true) } }
}

function filesIn(archive) {
  return listPackage(archive, { isPack: false })
    .map((name) => name.split(path.sep).join('/').replace(/^\//, ''))
    .map((name) => ({ name, stat: statFile(archive, path.normalize(name)) }))
    .filter(({ stat }) => !('files' in stat))
    .map(({ name, stat }) => ({ name, bytes: stat.size ?? 0, unpacked: stat.unpacked === true }))
}

function problemsAround(folder, resources, licences) {
  const left = [
    path.join(resources, 'default_app.asar'),
    path.join(resources, 'app'),
    path.join(folder, 'default-app.sha256'),
    path.join(folder, 'version'),
  ]
  const needed = ['LICENSE.electron.txt', 'LICENSES.chromium.html'].map((name) => path.join(licences, name))
  return [
    ...left.filter(existsSync).map((file) => `${path.relative(folder, file)} should not be there.`),
    ...needed.filter((file) => !existsSync(file)).map((file) => `${path.relative(folder, file)} is missing.`),
  ]
}
