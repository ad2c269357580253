import type { App } from 'electron'
import type { AppUpdater, BaseUpdater, CancellationToken } from 'electron-updater'
import { readOffer, type OfferProblem, type UpdateOffer } from '@shared/desktop/update-offer'
import { failureDetail } from './failure-detail'
import type { Updater } from './fetching'
import { isWhole } from './is-whole'

/** What there is of electron-updater: one that fits how this copy was installed, and a way to call a download off. */
export interface LoadedUpdater {
  readonly updater: AppUpdater | BaseUpdater
  newToken(): CancellationToken
}

export interface ElectronUpdaterParts {
  /** Reads electron-updater from disk where that was not done yet, and makes a new one of it. */
  readonly load: () => Promise<LoadedUpdater>
  readonly app: Pick<App, 'releaseSingleInstanceLock'>
  readonly log: {
    info(where: string, text: string): void
    error(where: string, error: unknown): void
  }
}

/** One of electron-updater's, and whether it is just asked for something. */
interface Asked extends LoadedUpdater {
  isAsked: boolean
  offer?: UpdateOffer
}

interface Fetched {
  readonly updater: AppUpdater | BaseUpdater
  readonly file: string
  readonly hashes: readonly string[]
}

const WHERE = 'updates'

const REFUSED: Readonly<Record<OfferProblem, string>> = {
  form: 'The update is not described properly',
  version: 'The version of the update is not one',
  hash: 'The update has no SHA-512 to check it by',
}

/** Fetches updates with electron-updater from where `app-update.yml` says; nothing here sets another address. */
export class ElectronUpdater implements Updater {
  readonly #parts: ElectronUpdaterParts
  #asked: Asked | undefined
  #fetched: Fetched | undefined
  #told: (error: unknown) => void = () => undefined

  constructor(parts: ElectronUpdaterParts) {
    this.#parts = parts
  }

  onSpoilt(told: (error: unknown) => void): void {
    this.#told = told
  }

  check(signal: AbortSignal): Promise<UpdateOffer | undefined> {
    return this.#ask(signal, async (asked) => {
      // A look cannot be called off, and would answer every later one too: the next is another updater's.
      const callOff = (): void => (this.#asked = undefined)
      signal.addEventListener('abort', callOff, { once: true })
      try {
        const result = await asked.updater.checkForUpdates()
        if (!result) throw new Error('This copy cannot be updated')
        if (!result.isUpdateAvailable) return undefined
        const offer = readOffer(result.updateInfo)
        if (!offer.ok) throw new Error(REFUSED[offer.error])
        asked.offer = offer.value
        return offer.value
      } finally {
        signal.removeEventListener('abort', callOff)
      }
    })
  }

  download(signal: AbortSignal, progress: (percent: number) => void): Promise<void> {
    return this.#ask(signal, async ({ updater, newToken, offer }) => {
      if (!offer) throw new Error('No update was found')
      this.#fetched = undefined
      const token = newToken()
      const callOff = (): void => token.cancel()
      const hear = ({ percent }: { readonly percent: number }): void => progress(percent)
      signal.addEventListener('abort', callOff, { once: true })
      updater.on('download-progress', hear)
      try {
        // It refuses what has another hash than the offer says, be it fetched now or in an earlier run.
        const [file] = await updater.downloadUpdate(token)
        if (file === undefined) throw new Error('The update is not there')
        this.#fetched = { updater, file, hashes: offer.hashes }
      } catch (error) {
        // Its own word names both hashes in full, which is for the log.
        throw isMismatch(error) ? new Error('The update was damaged on its way', { cause: error }) : error
      } finally {
        updater.off('download-progress', hear)
        signal.removeEventListener('abort', callOff)
      }
    })
  }

  install(again: boolean): 'end' | 'ends-itself' {
    if (!this.#fetched) throw new Error('No update lies ready')
    const { updater, file, hashes } = this.#fetched
    // macOS has taken it over at the download and puts it in its place by itself when this copy has ended.
    if (!('install' in updater)) {
      if (again) updater.quitAndInstall()
      return again ? 'ends-itself' : 'end'
    }
    // Hours may have passed, and another copy that fetched the same at the same time may have written over it.
    if (!isWhole(file, hashes)) throw new Error('The update is not what was fetched any more')
    // An AppImage is started at once, while this copy is still ending: it must not take itself for a second start.
    if (again) this.#parts.app.releaseSingleInstanceLock()
    if (!updater.install(true, again)) throw new Error('The update could not be put in its place')
    return 'end'
  }

  async #ask<Answer>(signal: AbortSignal, work: (asked: Asked) => Promise<Answer>): Promise<Answer> {
    const asked = (this.#asked ??= this.#prepare(await this.#parts.load()))
    signal.throwIfAborted()
    asked.isAsked = true
    try {
      return await work(asked)
    } finally {
      asked.isAsked = false
    }
  }

  #prepare(loaded: LoadedUpdater): Asked {
    const { log } = this.#parts
    const { updater } = loaded
    const asked: Asked = { ...loaded, isAsked: false }
    const info = (text: unknown): void => log.info(WHERE, failureDetail(text))
    updater.logger = { info, warn: info, error: (error: unknown) => log.error(WHERE, failureDetail(error)) }
    // Only what has been looked at is fetched.
    updater.autoDownload = false
    // Installing is the last step of leaving, not something beside it; macOS takes an update over only with this.
    updater.autoInstallOnAppQuit = !('install' in updater)
    updater.allowDowngrade = false
    updater.allowPrerelease = false
    updater.fullChangelog = true
    updater.disableWebInstaller = true
    // The updater would send an id of this copy with every request.
    updater.requestHeaders = { 'x-user-staging-id': 'none' }
    // What goes wrong while nothing is asked of it concerns what it has fetched before.
    updater.on('error', (error) => {
      if (!asked.isAsked && this.#fetched?.updater === updater) this.#told(error)
    })
    return asked
  }
}

function isMismatch(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_CHECKSUM_MISMATCH'
}
