// Which package the tests of the installed app are about, and what dpkg knows of it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { Told } from './command.mjs'

/** The name of the package, and of the program in it. */
export const packageName = 'porchlight'

/** The newest .deb of this version and processor in a folder; `build` says what `npm run package` made it for. */
export function newestPackage(folder, version, arch) {
  const names = [
    { file: `porchlight-${version}-linux-${arch}.deb`, build: 'release' },
    { file: `porchlight-${version}-testing-linux-${arch}.deb`, build: 'testing' },
  ]
  const there = existsSync(folder) ? readdirSync(folder) : []
  const [newest] = names
    .filter(({ file }) => there.includes(file))
    .map(({ file, build }) => ({ file: path.join(folder, file), build }))
    .sort((one, other) => statSync(other.file).mtimeMs - statSync(one.file).mtimeMs)
  if (newest === undefined) {
    throw new Told(`There is no package of version ${version} in ${folder}. Make one with: npm run package`)
  }
  return newest
}

/** The version that is installed on this machine, or undefined. */
export function installedVersion() {
  const query = ['-W', '-f', '${db:Status-Status} ${Version}', packageName]
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' })
  const [status, version] = (stdout ?? '').split(' ')
  return status === 'installed' ? version : undefined
}

/** Unpacks a package into a folder without installing it, and gives the folder of the program. */
export function unpack(file, folder) {
  const { status, stderr } = spawnSync('dpkg-deb', ['-x', file, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Told(`${file} cannot be unpacked:\n${stderr}`)
  return path.join(folder, 'opt', 'Porchlight')
}
