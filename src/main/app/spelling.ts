import type { Misspelling } from '@shared/ipc/contract'
import type { Dictionary } from '../spelling/find'
import type { SpellingAnswer, SpellingQuestion } from '../spelling/talk'

/** Wrong words that are shown at once; the others come when these are right. */
const MOST_SHOWN = 3

/** Milliseconds without a question after which the dictionaries leave the memory. */
const IDLE = 300_000
/** Milliseconds that one dictionary may take; English takes less than one second. */
const LOADING = 10_000

/** The part of a `Worker` that is used. */
export interface SpellingThread {
  postMessage(question: SpellingQuestion): void
  on(event: 'message', listener: (answer: SpellingAnswer) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  on(event: 'exit', listener: () => void): unknown
  terminate(): unknown
}

export interface SpellingParts {
  /** Starts the thread; its memory is bounded, and it ends where a dictionary needs more. */
  readonly start: (dictionaries: readonly Dictionary[]) => SpellingThread
  /** Looked for with every start of the thread. */
  readonly find: () => readonly Dictionary[]
  readonly isWanted: () => boolean
  readonly own: { has(word: string): boolean; add(word: string): void }
  readonly after: (ms: number, task: () => void) => () => void
}

/** A question without its number. */
type Asked = { ask: 'wrong'; words: readonly string[] } | { ask: 'suggest'; word: string }

interface Running {
  readonly thread: SpellingThread
  readonly waiting: Map<number, (words: readonly string[]) => void>
  /** The dictionary that it is at. */
  loading?: string
  callOff: () => void
}

/** Spell check in a thread that is there only while somebody writes. Nothing is ever wrong where it cannot be known. */
export class Spelling {
  readonly #parts: SpellingParts
  /** Dictionaries that were too much for the thread. */
  readonly #tooMuch = new Set<string>()
  #running: Running | undefined
  #lastId = 0

  constructor(parts: SpellingParts) {
    this.#parts = parts
  }

  /** Those of the words that no dictionary knows, and the user has not added. */
  async wrong(words: readonly string[]): Promise<string[]> {
    const { own, isWanted } = this.#parts
    const asked = words.filter((word) => !own.has(word))
    if (!isWanted() || asked.length === 0) return []
    return [...(await this.#ask({ ask: 'wrong', words: asked }))]
  }

  /** The first of the words that are wrong, each with what may have been meant. */
  async check(words: readonly string[]): Promise<Misspelling[]> {
    const wrong = (await this.wrong(words)).slice(0, MOST_SHOWN)
    return await Promise.all(wrong.map(async (word) => ({ word, suggestions: await this.suggest(word) })))
  }

  /** What may have been meant; at most 5. */
  async suggest(word: string): Promise<readonly string[]> {
    return this.#parts.isWanted() ? await this.#ask({ ask: 'suggest', word }) : []
  }

  add(word: string): void {
    this.#parts.own.add(word)
  }

  stop(): void {
    // It is not the dictionary's fault that the app ends.
    delete this.#running?.loading
    if (this.#running) this.#end(this.#running)
  }

  #ask(question: Asked): Promise<readonly string[]> {
    const running = this.#running ?? this.#start()
    if (!running) return Promise.resolve([])
    const id = (this.#lastId += 1)
    if (running.loading === undefined) this.#waitIdle(running)
    return new Promise((resolve) => {
      running.waiting.set(id, resolve)
      running.thread.postMessage({ ...question, id })
    })
  }

  #start(): Running | undefined {
    const dictionaries = this.#parts.find().filter(({ dic }) => !this.#tooMuch.has(dic))
    const [first] = dictionaries
    if (!first) return undefined
    const thread = this.#parts.start(dictionaries)
    const running: Running = { thread, waiting: new Map(), loading: first.dic, callOff: () => undefined }
    this.#running = running
    this.#waitLoading(running)
    thread.on('message', (answer) => this.#hear(running, answer))
    // It comes before `exit`, and must be listened to: nobody else takes it.
    thread.on('error', () => undefined)
    thread.on('exit', () => this.#end(running))
    return running
  }

  #hear(running: Running, answer: SpellingAnswer): void {
    switch (answer.kind) {
      case 'loading':
        running.loading = answer.dic
        return this.#waitLoading(running)
      case 'ready':
        delete running.loading
        return this.#waitIdle(running)
      case 'answer':
        running.waiting.get(answer.id)?.(answer.words)
        running.waiting.delete(answer.id)
    }
  }

  #waitLoading(running: Running): void {
    running.callOff()
    running.callOff = this.#parts.after(LOADING, () => this.#end(running))
  }

  #waitIdle(running: Running): void {
    running.callOff()
    running.callOff = this.#parts.after(IDLE, () => this.#end(running))
  }

  /** Ended by itself or by us; one that ends over a dictionary starts without it the next time. */
  #end(running: Running): void {
    running.callOff()
    if (running !== this.#running) return
    this.#running = undefined
    if (running.loading !== undefined) this.#tooMuch.add(running.loading)
    for (const answer of running.waiting.values()) answer([])
    running.thread.terminate()
  }
}
