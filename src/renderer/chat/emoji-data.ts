import { readEmoji, type Emoji } from './emoji'

type Language = 'en' | 'it'

const loaded = new Map<Language, Promise<readonly Emoji[]>>()

/**
 * The emoji in the language of the window, read from emojibase-data when they are wanted first: 570 kB that would
 * only slow the start of the window. The codes are GitHub's, the smallest set of those that people know by heart.
 */
export function loadEmoji(locale: string): Promise<readonly Emoji[]> {
  const language = locale === 'it' ? 'it' : 'en'
  const known = loaded.get(language)
  if (known) return known
  const fresh = read(language)
  loaded.set(language, fresh)
  // What could not be read may be read the next time.
  fresh.catch(() => loaded.delete(language))
  return fresh
}

async function read(language: Language): Promise<readonly Emoji[]> {
  const [compact, shortcodes] = await Promise.all([
    language === 'it' ? import('emojibase-data/it/compact.json') : import('emojibase-data/en/compact.json'),
    import('emojibase-data/en/shortcodes/github.json'),
  ])
  return readEmoji(compact.default, shortcodes.default)
}
