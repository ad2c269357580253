// Where things lie in what electron-builder has made.
import path from 'node:path'

/** The folder of the unpacked app in the folder that electron-builder fills; x64 is in no folder's name. */
export function unpackedIn(dist, platform, arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  if (platform === 'darwin') return path.join(dist, `mac${suffix}`)
  return path.join(dist, `${platform === 'win32' ? 'win' : platform}${suffix}-unpacked`)
}

/** In such a folder: what every packed app has, the program that the fuses are in, and the licences. */
export function placesIn(folder, platform) {
  if (platform === 'darwin') {
    const bundle = path.join(folder, 'Porchlight.app')
    const resources = path.join(bundle, 'Contents', 'Resources')
    return { resources, binary: bundle, licences: resources }
  }
  const name = platform === 'win32' ? 'Porchlight.exe' : 'porchlight'
  return { resources: path.join(folder, 'resources'), binary: path.join(folder, name), licences: folder }
}
