// What a release is made of: one folder from each machine that built packages, all of them laid into one.

const linux = ['.AppImage', '.deb', '.rpm', '.tar.gz']
const mac = ['.dmg', '.zip', '.zip.blockmap', 'latest-mac.yml']

/** The folders by the name of their machine, and how the names of the files end that each must bring. */
export const machines = {
  'linux-x64': [...linux, 'latest-linux.yml'],
  'linux-arm64': [...linux, 'latest-linux-arm64.yml'],
  'mac-x64': mac,
  'mac-arm64': mac,
  'windows-x64': ['.exe', '.exe.blockmap', 'latest.yml'],
}

/** The one file that two machines bring: an installed copy asks for it by this name, whatever its processor. */
export const sharedName = 'latest-mac.yml'

/** Whether a file tells installed copies of the new version. */
export function isUpdateFile(name) {
  return /^latest.*\.yml$/.test(name)
}

/** What keeps these files from being a release, one sentence each. `folders` has the names in each machine's folder. */
export function problemsWithAssets(folders, version) {
  const all = Object.values(folders).flat()
  return [
    ...Object.entries(machines).flatMap(([machine, endings]) =>
      endings
        .filter((ending) => !(folders[machine] ?? []).some((name) => name.endsWith(ending)))
        .map((ending) => `${machine} has brought no ${ending}.`),
    ),
    ...Object.keys(folders)
      .filter((machine) => !(machine in machines))
      .map((machine) => `Nobody expects anything from ${machine}.`),
    ...all
      .filter((name, index) => name !== sharedName && all.indexOf(name) !== index)
      .map((name) => `Two machines have brought ${name}.`),
    ...[...new Set(all)].flatMap((name) => problemsWithName(name, version)),
  ]
}

function problemsWithName(name, version) {
  if (isUpdateFile(name)) return []
  // GitHub changes other characters in a name, and then the update files would name files that are not there.
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return [`The name ${JSON.stringify(name)} does not survive an upload.`]
  if (name.includes('testing')) return [`${name} is a build for testing.`]
  return name.includes(`-${version}-`) ? [] : [`${name} does not name version ${version}.`]
}

/** Checksums as `sha256sum --check` reads them: each file's SHA-256 in hexadecimal, two spaces, its name. */
export function checksumsText(checksums) {
  return Object.entries(checksums)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, sha256]) => `${sha256}  ${name}\n`)
    .join('')
}
