import * as v from 'valibot'
import type { DeliveryState } from '@shared/chat/message'
import { readQuote } from '@shared/chat/quote'
import type { RoomMemory, StoredMessage } from './history'

/** A message as a row of the table. */
export interface Row {
  readonly nr: number
  readonly room: string
  readonly id: string
  readonly clock: number
  readonly user: string | null
  readonly text: string
  readonly ts: number
  readonly at: number
  readonly cut: number | null
  readonly quote: string | null
  readonly revision: number | null
  readonly deleted: number | null
  readonly delivery: DeliveryState | null
  readonly changing: number | null
}

/** The columns that `toRow` gives values for, in its order. */
export const COLUMNS = 'clock, user, text, ts, at, cut, quote, revision, deleted, delivery, changing'

const key = { clock: v.pipe(v.number(), v.safeInteger()), id: v.string() }
const readSchema = v.object(key)
const lastSchema = v.object({ ...key, user: v.optional(v.string()) })
const rulesSchema = v.object({ turns: v.boolean(), timeout: v.number(), revision: v.number() })
const some = <S extends v.GenericSchema>(schema: S) => v.nullable(schema)
const rowSchema = v.object({
  nr: v.number(),
  room: v.string(),
  id: v.string(),
  clock: v.number(),
  user: some(v.string()),
  text: v.string(),
  ts: v.number(),
  at: v.number(),
  cut: some(v.number()),
  quote: some(v.string()),
  revision: some(v.number()),
  deleted: some(v.number()),
  delivery: some(v.picklist(['queued', 'sending', 'sent'])),
  changing: some(v.number()),
})

/** What a row holds, in the order of COLUMNS. */
export function toRow(message: StoredMessage): (string | number | null)[] {
  const { clock, user, text, ts, at, cut, quote, revision, deleted, delivery, changing } = message
  return [
    clock,
    user ?? null,
    text,
    Math.round(ts),
    Math.round(at),
    cut ? 1 : null,
    quote ? JSON.stringify(quote) : null,
    revision ?? null,
    deleted ? 1 : null,
    delivery ?? null,
    changing ? 1 : null,
  ]
}

/** A message from its row. */
export function fromRow(row: Row): StoredMessage {
  const quote = row.quote === null ? undefined : readQuote(parsed(row.quote))
  return {
    id: row.id,
    clock: row.clock,
    text: row.text,
    ts: row.ts,
    at: row.at,
    ...(row.user === null ? {} : { user: row.user }),
    ...(row.cut ? { cut: true as const } : {}),
    ...(quote ? { quote } : {}),
    ...(row.revision === null ? {} : { revision: row.revision }),
    ...(row.deleted ? { deleted: true as const } : {}),
    ...(row.delivery === null ? {} : { delivery: row.delivery }),
    ...(row.changing ? { changing: true as const } : {}),
  }
}

/** A row of a damaged file, where anything can stand; undefined where it is none. */
export function readRow(row: unknown): Row | undefined {
  const read = v.safeParse(rowSchema, row)
  return read.success ? read.output : undefined
}

/** What is kept of a room, from its row; what cannot be read is as if it had not been kept. */
export function toMemory(row: unknown): RoomMemory {
  const { draft, read, last, rules } = (row ?? {}) as Record<string, unknown>
  const place = v.safeParse(readSchema, parsed(read))
  const word = v.safeParse(lastSchema, parsed(last))
  const law = v.safeParse(rulesSchema, parsed(rules))
  return {
    draft: typeof draft === 'string' ? draft : '',
    ...(place.success ? { read: place.output } : {}),
    ...(word.success ? { last: lastWord(word.output) } : {}),
    ...(law.success ? { rules: law.output } : {}),
  }
}

function lastWord({ user, ...word }: v.InferOutput<typeof lastSchema>): NonNullable<RoomMemory['last']> {
  return { ...word, ...(user === undefined ? {} : { user }) }
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string') return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
