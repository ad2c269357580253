import { en, type Words } from './en'
import { it } from './it'

export type { Words }

/** The words for a locale such as `it-IT` or `it_IT.UTF-8`; English where there are none. */
export function wordsFor(locale: string): Words {
  return /^it\b|^it_/i.test(locale) ? it : en
}
