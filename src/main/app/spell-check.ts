import { homedir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'electron'
import { OwnWords } from '../store/own-words'
import { findDictionaries, systemFolders } from '../spelling/find'
import { after } from './after'
import { Spelling } from './spelling'
import { spellingThread } from './spelling-thread'

export interface SpellCheckParts {
  readonly app: Pick<App, 'getPreferredSystemLanguages'>
  /** The script of its thread, and the folder of the dictionaries that come with the app. */
  readonly script: string
  readonly dictionaries: string
  /** Where the user's own words are kept. */
  readonly folder: string
  readonly isWanted: () => boolean
}

/** The spell check with what the system has: its languages, its dictionaries, a thread. */
export function spellCheck({ app, script, dictionaries, folder, isWanted }: SpellCheckParts): Spelling {
  const english = { aff: join(dictionaries, 'en.aff'), dic: join(dictionaries, 'en.dic') }
  return new Spelling({
    start: (found) => spellingThread(script, found),
    find: () =>
      findDictionaries(
        app.getPreferredSystemLanguages(),
        english,
        systemFolders(homedir(), process.platform),
      ),
    isWanted,
    own: new OwnWords(join(folder, 'words.txt')),
    after,
  })
}
