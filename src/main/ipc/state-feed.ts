import type { MessageView } from '@shared/chat/message'
import type { ListPatch, Lists, StatePush, Views } from '@shared/ipc/state'
import type { LightId, LightState } from '@shared/light/light'
import type { WireEntry } from '@shared/wire/entry'
import { WaitingMessages } from './waiting-messages'
import { WaitingWire } from './waiting-wire'

/** Where the state is read from: the services that own it. The feed keeps no copy. */
export type ViewSources = { readonly [Name in keyof Views]: () => Views[Name] }
/** What was said before a window asks for by pages. */
export type ListSources = { readonly [Name in Exclude<keyof Lists, 'messages'>]: () => Lists[Name] } & {
  readonly light: (id: LightId) => LightState | undefined
}

/** Which of the long lists a window shows; the others are not sent to it. */
export type Wants = { readonly [Name in keyof Lists]: boolean }

type Sink = (push: StatePush) => void

/** Milliseconds between two pushes: one frame at 60 Hz. */
const FRAME = 16
/** Most entries of the wire in one patch: 60,000 a second, and no patch that holds a window up for more than a frame. */
const MAX_PATCH = 1_000

/**
 * Gathers what has changed and hands it on once per frame: small views whole, lists as patches (DESIGN 1). Where the last
 * push is longer ago than a frame it does not wait, so that a click is answered at once.
 */
export class StateFeed {
  readonly #views: ViewSources
  readonly #lists: ListSources
  readonly #after: (ms: number, task: () => void) => () => void
  readonly #report: (error: unknown) => void
  readonly #watchers = new Set<{ readonly sink: Sink; readonly wants: Wants }>()
  #dirty = new Set<keyof Views>()
  readonly #wire = new WaitingWire()
  readonly #messages = new WaitingMessages()
  #lights = new Set<LightId>()
  #due = false
  /** A push went out less than a frame ago. */
  #cooling = false

  constructor(
    views: ViewSources,
    lists: ListSources,
    after: (ms: number, task: () => void) => () => void,
    report: (error: unknown) => void,
  ) {
    this.#views = views
    this.#lists = lists
    this.#after = after
    this.#report = report
  }

  /** A view has changed; it is read when the frame is due. */
  touch(...names: (keyof Views)[]): void {
    for (const name of names) this.#dirty.add(name)
    this.#schedule()
  }

  /** A message passed; entries before `first` are gone. */
  wire(entry: WireEntry, first: number): void {
    // While no window shows the Wire a flood costs nothing here.
    if (!this.#isWanted('wire')) return
    this.#wire.add(entry)
    this.dropWire(first)
  }

  /** Entries before `first` are gone. */
  dropWire(first: number): void {
    if (!this.#isWanted('wire')) return
    this.#wire.drop(first)
    this.touch('wireKept')
  }

  messages(patch: ListPatch<MessageView>): void {
    // While nobody shows the chat a flood costs nothing here.
    if (!this.#isWanted('messages')) return
    this.#messages.change(patch)
    this.#schedule()
  }

  /** These lights are new, different or gone; how they are is read when the frame is due. */
  lights(ids: readonly LightId[]): void {
    for (const id of ids) this.#lights.add(id)
    this.#schedule()
  }

  /** Sends a snapshot at once and patches from then on; returns the way to stop. */
  attach(sink: Sink, wants: Wants): () => void {
    // What is pending is in the snapshot; the others must not miss it.
    this.#flush(Infinity)
    const watcher = { sink, wants }
    this.#hand(watcher, {
      snapshot: true,
      views: this.#read(Object.keys(this.#views) as (keyof Views)[]),
      ...(wants.lights ? { lights: { upsert: this.#lists.lights() } } : {}),
      ...(wants.wire ? { wire: { upsert: this.#lists.wire() } } : {}),
    })
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  #isWanted(list: keyof Lists): boolean {
    for (const { wants } of this.#watchers) if (wants[list]) return true
    return false
  }

  #schedule(): void {
    if (this.#due) return
    this.#due = true
    // After what is being done now, so that all that belongs to one message goes out together.
    if (!this.#cooling) queueMicrotask(() => this.#flushIfDue())
  }

  #flushIfDue(): void {
    if (this.#due) this.#flush(MAX_PATCH)
  }

  /** Hands on what has changed, of the wire no more than `most` entries; the rest follows with the next frame. */
  #flush(most: number): void {
    this.#due = false
    const views = this.#read([...this.#dirty])
    this.#dirty = new Set()
    const push: StatePush = {
      snapshot: false,
      views,
      wire: this.#wire.take(most),
      messages: this.#messages.take(),
      lights: this.#takeLights(),
    }
    if (this.#wire.isWaiting) this.#due = true
    if (Object.keys(views).length === 0 && !push.wire && !push.messages && !push.lights) return
    this.#coolDown()
    for (const watcher of this.#watchers) this.#hand(watcher, push)
  }

  #takeLights(): ListPatch<LightState> | undefined {
    if (this.#lights.size === 0) return undefined
    const ids = [...this.#lights]
    this.#lights = new Set()
    const upsert = ids.flatMap((id) => this.#lists.light(id) ?? [])
    const there = new Set(upsert.map(({ id }) => id))
    return { upsert, remove: ids.filter((id) => !there.has(id)) }
  }

  #coolDown(): void {
    if (this.#cooling) return
    this.#cooling = true
    this.#after(FRAME, () => {
      this.#cooling = false
      this.#flushIfDue()
    })
  }

  /** Hands a watcher its part of a push, if there is one; one that fails must not deafen the others. */
  #hand({ sink, wants }: { readonly sink: Sink; readonly wants: Wants }, push: StatePush): void {
    const { wireKept, ...others } = push.views
    const views = wants.wire && wireKept ? { ...others, wireKept } : others
    const wire = wants.wire ? push.wire : undefined
    const messages = wants.messages ? push.messages : undefined
    const lights = wants.lights ? push.lights : undefined
    if (!push.snapshot && !wire && !messages && !lights && Object.keys(views).length === 0) return
    try {
      sink({
        snapshot: push.snapshot,
        views,
        ...(lights ? { lights } : {}),
        ...(wire ? { wire } : {}),
        ...(messages ? { messages } : {}),
      })
    } catch (error) {
      this.#report(error)
    }
  }

  #read(names: readonly (keyof Views)[]): Partial<Views> {
    return Object.fromEntries(names.map((name) => [name, this.#views[name]()])) as Partial<Views>
  }
}
