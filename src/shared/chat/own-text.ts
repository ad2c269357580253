import { MAX_TEXT, cleanText } from './message'
import { ok, refused, type Result } from '../result'

/** Why a text cannot be sent. */
export type TextProblem =
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'text-too-long'; readonly length: number; readonly limit: number }

/** A text as a user may send it: trimmed, 1 to MAX_TEXT characters. */
export function parseText(text: string): Result<string, TextProblem> {
  const clean = cleanText(text).trim()
  if (clean === '') return refused({ kind: 'empty-text' })
  if (clean.length > MAX_TEXT)
    return refused({ kind: 'text-too-long', length: clean.length, limit: MAX_TEXT })
  return ok(clean)
}
