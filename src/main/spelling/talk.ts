import type { Dictionary } from './find'

/** What the app asks of the thread that holds the dictionaries; each question has an answer with its number. */
export type SpellingQuestion = { readonly id: number } & (
  | { readonly ask: 'wrong'; readonly words: readonly string[] }
  | { readonly ask: 'suggest'; readonly word: string }
)

/** `loading` comes before each dictionary, so that one that is too much for the thread is known by its name. */
export type SpellingAnswer =
  | { readonly kind: 'loading'; readonly dic: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly words: readonly string[] }

/** What the thread is given at birth. */
export interface SpellingData {
  readonly dictionaries: readonly Dictionary[]
}
