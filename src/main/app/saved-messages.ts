import type { CommandResult, Commands } from '@shared/ipc/contract'
import { parseTopicName } from '@shared/mqtt/topic'
import { ok, refused, type Result } from '@shared/result'
import { SAVED_LIMITS, type SavedMessage } from '@shared/wire/saved-message'

/** Where they are kept; `write` answers why it could not, and then they count for this run. */
export interface SavedMessagesStore {
  read(): readonly SavedMessage[]
  write(list: readonly SavedMessage[]): string | undefined
}

// A name stands in one line of a list.
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** The messages the user keeps at hand: bounded, each with a name and a topic it can be published on. */
export class SavedMessages {
  readonly #store: SavedMessagesStore
  readonly #newId: () => string

  constructor(store: SavedMessagesStore, newId: () => string) {
    this.#store = store
    this.#newId = newId
  }

  get list(): readonly SavedMessage[] {
    return this.#store.read()
  }

  /** Keeps a new one at the end of the list, or puts one in the place of the one with its id. */
  save({ id, ...form }: Commands['wire:save-message']): CommandResult {
    const checked = check(form)
    if (!checked.ok) return checked
    if (id === undefined) {
      if (this.list.length >= SAVED_LIMITS.messages)
        return refused({ kind: 'saved-message', problem: 'too-many' })
      return this.#write([...this.list, { ...checked.value, id: this.#newId() }])
    }
    if (!this.list.some((message) => message.id === id)) return refused({ kind: 'gone' })
    return this.#write(this.list.map((message) => (message.id === id ? { ...checked.value, id } : message)))
  }

  /** One that is not there is content with that. */
  remove(id: string): CommandResult {
    const left = this.list.filter((message) => message.id !== id)
    return left.length === this.list.length ? ok(undefined) : this.#write(left)
  }

  #write(list: readonly SavedMessage[]): CommandResult {
    const problem = this.#store.write(list)
    return problem === undefined ? ok(undefined) : refused({ kind: 'not-saved', detail: problem })
  }
}

type Checked = Result<Omit<SavedMessage, 'id'>, Extract<CommandResult, { ok: false }>['error']>

function check({ name, topic, payload, qos, retain }: Omit<SavedMessage, 'id'>): Checked {
  const trimmed = name.trim()
  if (trimmed === '' || FORBIDDEN.test(trimmed) || !trimmed.isWellFormed())
    return refused({ kind: 'saved-message', problem: 'name' })
  if (trimmed.length > SAVED_LIMITS.name || payload.length > SAVED_LIMITS.payload)
    return refused({ kind: 'saved-message', problem: 'too-long' })
  const parsed = parseTopicName(topic)
  if (!parsed.ok) return refused({ kind: 'topic', problem: parsed.error })
  return ok({ name: trimmed, topic: parsed.value, payload, qos, retain })
}
