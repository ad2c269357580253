import { isUtf8 } from 'node:buffer'
import { decodeText } from '@shared/mqtt/message'
import { PREVIEW_CHARS, type WireEntry } from '@shared/wire/entry'

/** Bytes of a payload that is not text whose hexadecimal form fits the preview. */
const PREVIEW_BYTES = PREVIEW_CHARS / 2
/** Bytes of which the preview of a text is made: no character of UTF-8 takes more than four. */
const TEXT_BYTES = PREVIEW_CHARS * 4

/** The beginning of a payload for the list, made of no more bytes than it shows: ten thousand are made in a second. */
export function preview(payload: Uint8Array): Pick<WireEntry, 'preview' | 'form'> {
  const text = payload.length <= TEXT_BYTES ? decode(payload) : decodeBeginning(payload)
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
    const text = decode(payload.subarray(0, TEXT_BYTES - less))
    if (text !== undefined) return text
  }
  return undefined
}

/** Asked first, because a decoder that throws takes a hundred times as long. */
function decode(payload: Uint8Array): string | undefined {
  return isUtf8(payload) ? decodeText(payload) : undefined
}
