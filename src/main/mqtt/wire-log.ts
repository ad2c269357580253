import { decodeText, type MqttMessage } from '@shared/mqtt/message'
import { MAX_WIRE_ENTRIES, PREVIEW_CHARS, type WireEntry } from '@shared/wire/entry'

/** Bytes of a payload that is not text whose hexadecimal form fits the preview. */
const PREVIEW_BYTES = PREVIEW_CHARS / 2
/** Bytes of which the preview of a text is made: no character of UTF-8 takes more than four. */
const TEXT_BYTES = PREVIEW_CHARS * 4

/** The last messages that passed, in and out; bounded, so that a flood costs no memory. */
export class WireLog {
  #entries: WireEntry[] = []
  #seq = 0
  readonly #now: () => number
  readonly #changed: (entry: WireEntry) => void

  constructor(now: () => number, changed: (entry: WireEntry) => void) {
    this.#now = now
    this.#changed = changed
  }

  get entries(): readonly WireEntry[] {
    return this.#entries
  }

  /** The first entry that is kept; windows drop what is before it. */
  get firstSeq(): number {
    return this.#entries[0]?.seq ?? this.#seq + 1
  }

  add(direction: 'in' | 'out', message: MqttMessage, understood: boolean): void {
    const { topic, payload, qos, retain } = message
    const entry: WireEntry = {
      seq: ++this.#seq,
      at: this.#now(),
      direction,
      topic,
      qos,
      retain,
      size: payload.length,
      ...preview(payload),
      ...(understood ? {} : { notUnderstood: true as const }),
    }
    this.#entries.push(entry)
    // Trimmed in blocks: shifting an array by one for each message would cost more than the message.
    if (this.#entries.length > MAX_WIRE_ENTRIES * 1.1) this.#entries = this.#entries.slice(-MAX_WIRE_ENTRIES)
    this.#changed(entry)
  }

  clear(): void {
    this.#entries = []
  }
}

function preview(payload: Uint8Array): Pick<WireEntry, 'preview' | 'form'> {
  const text = payload.length <= TEXT_BYTES ? decodeText(payload) : decodeBeginning(payload)
  if (text === undefined) {
    return { preview: Buffer.from(payload.subarray(0, PREVIEW_BYTES)).toString('hex'), form: 'bytes' }
  }
  const cut = payload.length > TEXT_BYTES || text.length > PREVIEW_CHARS
  return cut
    ? { preview: text.slice(0, PREVIEW_CHARS).toWellFormed(), form: 'cut' }
    : { preview: text, form: 'text' }
}

/** The beginning of a long text; cutting can fall into a character, so up to three bytes less are tried. */
function decodeBeginning(payload: Uint8Array): string | undefined {
  for (let less = 0; less < 4; less++) {
    const text = decodeText(payload.subarray(0, TEXT_BYTES - less))
    if (text !== undefined) return text
  }
  return undefined
}
