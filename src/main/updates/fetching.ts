import type { UpdateOffer } from '@shared/desktop/update-offer'

/** Who fetches updates and puts them in their place. One thing at a time is asked of it; what is called off rejects. */
export interface Updater {
  /** Asks whether there is a newer version; `undefined` where there is none. */
  check(signal: AbortSignal): Promise<UpdateOffer | undefined>
  /** Fetches what the last check found. `progress` is told percents as they come. */
  download(signal: AbortSignal, progress: (percent: number) => void): Promise<void>
  /**
   * Puts what was fetched in its place, as the last thing that this copy does; throws where it cannot. `again`: Porchlight is
   * to start afterwards. Says whether this copy ends by itself then, or has to be ended as always.
   */
  install(again: boolean): 'end' | 'ends-itself'
  /** Sets who is told that what was fetched cannot be put in its place after all. */
  onSpoilt(told: (error: unknown) => void): void
}
