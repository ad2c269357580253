/** Where this copy is with its updates. */
export type UpdateState =
  /** There will be none: it runs from its sources, no address was built into it, or its kind of package cannot be exchanged from inside. */
  | { readonly phase: 'never'; readonly why: 'from-source' | 'no-address' | 'package' }
  /** Nothing was asked yet in this run. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'checking' }
  /** `at`: milliseconds since 1970. */
  | { readonly phase: 'current'; readonly at: number }
  /** `percent`: a whole number from 0 to 100. */
  | { readonly phase: 'downloading'; readonly version: string; readonly percent: number }
  /** Lies ready; it is put in its place at the next quit, or at once if the user wants. */
  | { readonly phase: 'ready'; readonly version: string; readonly notes: string }
  /** What is installed goes on; `detail` is the updater's own word. */
  | { readonly phase: 'failed'; readonly at: number; readonly detail: string }

/** Characters of the release notes that are shown, and of a version that is believed. */
export const MAX_NOTES = 10_000
export const MAX_VERSION = 60
