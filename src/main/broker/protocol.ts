import * as v from 'valibot'
import type { RetainedMessage } from '@shared/mqtt/message'
import { BROKER_LIMITS } from './limits'
import { NOTE_KINDS, type BrokerNote } from './notes'

/** What the app tells the broker's process. Without a folder nothing outlives the process. */
export type ToBroker =
  | {
      readonly type: 'start'
      readonly port: number
      readonly folder?: string
      readonly seed: readonly RetainedMessage[]
    }
  | { readonly type: 'stop' }

/** What the broker's process tells the app. */
export type FromBroker =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'in-use' }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'note'; readonly note: BrokerNote }

const MAX_TEXT = 65_535
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT))
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))

const retained = v.object({
  topic: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TEXT)),
  payload: v.instance(Uint8Array),
  qos: v.picklist([0, 1, 2]),
})

const toBroker = v.variant('type', [
  v.object({
    type: v.literal('start'),
    port,
    folder: v.optional(text),
    seed: v.pipe(v.array(retained), v.maxLength(BROKER_LIMITS.retainedMessages)),
  }),
  v.object({ type: v.literal('stop') }),
])

const note = v.object({
  kind: v.picklist(NOTE_KINDS),
  folder: v.optional(text),
  reason: v.optional(text),
  client: v.optional(text),
  topic: v.optional(text),
  limit: v.optional(v.number()),
})

const fromBroker = v.variant('type', [
  v.object({ type: v.literal('listening'), port }),
  v.object({ type: v.literal('in-use') }),
  v.object({ type: v.literal('failed'), reason: text }),
  v.object({ type: v.literal('note'), note }),
])

/** Reads a message for the broker's process, or undefined where it is none. */
export function parseToBroker(message: unknown): ToBroker | undefined {
  const parsed = v.safeParse(toBroker, message)
  return parsed.success ? parsed.output : undefined
}

/** Reads a message of the broker's process, or undefined where it is none. */
export function parseFromBroker(message: unknown): FromBroker | undefined {
  const parsed = v.safeParse(fromBroker, message)
  return parsed.success ? (parsed.output as FromBroker) : undefined
}
