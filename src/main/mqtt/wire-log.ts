import type { MessageProperties, MqttMessage } from '@shared/mqtt/message'
import {
  MAX_WIRE_BYTES,
  MAX_WIRE_ENTRIES,
  MAX_WIRE_PAYLOAD,
  type WireEntry,
  type WireKept,
} from '@shared/wire/entry'
import type { WireRecord } from '@shared/wire/export'
import { Slabs } from './slabs'
import { preview } from './wire-preview'

/** A message as it passed: what the list shows of it is made when somebody looks, for in a flood nobody sees most of them. */
interface Passed extends Omit<WireEntry, 'preview' | 'form'> {
  readonly payload: Uint8Array
  readonly properties?: MessageProperties
}

/** The last messages that passed, in and out, with their payloads; bounded, so that a flood costs no memory. */
export class WireLog {
  /** A ring: what comes takes the place of the oldest, so that nothing is ever moved. */
  #slots: (Passed | undefined)[] = []
  #slabs = new Slabs()
  /** The seq that stands, or stood, in the first slot. */
  #base = 1
  #first = 1
  #last = 0
  #bytes = 0
  /** Characters of topics and properties: not shown, but a broker that sends long ones must not fill the memory. */
  #beside = 0
  readonly #now: () => number
  readonly #came: () => void

  /** `came` is called after each message. */
  constructor(now: () => number, came: () => void) {
    this.#now = now
    this.#came = came
  }

  /** All that is kept, the oldest first; a list of its own. */
  get records(): WireRecord[] {
    return this.#from(this.#first, MAX_WIRE_ENTRIES).map(recordOf)
  }

  get entries(): WireEntry[] {
    return this.entriesFrom(this.#first, MAX_WIRE_ENTRIES)
  }

  /** The first entry that is kept; windows drop what is before it. */
  get firstSeq(): number {
    return this.#first
  }

  /** The newest entry, or the one before `firstSeq` where nothing is kept. */
  get lastSeq(): number {
    return this.#last
  }

  get kept(): WireKept {
    return { entries: this.#count, bytes: this.#bytes }
  }

  /** At most so many of the entries that are kept, from this one on. */
  entriesFrom(seq: number, most: number): WireEntry[] {
    return this.#from(Math.max(seq, this.#first), most).map(entryOf)
  }

  /** Undefined where it was never there or has made room for others. */
  get(seq: number): WireRecord | undefined {
    const passed = seq >= this.#first && seq <= this.#last ? this.#slots[this.#slot(seq)] : undefined
    return passed && recordOf(passed)
  }

  add(direction: 'in' | 'out', message: MqttMessage, understood: boolean): void {
    const { topic, payload, qos, retain, properties } = message
    const passed: Passed = {
      seq: this.#last + 1,
      at: this.#now(),
      direction,
      topic,
      qos,
      retain,
      size: payload.length,
      payload: this.#slabs.keep(payload, MAX_WIRE_PAYLOAD),
      ...(properties ? { properties } : undefined),
      ...(understood ? undefined : { notUnderstood: true as const }),
    }
    if (this.#count === MAX_WIRE_ENTRIES) this.#dropOldest()
    this.#last = passed.seq
    this.#slots[this.#slot(passed.seq)] = passed
    this.#bytes += passed.payload.length
    this.#beside += besideOf(passed)
    while (this.#bytes + this.#beside > MAX_WIRE_BYTES) this.#dropOldest()
    this.#came()
  }

  clear(): void {
    this.#slots = []
    this.#slabs = new Slabs()
    this.#base = this.#first = this.#last + 1
    this.#bytes = this.#beside = 0
  }

  get #count(): number {
    return this.#last - this.#first + 1
  }

  #from(first: number, most: number): Passed[] {
    const some: Passed[] = []
    const end = Math.min(this.#last, first + most - 1)
    for (let seq = first; seq <= end; seq++) {
      const passed = this.#slots[this.#slot(seq)]
      if (passed) some.push(passed)
    }
    return some
  }

  #dropOldest(): void {
    const slot = this.#slot(this.#first++)
    const passed = this.#slots[slot]
    this.#slots[slot] = undefined
    if (!passed) return
    this.#bytes -= passed.payload.length
    this.#beside -= besideOf(passed)
  }

  #slot(seq: number): number {
    return (seq - this.#base) % MAX_WIRE_ENTRIES
  }
}

function entryOf(passed: Passed): WireEntry {
  const { seq, at, direction, topic, qos, retain, size, notUnderstood } = passed
  return {
    ...{ seq, at, direction, topic, qos, retain, size },
    ...preview(passed.payload),
    ...(notUnderstood ? { notUnderstood } : undefined),
  }
}

/** With bytes of its own: a window that is sent a part of a slab gets all of the slab. */
function recordOf(passed: Passed): WireRecord {
  const { payload, properties } = passed
  return { entry: entryOf(passed), payload: payload.slice(), ...(properties ? { properties } : undefined) }
}

function besideOf({ topic, properties }: Passed): number {
  return topic.length + (properties ? lengthOf(properties) : 0)
}

function lengthOf({
  contentType = '',
  responseTopic = '',
  correlation = '',
  user = [],
}: MessageProperties): number {
  const named = contentType.length + responseTopic.length + correlation.length
  return user.reduce((sum, [name, value]) => sum + name.length + value.length, named)
}
