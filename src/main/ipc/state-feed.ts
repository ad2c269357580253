import type { MessageView } from '@shared/chat/message'
import type { ListPatch, Lists, StatePush, Views } from '@shared/ipc/state'
import type { LightId, LightState } from '@shared/light/light'
import type { WireEntry } from '@shared/wire/entry'
import { WaitingMessages } from './waiting-messages'
import { WaitingWire, type WireSource } from './waiting-wire'

/** Where the state is read from: the services that own it. The feed keeps no copy. */
export type ViewSources = { readonly [Name in keyof Views]: () => Views[Name] }
/** What was said before a window asks for by pages. */
export interface ListSources {
  readonly lights: () => LightState[]
  readonly light: (id: LightId) => LightState | undefined
  readonly wire: WireSource
}

/** Which of the long lists a window shows; the others are not sent to it. */
export type Wants = { readonly [Name in keyof Lists]: boolean }

type Sink = (push: StatePush) => void

/** Milliseconds between two pushes: one frame at 60 Hz. */
const FRAME = 16
/** Pushes that may follow one another at once after a calm: what a click asks for, what the broker answers, and what that brings. */
const AT_ONCE = 3
/** Most entries of the wire in one patch, which a window reads in less than a frame; what waits beyond goes out with the next frames. */
const MAX_PATCH = 4_000

/**
 * Gathers what has changed and hands it on once per frame: small views whole, lists as patches (DESIGN 1). After a calm
 * a few pushes do not wait for their frame, so that a click and its answer are shown at once.
 */
export class StateFeed {
  readonly #views: ViewSources
  readonly #lists: ListSources
  readonly #after: (ms: number, task: () => void) => () => void
  readonly #report: (error: unknown) => void
  readonly #watchers = new Set<{ readonly sink: Sink; readonly wants: Wants }>()
  #dirty = new Set<keyof Views>()
  readonly #wire: WaitingWire
  readonly #messages = new WaitingMessages()
  #lights = new Set<LightId>()
  #due = false
  /** The wire goes out with the next push. */
  #isWireDue = false
  /** The wire went out a moment ago; what comes waits for more. */
  #isWireResting = false
  /** Entries that went out since the wire rested last. */
  #told = 0
  /** Pushes that went out before their frame; each frame makes up for one. */
  #ahead = 0

  constructor(
    views: ViewSources,
    lists: ListSources,
    after: (ms: number, task: () => void) => () => void,
    report: (error: unknown) => void,
  ) {
    this.#views = views
    this.#lists = lists
    this.#wire = new WaitingWire(lists.wire)
    this.#after = after
    this.#report = report
  }

  /** A view has changed; it is read when the frame is due. */
  touch(...names: (keyof Views)[]): void {
    for (const name of names) this.#dirty.add(name)
    this.#schedule()
  }

  /** A message passed, or what passed was forgotten. */
  wire(): void {
    // While no window shows the Wire a flood costs nothing here.
    if (this.#isWireResting || !this.#isWanted('wire')) return
    this.#isWireResting = this.#isWireDue = true
    this.#schedule()
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
    this.#flush(this.#isWanted('wire') ? this.#wire.take(Infinity) : undefined)
    const watcher = { sink, wants }
    this.#hand(watcher, {
      snapshot: true,
      views: this.#read(Object.keys(this.#views) as (keyof Views)[]),
      ...(wants.lights ? { lights: { upsert: this.#lists.lights() } } : {}),
      ...(wants.wire ? { wire: { upsert: this.#lists.wire.entries } } : {}),
    })
    this.#wire.caughtUp()
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
    if (this.#ahead < AT_ONCE) queueMicrotask(() => this.#flushIfDue())
  }

  #flushIfDue(): void {
    if (this.#due) this.#flush(this.#isWireDue ? this.#wire.take(MAX_PATCH) : undefined)
  }

  /** Hands on what has changed, and what is due of the wire. */
  #flush(wire: ListPatch<WireEntry> | undefined): void {
    if (this.#isWireDue) this.#restWire(wire?.upsert.length ?? 0)
    this.#due = this.#isWireDue = false
    if (wire) this.#dirty.add('wireKept')
    const views = this.#read([...this.#dirty])
    this.#dirty = new Set()
    const push: StatePush = {
      snapshot: false,
      views,
      wire,
      messages: this.#messages.take(),
      lights: this.#takeLights(),
    }
    if (Object.keys(views).length === 0 && !push.wire && !push.messages && !push.lights) return
    this.#coolDown()
    for (const watcher of this.#watchers) this.#hand(watcher, push)
  }

  #restWire(entries: number): void {
    this.#told += entries
    const hasMore = entries === MAX_PATCH
    this.#after(hasMore ? FRAME : wirePace(this.#told), () => {
      this.#isWireResting = false
      if (this.#wire.isWaiting) this.wire()
    })
    if (!hasMore) this.#told = 0
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
    this.#ahead++
    if (this.#ahead === 1) this.#awaitFrame()
  }

  #awaitFrame(): void {
    this.#after(FRAME, () => {
      this.#ahead--
      const rest = this.#ahead
      this.#flushIfDue()
      // A push that is the only one ahead has seen to its frame itself.
      if (rest > 0) this.#awaitFrame()
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

/**
 * Milliseconds until the wire goes out again after so many entries: the list is drawn more rarely than the rest, and not more than twice a second
 * where more comes than anybody reads; a push costs both sides as much as 50 entries, and from a flood the windows are
 * told only what is still kept when its turn comes.
 */
function wirePace(told: number): number {
  if (told > MAX_PATCH) return 500
  return told > 50 ? 250 : 100
}
