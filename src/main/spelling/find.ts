import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The two files of a Hunspell dictionary. */
export interface Dictionary {
  readonly aff: string
  readonly dic: string
}

/** Dictionaries of more languages than these are not loaded: each costs some 30 MB and a second. */
const MOST_LANGUAGES = 3
/** Bytes. Larger ones are lists of forms that a program of this kind cannot hold. */
const MAX_AFF = 1_000_000
const MAX_DIC = 8_000_000

/** Where systems keep dictionaries; the second for those of the user alone. */
export function systemFolders(home: string, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') return ['/Library/Spelling', join(home, 'Library/Spelling')]
  if (platform === 'win32') return []
  return [
    join(home, '.local/share/hunspell'),
    '/usr/local/share/hunspell',
    '/usr/share/hunspell',
    '/usr/share/myspell',
    '/usr/share/myspell/dicts',
  ]
}

/**
 * The dictionaries for the languages that the user prefers, the first first, as `it-IT`: the bundled English one, which
 * fits everywhere, and those of the system. None at all where the system's own language has none: then every word
 * would be marked, which is worse than no word.
 */
export function findDictionaries(
  languages: readonly string[],
  bundled: Dictionary,
  folders: readonly string[],
): Dictionary[] {
  const wanted = languages.slice(0, MOST_LANGUAGES).map((language) => language.replaceAll('-', '_'))
  const found = new Map<string, Dictionary>()
  for (const [index, language] of wanted.entries()) {
    const dictionary = inFolders(language, folders)
    if (dictionary) found.set(dictionary.dic, dictionary)
    else if (index === 0 && !isEnglish(language)) return []
  }
  return [bundled, ...found.values()]
}

function isEnglish(language: string): boolean {
  return /^(en|C|POSIX)\b|^en_/.test(language)
}

/** The dictionary of exactly this country, else of the language, else of any country of it. */
function inFolders(language: string, folders: readonly string[]): Dictionary | undefined {
  const [short = ''] = language.split('_')
  // English of any country is what is bundled.
  const others = isEnglish(language) ? [] : [short]
  for (const folder of folders) {
    const names = namesIn(folder)
    const country = isEnglish(language) ? undefined : names.find((name) => name.startsWith(`${short}_`))
    for (const name of [language, ...others, country]) {
      if (name === undefined || !names.includes(name)) continue
      const dictionary = { aff: join(folder, `${name}.aff`), dic: join(folder, `${name}.dic`) }
      if (isUsable(dictionary)) return dictionary
    }
  }
  return undefined
}

/** Without `.dic`, in an order that is the same everywhere. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.dic'))
      .map((name) => name.slice(0, -'.dic'.length))
      .toSorted()
  } catch {
    return []
  }
}

function isUsable({ aff, dic }: Dictionary): boolean {
  return fits(aff, MAX_AFF) && fits(dic, MAX_DIC)
}

function fits(file: string, most: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat !== undefined && stat.isFile() && stat.size <= most
}
