import type { Damage } from './damage'

/** What the app said at a start: the name of a file set aside is in `detail`. */
export interface Told {
  readonly kind: string
  readonly detail?: string
}

/** One start on a folder in which something is damaged. */
export interface Start {
  readonly folder: string
  readonly damage: Damage
}

/** How it went: what was said, or why there was nothing to see. */
export type Outcome = { readonly told: readonly Told[] } | { readonly failed: string }
