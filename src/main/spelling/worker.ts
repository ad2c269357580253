import { readFileSync } from 'node:fs'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import nspell from 'nspell'
import { Checker } from './checker'
import { decode, encodingOf } from './decode'
import type { Dictionary } from './find'
import type { SpellingAnswer, SpellingData, SpellingQuestion } from './talk'

/** Loads the dictionaries and answers; a thread, because loading one takes most of a second. */
export function serveSpelling(
  port: Pick<MessagePort, 'postMessage' | 'on'>,
  { dictionaries }: SpellingData,
): void {
  const say = (answer: SpellingAnswer): void => port.postMessage(answer)
  const checker = new Checker()
  for (const dictionary of dictionaries) {
    say({ kind: 'loading', dic: dictionary.dic })
    load(checker, dictionary)
  }
  say({ kind: 'ready' })
  port.on('message', (question: SpellingQuestion) => {
    const words = question.ask === 'wrong' ? checker.wrong(question.words) : checker.suggest(question.word)
    say({ kind: 'answer', id: question.id, words })
  })
}

/** One that cannot be read or understood is left out: the others still know their words. */
function load(checker: Checker, { aff, dic }: Dictionary): void {
  try {
    const bytes = readFileSync(aff)
    const encoding = encodingOf(bytes)
    checker.add(nspell(decode(bytes, encoding), decode(readFileSync(dic), encoding)))
  } catch {
    return
  }
}

// Only there in a worker.
if (parentPort) serveSpelling(parentPort, workerData as SpellingData)
