import type { UpdateState } from '@shared/desktop/update'
import type { UpdateOffer } from '@shared/desktop/update-offer'
import { failureDetail } from './failure-detail'
import type { Updater } from './fetching'
import { LookTimes, type LookTimesParts } from './look-times'
import type { NeverReason } from './source'

/** Milliseconds without a word after which a look or a download is given up: no request of Electron's ends by itself. */
const PATIENCE = { checking: 60_000, downloading: 300_000 }

export interface UpdatesParts extends Omit<LookTimesParts, 'look'> {
  /** Who fetches updates, or why nobody will. */
  readonly updater: Updater | NeverReason
  readonly changed: () => void
  /** Begins to end Porchlight properly; `finish` is called as the last of it. */
  readonly quit: () => void
  /** Has the system start Porchlight when this copy has ended. */
  readonly startAgain: () => void
  readonly report: (error: unknown) => void
}

interface Run {
  byHand: boolean
  /** What is shown again where the run is called off. */
  readonly before: UpdateState
  readonly controller: AbortController
  callOffPatience: () => void
}

/** Whether there is a newer version, what has become of it, and how it gets into its place. */
export class Updates {
  readonly #parts: UpdatesParts
  readonly #updater: Updater | undefined
  readonly #times: LookTimes
  #state: UpdateState
  #run: Run | undefined
  #isRunning = false
  #startsAgain = false
  #systemEnds = false

  constructor(parts: UpdatesParts) {
    this.#parts = parts
    const { updater } = parts
    this.#updater = typeof updater === 'string' ? undefined : updater
    this.#state = typeof updater === 'string' ? { phase: 'never', why: updater } : { phase: 'idle' }
    this.#times = new LookTimes({ ...parts, look: () => this.#look(false) })
    this.#updater?.onSpoilt((error) => {
      if (this.#isRunning && this.#state.phase === 'ready') this.#fail(error)
    })
  }

  get state(): UpdateState {
    return this.#state
  }

  start(): void {
    if (!this.#updater) return
    this.#isRunning = true
    this.#times.start()
  }

  /** Looks no more, and gives up what is under way; what lies ready stays so. */
  stop(): void {
    this.#isRunning = false
    this.#times.stop()
    this.#abandon()
  }

  /** The user has changed their mind about looking by itself; what they began by hand goes on. */
  wantedChanged(): void {
    this.#times.wantedChanged()
    if (!this.#parts.wanted() && this.#run?.byHand === false) this.#abandon()
  }

  /** The computer was asleep. */
  woke(): void {
    this.#times.woke()
  }

  /** Looks at once, whatever the user wants of looking by itself. */
  check(): void {
    if (!this.#isRunning) return
    this.#times.looked()
    this.#look(true)
  }

  /** Ends Porchlight to put in its place what lies ready; false where nothing does. */
  install(): boolean {
    if (this.#state.phase !== 'ready') return false
    this.#startsAgain = true
    this.#parts.quit()
    return true
  }

  /** The user's session ends, or the computer: no time to begin an installation, which would be cut off. */
  systemEnds(): void {
    this.#systemEnds = true
  }

  /** The last thing before this copy ends, after every good-bye; says whether it ends by itself then. */
  finish(): 'end' | 'ends-itself' {
    this.stop()
    if (this.#state.phase !== 'ready' || !this.#updater || this.#systemEnds) return 'end'
    try {
      return this.#updater.install(this.#startsAgain)
    } catch (error) {
      this.#parts.report(error)
      // Who asked for the new version wanted to go on; with what is installed they can.
      if (this.#startsAgain) this.#parts.startAgain()
      return 'end'
    }
  }

  #look(byHand: boolean): void {
    if (!this.#updater) return
    if (this.#run) {
      this.#run.byHand ||= byHand
      return
    }
    const run: Run = {
      byHand,
      before: this.#state,
      controller: new AbortController(),
      callOffPatience: () => undefined,
    }
    this.#run = run
    this.#fetch(this.#updater, run).then(
      () => this.#end(run),
      (error: unknown) => this.#failed(run, error),
    )
  }

  async #fetch(updater: Updater, run: Run): Promise<void> {
    const ready = this.#state.phase === 'ready' ? this.#state : undefined
    if (!ready) this.#show({ phase: 'checking' })
    this.#expectWord(run, PATIENCE.checking)
    const offer = await updater.check(run.controller.signal)
    if (this.#run !== run) return
    // A release that was taken back is not installed any more.
    if (!offer) return this.#show({ phase: 'current', at: this.#parts.now() })
    if (offer.version !== ready?.version) await this.#download(updater, run, offer)
  }

  async #download(updater: Updater, run: Run, { version, notes }: UpdateOffer): Promise<void> {
    this.#show({ phase: 'downloading', version, percent: 0 })
    this.#expectWord(run, PATIENCE.downloading)
    await updater.download(run.controller.signal, (percent) => {
      if (this.#run !== run) return
      this.#expectWord(run, PATIENCE.downloading)
      this.#progress(percent)
    })
    if (this.#run === run) this.#show({ phase: 'ready', version, notes })
  }

  #progress(given: number): void {
    const percent = Math.min(100, Math.max(0, Math.floor(given) || 0))
    if (this.#state.phase === 'downloading' && this.#state.percent !== percent)
      this.#show({ ...this.#state, percent })
  }

  /** A run that says nothing for this long has failed. */
  #expectWord(run: Run, ms: number): void {
    run.callOffPatience()
    run.callOffPatience = this.#parts.after(ms, () => {
      this.#failed(run, new Error('No answer'))
      run.controller.abort()
    })
  }

  #failed(run: Run, error: unknown): void {
    if (this.#run !== run) return
    this.#end(run)
    // What lies ready is as good as before where only the look for something newer failed.
    if (this.#state.phase === 'ready') this.#parts.report(error)
    else this.#fail(error)
  }

  #end(run: Run): void {
    run.callOffPatience()
    if (this.#run === run) this.#run = undefined
  }

  /** Calls off what is under way; whatever comes of it later is not heard. */
  #abandon(): void {
    const run = this.#run
    if (!run) return
    this.#end(run)
    run.controller.abort()
    const { phase } = this.#state
    if (phase === 'downloading' && run.before.phase === 'ready') {
      // What lay ready before gave way when the download began.
      this.#show({ phase: 'idle' })
    } else if (phase === 'checking' || phase === 'downloading') this.#show(run.before)
  }

  #fail(error: unknown): void {
    this.#parts.report(error)
    this.#show({ phase: 'failed', at: this.#parts.now(), detail: failureDetail(error) })
  }

  #show(state: UpdateState): void {
    this.#state = state
    this.#parts.changed()
  }
}
