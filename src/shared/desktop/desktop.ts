import type { PorchlightLink } from './link'
import type { UpdateState } from './update'

/** What the user wants of Porchlight as a program of this computer. */
export interface DesktopSettings {
  /** Looks for updates by itself. */
  readonly updates: boolean
}

export const FIRST_DESKTOP: DesktopSettings = { updates: true }

/** How Porchlight lives on this computer, as the windows see it. */
export interface DesktopView {
  readonly settings: DesktopSettings
  /** `unable`: this copy is not installed, so there is nothing that the system could start. */
  readonly startAtLogin: 'on' | 'off' | 'unable'
  readonly update: UpdateState
  /** A link that was opened and waits for the user's yes or no. */
  readonly asked?: AskedLink
}

/** A link that somebody opened, maybe not the user: nothing happens before they agree. */
export interface AskedLink {
  readonly id: number
  readonly link: PorchlightLink
  /** Of a light: what the user knows it by. */
  readonly light?: string
}
