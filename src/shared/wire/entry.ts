import type { MessageProperties, Qos } from '../mqtt/message'

/** One message that passed, as the Wire tab lists it. */
export interface WireEntry {
  /** Counts up from 1 within a run; the key of the list. */
  readonly seq: number
  readonly at: number
  readonly direction: 'in' | 'out'
  readonly topic: string
  readonly qos: Qos
  readonly retain: boolean
  /** Size of the payload in bytes. */
  readonly size: number
  /** The beginning of the payload, at most PREVIEW_CHARS characters; the rest is asked for with `wire:entry`. */
  readonly preview: string
  /** `cut`: text longer than the preview; `bytes`: not UTF-8, shown in hexadecimal. */
  readonly form: 'text' | 'cut' | 'bytes'
  /** A light or the chat listens on this topic and could not read this payload. */
  readonly notUnderstood?: true
}

/** One message whole, for whoever looks at it. */
export interface WireDetail {
  readonly seq: number
  /** The payload as it is, at most MAX_WIRE_PAYLOAD bytes of it. */
  readonly payload: Uint8Array
  readonly properties?: MessageProperties
}

/** How much is kept of what passed; the oldest goes first when either limit is reached. */
export interface WireKept {
  readonly entries: number
  readonly bytes: number
}

/** Longest preview of a payload in characters that is sent to a window. */
export const PREVIEW_CHARS = 300
/** How many entries are kept. */
export const MAX_WIRE_ENTRIES = 10_000
/** How many bytes of payloads are kept. */
export const MAX_WIRE_BYTES = 33_554_432
/** Most bytes kept of one payload. */
export const MAX_WIRE_PAYLOAD = 1_048_576
