/** As many as stand in two rows. */
const MOST = 16
const KEY = 'emoji-recent'

/** What was chosen last, the newest first; what is kept of it is not trusted. */
export function recentEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.filter((each): each is string => typeof each === 'string' && each.length <= 40).slice(0, MOST)
  } catch {
    return []
  }
}

/** Puts an emoji before those that were chosen earlier. */
export function rememberEmoji(character: string): void {
  const next = [character, ...recentEmoji().filter((each) => each !== character)].slice(0, MOST)
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // A full disk: then it is not among the first next time, and that is all.
  }
}
