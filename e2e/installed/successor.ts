import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createPackageWithOptions, extractAll } from '@electron/asar'
import { fieldOf, packageUnderTest } from './dpkg'

const run = promisify(execFile)

/** What makes another package of the one under test. */
export interface Changes {
  version: string
  /** An address for updates, as the builder puts it into a release. */
  updatesFrom?: string
}

/** The version after another one, for a successor: only its last number is one more. */
export async function nextVersion(): Promise<string> {
  const version = await fieldOf(packageUnderTest(), 'Version')
  return version.replace(
    /^(\d+\.\d+\.)(\d+).*$/,
    (_, start: string, last: string) => `${start}${Number(last) + 1}`,
  )
}

/** Makes a package in a folder: the one under test, file by file, with another version or an address for updates. */
export async function repack(folder: string, { version, updatesFrom }: Changes): Promise<string> {
  const tree = await mkdtemp(join(folder, 'tree-'))
  const resources = join(tree, 'opt/Porchlight/resources')
  const control = join(tree, 'DEBIAN/control')
  await run('dpkg-deb', ['-R', packageUnderTest(), tree])
  await change(control, (text) => text.replace(/^Version: .*$/m, `Version: ${version}`))
  // Of what is changed here it would tell the old checksum.
  await rm(join(tree, 'DEBIAN/md5sums'), { force: true })
  await changeVersion(join(resources, 'app.asar'), join(tree, 'asar'), version)
  if (updatesFrom !== undefined) {
    const address = [
      'provider: generic',
      `url: ${updatesFrom}`,
      'updaterCacheDirName: porchlight-updater',
      '',
    ]
    await writeFile(join(resources, 'app-update.yml'), address.join('\n'))
    await writeFile(join(resources, 'package-type'), 'deb')
  }
  const file = join(folder, `porchlight-${version}${updatesFrom === undefined ? '' : '-updating'}.deb`)
  await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '-b', tree, file])
  await rm(tree, { recursive: true })
  return file
}

/** The app tells its version from the package.json in its archive. */
async function changeVersion(archive: string, folder: string, version: string): Promise<void> {
  extractAll(archive, folder)
  await change(join(folder, 'package.json'), (text) => {
    const manifest = JSON.parse(text) as Record<string, unknown>
    return JSON.stringify({ ...manifest, version })
  })
  await rm(`${archive}.unpacked`, { recursive: true })
  await createPackageWithOptions(folder, archive, { unpack: '**/*.node' })
  await rm(folder, { recursive: true })
}

async function change(file: string, how: (text: string) => string): Promise<void> {
  await writeFile(file, how(await readFile(file, 'utf8')))
}
