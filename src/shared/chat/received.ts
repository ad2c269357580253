import { decodeText } from '../mqtt/message'
import { readStructure } from '../structure'
import { MAX_TEXT, cleanText, isMessageId, type ChatMessage, type Quote } from './message'
import { cleanName } from './name'
import { readQuote } from './quote'

/** A payload longer than this many bytes is no chat message. */
const MAX_BYTES = 262_144

/** A chat message as some client sent it, before the room has given it what is missing. */
export interface ReceivedMessage {
  readonly text: string
  readonly user?: string
  readonly id?: string
  /** Not yet checked against what the room has seen: see `believableClock`. */
  readonly clock?: unknown
  readonly ts?: number
  readonly cut?: true
  readonly quote?: Quote
}

const USER_FIELDS = ['user', 'from', 'sender', 'client', 'bn'] as const
const TEXT_FIELDS = ['message', 'say', 'text', 'msg'] as const

/** Reads every form in which clients write on a chat topic (the lab, its neighbours, Porchlight), or undefined where there is no text. */
export function readChat(payload: Uint8Array): ReceivedMessage | undefined {
  if (payload.length === 0 || payload.length > MAX_BYTES) return undefined
  const raw = cleanText(decodeText(payload) ?? '').trim()
  if (raw === '') return undefined
  const structure = readStructure(raw)
  if (typeof structure === 'object' && structure !== null && !Array.isArray(structure)) {
    const fromFields = readFields(structure as Record<string, unknown>)
    if (fromFields) return fromFields
  }
  return readLine(typeof structure === 'string' ? cleanText(structure) : raw)
}

/** What Porchlight writes on a room's topic (DESIGN 3). */
export function writeChat(message: ChatMessage & { readonly user: string }): string {
  const { user, text, id, clock, ts, quote } = message
  return JSON.stringify({ user, message: text, id, clock, ts, quote })
}

function readFields(fields: Record<string, unknown>): ReceivedMessage | undefined {
  const text = cleanText(firstString(fields, TEXT_FIELDS) ?? senmlText(fields['e']) ?? '')
  if (text.trim() === '') return undefined
  const user = cleanName(firstString(fields, USER_FIELDS) ?? '')
  const { id, clock, ts } = fields
  const quote = readQuote(fields['quote'])
  return {
    ...shortened(text),
    ...(user ? { user } : {}),
    ...(isMessageId(id) ? { id } : {}),
    ...(clock === undefined ? {} : { clock }),
    ...(isTime(ts) ? { ts } : {}),
    ...(quote ? { quote } : {}),
  }
}

// `(anna)hello`, `anna: hello`, `anna : hello`. A blank has to follow the colon, so that http://… names nobody.
const IN_BRACKETS = /^\(([^()]{1,40})\)\s*(\S[\s\S]*)$/
const BEFORE_COLON = /^([\p{L}\p{N}_.-][\p{L}\p{N}_.' -]{0,39}?) ?: +(\S[\s\S]*)$/u

function readLine(line: string): ReceivedMessage | undefined {
  const match = IN_BRACKETS.exec(line) ?? BEFORE_COLON.exec(line)
  const user = match?.[1] && cleanName(match[1])
  if (match?.[2] && user) return { ...shortened(match[2]), user }
  return line.trim() === '' ? undefined : shortened(line)
}

function shortened(text: string): { text: string; cut?: true } {
  return text.length > MAX_TEXT ? { text: text.slice(0, MAX_TEXT).toWellFormed(), cut: true } : { text }
}

function firstString(fields: Record<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

function senmlText(entries: unknown): string | undefined {
  const first: unknown = Array.isArray(entries) ? entries[0] : undefined
  if (typeof first !== 'object' || first === null) return undefined
  const value = (first as Record<string, unknown>)['v']
  return typeof value === 'string' ? value : undefined
}

/** Milliseconds since 1970, between 2001 and 2286: outside of it the sender's clock is not set. */
function isTime(ts: unknown): ts is number {
  return typeof ts === 'number' && Number.isFinite(ts) && ts >= 1e12 && ts < 1e13
}
