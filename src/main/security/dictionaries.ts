import type { Session } from 'electron'

/**
 * Keeps Chromium from fetching dictionaries: on Linux and Windows it asks its maker's server for the one of the system's
 * language when a session begins, even where no page has its spell check on. macOS has a checker of its own, and no
 * languages to set.
 */
export function fetchNoDictionaries(
  session: Pick<Session, 'setSpellCheckerLanguages'>,
  platform: NodeJS.Platform = process.platform,
): void {
  if (platform !== 'darwin') session.setSpellCheckerLanguages([])
}
