import type { MessageView } from '@shared/chat/message'
import type { ListPatch, Lists, StatePush, Views } from '@shared/ipc/state'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'

/** Where the state is read from: the services that own it. The feed keeps no copy. */
export type ViewSources = { readonly [Name in keyof Views]: () => Views[Name] }
export type ListSources = { readonly [Name in keyof Lists]: () => Lists[Name] }

/** Milliseconds between two pushes: one frame at 60 Hz. */
const FRAME = 16

/** Gathers what has changed and hands it on once per frame: small views whole, lists as patches (DESIGN 1). */
export class StateFeed {
  readonly #views: ViewSources
  readonly #lists: ListSources
  readonly #after: (ms: number, task: () => void) => () => void
  readonly #sinks = new Set<(push: StatePush) => void>()
  #dirty = new Set<keyof Views>()
  #wire: WireEntry[] = []
  #wireDropBefore: number | undefined
  #messages = new Map<string, MessageView>()
  #removed = new Set<string>()
  #due = false

  constructor(views: ViewSources, lists: ListSources, after: (ms: number, task: () => void) => () => void) {
    this.#views = views
    this.#lists = lists
    this.#after = after
  }

  /** A view has changed; it is read when the frame is due. */
  touch(...names: (keyof Views)[]): void {
    for (const name of names) this.#dirty.add(name)
    this.#schedule()
  }

  wire(entry: WireEntry): void {
    this.#wire.push(entry)
    // A window shows no more than are kept; what a burst brings beyond that it never sees.
    if (this.#wire.length > MAX_WIRE_ENTRIES * 2) this.#wire = this.#wire.slice(-MAX_WIRE_ENTRIES)
    this.#schedule()
  }

  /** Entries before `seq` are gone. */
  dropWire(seq: number): void {
    this.#wire = this.#wire.filter((entry) => entry.seq >= seq)
    this.#wireDropBefore = seq
    this.#schedule()
  }

  conversation(patch: ListPatch<MessageView>): void {
    for (const id of patch.remove ?? []) {
      this.#messages.delete(id)
      this.#removed.add(id)
    }
    for (const message of patch.upsert) {
      this.#removed.delete(message.id)
      this.#messages.set(message.id, message)
    }
    this.#schedule()
  }

  /** Sends a snapshot at once and patches from then on; returns the way to stop. */
  attach(sink: (push: StatePush) => void): () => void {
    // What is pending is in the snapshot; the others must not miss it.
    this.#flush()
    sink({
      snapshot: true,
      views: this.#read(Object.keys(this.#views) as (keyof Views)[]),
      wire: { upsert: this.#lists.wire() },
      conversation: { upsert: this.#lists.conversation() },
    })
    this.#sinks.add(sink)
    return () => this.#sinks.delete(sink)
  }

  #schedule(): void {
    if (this.#due) return
    this.#due = true
    this.#after(FRAME, () => this.#flush())
  }

  #flush(): void {
    this.#due = false
    const push: StatePush = {
      snapshot: false,
      views: this.#read([...this.#dirty]),
      ...(this.#wire.length > 0 || this.#wireDropBefore !== undefined
        ? { wire: { upsert: this.#wire.slice(-MAX_WIRE_ENTRIES), dropBefore: this.#wireDropBefore } }
        : {}),
      ...(this.#messages.size > 0 || this.#removed.size > 0
        ? { conversation: { upsert: [...this.#messages.values()], remove: [...this.#removed] } }
        : {}),
    }
    this.#dirty = new Set()
    this.#wire = []
    this.#wireDropBefore = undefined
    this.#messages = new Map()
    this.#removed = new Set()
    if (Object.keys(push.views).length === 0 && !push.wire && !push.conversation) return
    for (const sink of this.#sinks) sink(push)
  }

  #read(names: readonly (keyof Views)[]): Partial<Views> {
    return Object.fromEntries(names.map((name) => [name, this.#views[name]()])) as Partial<Views>
  }
}
