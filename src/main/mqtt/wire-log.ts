import type { MessageProperties, MqttMessage } from '@shared/mqtt/message'
import {
  MAX_WIRE_BYTES,
  MAX_WIRE_ENTRIES,
  MAX_WIRE_PAYLOAD,
  type WireEntry,
  type WireKept,
} from '@shared/wire/entry'
import type { WireRecord } from '@shared/wire/export'
import { preview } from './wire-preview'

/** Told of each entry that came, and of the first that is still kept. */
export type WireChanged = (entry: WireEntry, firstSeq: number) => void

/** The last messages that passed, in and out, with their payloads; bounded, so that a flood costs no memory. */
export class WireLog {
  /** A ring: what comes takes the place of the oldest, so that nothing is ever moved. */
  #slots: (WireRecord | undefined)[] = []
  /** The seq that stands, or stood, in the first slot. */
  #base = 1
  #first = 1
  #last = 0
  #bytes = 0
  /** Characters of topics and properties: not shown, but a broker that sends long ones must not fill the memory. */
  #beside = 0
  readonly #now: () => number
  readonly #changed: WireChanged

  constructor(now: () => number, changed: WireChanged) {
    this.#now = now
    this.#changed = changed
  }

  /** All that is kept, the oldest first; a list of its own. */
  get records(): WireRecord[] {
    const records: WireRecord[] = []
    for (let seq = this.#first; seq <= this.#last; seq++) {
      const record = this.get(seq)
      if (record) records.push(record)
    }
    return records
  }

  get entries(): WireEntry[] {
    return this.records.map(({ entry }) => entry)
  }

  /** The first entry that is kept; windows drop what is before it. */
  get firstSeq(): number {
    return this.#first
  }

  get kept(): WireKept {
    return { entries: this.#last - this.#first + 1, bytes: this.#bytes }
  }

  /** Undefined where it was never there or has made room for others. */
  get(seq: number): WireRecord | undefined {
    return seq >= this.#first && seq <= this.#last ? this.#slots[this.#slot(seq)] : undefined
  }

  add(direction: 'in' | 'out', message: MqttMessage, understood: boolean): void {
    const { topic, payload, qos, retain, properties } = message
    const seq = this.#last + 1
    const entry: WireEntry = {
      seq,
      at: this.#now(),
      direction,
      topic,
      qos,
      retain,
      size: payload.length,
      ...preview(payload),
      ...(understood ? {} : { notUnderstood: true as const }),
    }
    const record = { entry, payload: ownBytes(payload), ...(properties ? { properties } : {}) }
    if (this.kept.entries === MAX_WIRE_ENTRIES) this.#dropOldest()
    this.#slots[this.#slot(seq)] = record
    this.#last = seq
    this.#bytes += record.payload.length
    this.#beside += besideOf(record)
    while (this.#bytes + this.#beside > MAX_WIRE_BYTES) this.#dropOldest()
    this.#changed(entry, this.#first)
  }

  clear(): void {
    this.#slots = []
    this.#base = this.#first = this.#last + 1
    this.#bytes = this.#beside = 0
  }

  #dropOldest(): void {
    const slot = this.#slot(this.#first++)
    const record = this.#slots[slot]
    this.#slots[slot] = undefined
    if (!record) return
    this.#bytes -= record.payload.length
    this.#beside -= besideOf(record)
  }

  #slot(seq: number): number {
    return (seq - this.#base) % MAX_WIRE_ENTRIES
  }
}

/**
 * The bytes that are kept, in memory of their own: what mqtt.js hands on is a part of what the network delivered at once, 64 KB of
 * which 20 bytes would hold. (10,000 of them: 657 MB as they come, 20 MB copied, for a third of a microsecond each.) It also
 * means that a payload can go to a window without its neighbours.
 */
function ownBytes(payload: Uint8Array): Uint8Array {
  const whole = payload.length <= MAX_WIRE_PAYLOAD && payload.length === payload.buffer.byteLength
  return whole ? payload : new Uint8Array(payload.subarray(0, MAX_WIRE_PAYLOAD))
}

function besideOf({ entry, properties }: WireRecord): number {
  return entry.topic.length + (properties ? lengthOf(properties) : 0)
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
