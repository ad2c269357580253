import * as v from 'valibot'
import { refused, ok, type Result } from '../result'
import { MAX_VERSION } from './update'
import { notesAsText } from './update-notes'

/** A newer version, as the place where releases are kept describes it. */
export interface UpdateOffer {
  readonly version: string
  /** Plain text. */
  readonly notes: string
  /** SHA-512 of each of its files in base64: what is fetched has to be one of them. */
  readonly hashes: readonly string[]
}

/** What is wrong with an offer; one without a hash for each file could be exchanged on its way. */
export type OfferProblem = 'form' | 'version' | 'hash'

/** Far more than a release has: one file for each kind of package and computer. */
const MAX_FILES = 100

const text = v.pipe(v.string(), v.maxLength(1_000_000))
const version = v.pipe(v.string(), v.maxLength(MAX_VERSION))
const offer = v.object({
  version: v.string(),
  files: v.pipe(
    v.array(v.object({ sha512: v.optional(v.unknown()) })),
    v.minLength(1),
    v.maxLength(MAX_FILES),
  ),
  // A release is not refused for what it says about itself.
  releaseNotes: v.fallback(
    v.union([text, v.pipe(v.array(v.object({ version, note: v.nullish(text) })), v.maxLength(MAX_FILES))]),
    '',
  ),
})

/** Reads what the updater found; anybody who can write where releases are kept has a word in it. */
export function readOffer(value: unknown): Result<UpdateOffer, OfferProblem> {
  const parsed = v.safeParse(offer, value)
  if (!parsed.success) return refused('form')
  const { version, files, releaseNotes } = parsed.output
  if (version.length > MAX_VERSION || !/^\d[\w.+-]*$/.test(version)) return refused('version')
  const hashes = files.map(({ sha512 }) => sha512).filter(isHash)
  if (hashes.length < files.length) return refused('hash')
  return ok({ version, notes: notesAsText(releaseNotes), hashes })
}

/** 64 bytes in base64. */
function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z\d+/]{86}==$/.test(value)
}
