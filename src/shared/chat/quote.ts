import { MAX_QUOTE, cleanText, isMessageId, type ChatMessage, type Quote } from './message'
import { cleanName } from './name'

/** Reads the quote in a message from the wire; undefined where it is none, for the message stands without it. */
export function readQuote(value: unknown): Quote | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, user, text } = value as Record<string, unknown>
  if (!isMessageId(id) || typeof text !== 'string') return undefined
  const name = typeof user === 'string' ? cleanName(user) : undefined
  return { id, ...(name === undefined ? {} : { user: name }), text: beginning(cleanText(text)) }
}

/** The quote of a message that an answer carries. */
export function quoteOf({ id, user, text }: ChatMessage): Quote {
  return { id, ...(user === undefined ? {} : { user }), text: beginning(text) }
}

/** At most MAX_QUOTE characters, none of them halved. */
function beginning(text: string): string {
  const cut = text.slice(0, MAX_QUOTE)
  return cut.isWellFormed() ? cut : cut.slice(0, -1)
}
