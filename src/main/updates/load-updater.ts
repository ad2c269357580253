import type { LoadedUpdater } from './updater'
import type { Installed } from './source'

/** Reads electron-updater from disk, which no start has to wait for, and takes of it what exchanges this kind of package. */
export async function loadUpdater(installed: Installed): Promise<LoadedUpdater> {
  const { AppImageUpdater, CancellationToken, DebUpdater, MacUpdater, NsisUpdater, RpmUpdater } =
    await import('electron-updater')
  const Kind = {
    mac: MacUpdater,
    nsis: NsisUpdater,
    appimage: AppImageUpdater,
    deb: DebUpdater,
    rpm: RpmUpdater,
  }[installed]
  return { updater: new Kind(), newToken: () => new CancellationToken() }
}
