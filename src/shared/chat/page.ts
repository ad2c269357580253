import type { MessageKey, MessageView } from './message'

/** Most messages in one page of history. */
export const PAGE = 100

/** Which part of a room's history a window asks for. */
export type PageAt =
  | { readonly kind: 'newest' }
  | { readonly kind: 'before' | 'after'; readonly key: MessageKey }
  /** The page with this message in its middle. */
  | { readonly kind: 'around'; readonly id: string }
  /** The page that begins at the first message written at this time or later; milliseconds since 1970. */
  | { readonly kind: 'date'; readonly ts: number }
  /** The page around the first message that was not read. */
  | { readonly kind: 'unread' }

/** A part of a room's history in the room's order. */
export interface Page {
  readonly messages: readonly MessageView[]
  /** There are older messages than these. */
  readonly earlier: boolean
  /** There are newer ones; where not, what comes is pushed. */
  readonly later: boolean
  /** The message that was asked for, where one was and is kept. */
  readonly target?: string
}

/** A message that has all the words of a search. */
export interface SearchHit {
  readonly room: string
  readonly id: string
  readonly user?: string
  readonly ts: number
  /** The part of its text around the words; `hit` are the words themselves. */
  readonly pieces: readonly { readonly text: string; readonly hit: boolean }[]
}

/** The hits of a search, the newest first. */
export interface SearchPage {
  readonly hits: readonly SearchHit[]
  /** Where the next page begins; missing on the last. */
  readonly more?: number
}

/** Most hits in one answer. */
export const SEARCH_PAGE = 50
