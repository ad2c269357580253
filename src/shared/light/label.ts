import { foldName } from '../chat/name'
import { ok, refused, type Result } from '../result'
import { ARRANGEMENT_LIMITS } from './arrangement'

// Control characters, line separators and direction overrides could make one name look like another.
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** A name for a light, a room, a group or a scene as the user wrote it: cleaned, trimmed, 1 to 60 characters. */
export function parseLabel(text: string): Result<string, 'name-empty' | 'name-too-long'> {
  const label = fit(text)
  if (foldName(label) === '') return refused('name-empty')
  return [...label].length > ARRANGEMENT_LIMITS.name ? refused('name-too-long') : ok(label)
}

/** A name that somebody else gave, made fit by cutting it; the other text where nothing of it can be seen. */
export function cleanLabel(text: string, otherwise: string): string {
  const label = [...fit(text.slice(0, 1_000))].slice(0, ARRANGEMENT_LIMITS.name).join('').trim()
  return foldName(label) === '' ? otherwise : label
}

function fit(text: string): string {
  return text.toWellFormed().replace(UNFIT, '').normalize('NFC').trim()
}
