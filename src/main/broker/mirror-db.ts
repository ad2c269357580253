/** The part of a LevelDB that keeps what memory holds. */
export interface Disk {
  batch(operations: DiskOperation[]): Promise<void>
  close(): Promise<void>
}

export type DiskOperation =
  | { readonly type: 'put'; readonly key: string; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: string }

interface Group {
  readonly values: Map<string, Uint8Array>
  bytes: number
}

/** Families whose keys go on with a session's id: `outgoing:<session>:…`. The others are one group each. */
const BY_SESSION = new Set(['subscriptions:', 'outgoing:', 'outgoing-id:', 'incoming:'])

/**
 * A database with the methods aedes-persistence-level calls, answered from memory and written behind to disk, or kept in
 * memory only. Memory is the truth because reads and writes that overtake each other on LevelDB's thread pool let messages
 * overtake each other too (MQTT 3.1.1, 4.6); the store's limits keep it small. What is in a group stays in the order
 * it came.
 */
export class MirrorDb {
  readonly #groups = new Map<string, Group>()
  readonly #pending = new Map<string, Uint8Array | undefined>()
  readonly #onDiskError: (reason: unknown) => void
  #disk: Disk | undefined
  #isFlushing = false
  #flushed: Promise<void> = Promise.resolve()

  constructor(
    disk: Disk | undefined,
    content: readonly (readonly [string, Uint8Array])[],
    onDiskError: (reason: unknown) => void,
  ) {
    for (const [key, value] of content) this.#set(key, value)
    this.#disk = disk
    this.#onDiskError = onDiskError
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#value(key)
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    this.#set(key, value)
    this.#write(key, value)
  }

  async del(key: string): Promise<void> {
    this.delete(key)
  }

  async clear(range: { readonly gte: string }): Promise<void> {
    this.clearGroup(range.gte)
  }

  /** With operations: all at once. Without: a chain that is done at `write()`. */
  batch(): Chain
  batch(operations: readonly DiskOperation[]): Promise<void>
  batch(operations?: readonly DiskOperation[]): Chain | Promise<void> {
    if (!operations) return new Chain((all) => this.#apply(all))
    this.#apply(operations)
    return Promise.resolve()
  }

  /** The values under a prefix as they are at this moment. */
  async *values(range: { readonly gte: string }): AsyncGenerator<Uint8Array> {
    for (const group of this.#groupsUnder(range.gte)) {
      for (const value of [...group.values.values()]) yield value
    }
  }

  /** The values of these keys, each as it is when it is its turn; without those that are gone by then. */
  async *valuesOf(keys: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const key of keys) {
      const value = this.#value(key)
      if (value) yield value
    }
  }

  delete(key: string): void {
    const name = groupOf(key)
    const group = this.#groups.get(name)
    const before = group?.values.get(key)
    if (!group || !before) return
    group.values.delete(key)
    group.bytes -= before.length
    if (group.values.size === 0) this.#groups.delete(name)
    this.#write(key, undefined)
  }

  clearGroup(name: string): void {
    for (const key of this.keysOf(name)) this.delete(key)
  }

  /** How much a group such as `retained:` holds. */
  sizeOf(name: string): { count: number; bytes: number } {
    const group = this.#groups.get(name)
    return { count: group?.values.size ?? 0, bytes: group?.bytes ?? 0 }
  }

  /** The keys of a group as they are at this moment. */
  keysOf(name: string): string[] {
    return [...(this.#groups.get(name)?.values.keys() ?? [])]
  }

  /** How many bytes one key holds. */
  bytesOf(key: string): number {
    return this.#value(key)?.length ?? 0
  }

  /** Removes what came first to a group. */
  dropOldest(name: string): void {
    const first = this.#groups.get(name)?.values.keys().next().value
    if (first !== undefined) this.delete(first)
  }

  /** The names of all groups, one for each session and family. */
  groupNames(): string[] {
    return [...this.#groups.keys()]
  }

  /** Waits until the disk has everything, then lets it go. */
  async close(): Promise<void> {
    await this.#flushed
    await this.#disk?.close()
    this.#disk = undefined
  }

  #value(key: string): Uint8Array | undefined {
    return this.#groups.get(groupOf(key))?.values.get(key)
  }

  #groupsUnder(prefix: string): Group[] {
    const exact = this.#groups.get(prefix)
    if (exact || !BY_SESSION.has(prefix)) return exact ? [exact] : []
    return [...this.#groups].filter(([name]) => name.startsWith(prefix)).map(([, group]) => group)
  }

  #apply(operations: readonly DiskOperation[]): void {
    for (const operation of operations) {
      if (operation.type === 'del') this.delete(operation.key)
      else void this.put(operation.key, operation.value)
    }
  }

  #set(key: string, value: Uint8Array): void {
    const name = groupOf(key)
    let group = this.#groups.get(name)
    if (!group) this.#groups.set(name, (group = { values: new Map(), bytes: 0 }))
    group.bytes += value.length - (group.values.get(key)?.length ?? 0)
    group.values.set(key, value)
  }

  #write(key: string, value: Uint8Array | undefined): void {
    if (!this.#disk) return
    this.#pending.set(key, value)
    if (!this.#isFlushing) this.#flushed = this.#flush()
  }

  async #flush(): Promise<void> {
    this.#isFlushing = true
    while (this.#disk && this.#pending.size > 0) {
      const operations = [...this.#pending].map(([key, value]): DiskOperation =>
        value ? { type: 'put', key, value } : { type: 'del', key },
      )
      this.#pending.clear()
      try {
        await this.#disk.batch(operations)
      } catch (reason) {
        // A full or vanished disk: the broker goes on with what memory holds rather than taking the lights down.
        this.#disk = undefined
        this.#onDiskError(reason)
      }
    }
    this.#isFlushing = false
  }
}

class Chain {
  readonly #operations: DiskOperation[] = []
  readonly #apply: (operations: readonly DiskOperation[]) => void

  constructor(apply: (operations: readonly DiskOperation[]) => void) {
    this.#apply = apply
  }

  del(key: string): this {
    this.#operations.push({ type: 'del', key })
    return this
  }

  async write(): Promise<void> {
    this.#apply(this.#operations)
  }
}

function groupOf(key: string): string {
  const family = key.slice(0, key.indexOf(':') + 1)
  return BY_SESSION.has(family) ? key.slice(0, key.indexOf(':', family.length) + 1) : family
}
