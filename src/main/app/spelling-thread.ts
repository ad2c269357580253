import { Worker } from 'node:worker_threads'
import type { Dictionary } from '../spelling/find'
import type { SpellingData } from '../spelling/talk'
import type { SpellingThread } from './spelling'

/** MB. English needs some 40; a dictionary that makes up more forms than fit ends the thread, and nothing else. */
const MEMORY = 256

/** Starts the thread of the spell check from its file. */
export function spellingThread(file: string, dictionaries: readonly Dictionary[]): SpellingThread {
  const workerData: SpellingData = { dictionaries }
  return new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
}
