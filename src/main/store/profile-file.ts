import * as v from 'valibot'
import type { FileProblem } from '@shared/ipc/contract'
import { PROFILE_LIMITS, type Profile } from '@shared/profile/profile'
import { readProfile, writeProfile } from '@shared/profile/stored'
import { ok, refused, type Result } from '@shared/result'
import {
  lock,
  lockSchema,
  type LockedSecrets,
  type PassphraseRefusal,
  type Random,
  type SecretsById,
} from './profile-lock'

/** Bytes; a longer file of profiles is neither written nor read. */
export const MAX_PROFILE_FILE = 5_000_000

const MARK = { porchlight: 'profiles', version: 1 } as const
const schema = v.object({
  porchlight: v.literal(MARK.porchlight),
  version: v.literal(MARK.version),
  profiles: v.array(v.unknown()),
  secrets: v.optional(lockSchema),
})

/** What a file of profiles holds. */
export interface ProfileFile {
  readonly profiles: readonly Profile[]
  /** Missing where no secrets are in it. */
  readonly locked?: LockedSecrets
}

/**
 * The text of a file of profiles. Secrets are only in it where a passphrase is given, encrypted; those of other
 * profiles never.
 */
export async function writeProfiles(
  profiles: readonly Profile[],
  secrets: SecretsById = {},
  passphrase?: string,
  random?: Random,
): Promise<Result<string, PassphraseRefusal | { readonly kind: 'file'; readonly problem: 'too-large' }>> {
  const content = { ...MARK, profiles: profiles.map(writeProfile) }
  if (passphrase === undefined) return bounded(content)
  const given = profiles.flatMap(({ id }) => (Object.hasOwn(secrets, id) ? [[id, secrets[id]] as const] : []))
  const locked = await lock(profiles, Object.fromEntries(given) as SecretsById, passphrase, random)
  return locked.ok ? bounded({ ...content, secrets: locked.value }) : locked
}

/** A file of profiles: all of it, or why it cannot be used. */
export function readProfiles(text: string): Result<ProfileFile, FileProblem> {
  if (Buffer.byteLength(text) > MAX_PROFILE_FILE) return refused('too-large')
  const read = v.safeParse(schema, tryJson(text))
  if (!read.success) return refused('not-profiles')
  const { profiles: given, secrets } = read.output
  if (given.length > PROFILE_LIMITS.profiles) return refused('too-large')
  const profiles: Profile[] = []
  const ids = new Set<string>()
  for (const value of given) {
    const profile = readProfile(value)
    if (!profile || ids.has(profile.id)) return refused('not-profiles')
    ids.add(profile.id)
    profiles.push(profile)
  }
  return ok({ profiles, ...(secrets ? { locked: { ...secrets, profiles } } : {}) })
}

function bounded(content: object): Result<string, { readonly kind: 'file'; readonly problem: 'too-large' }> {
  const text = `${JSON.stringify(content, undefined, 2)}\n`
  return Buffer.byteLength(text) > MAX_PROFILE_FILE
    ? refused({ kind: 'file', problem: 'too-large' })
    : ok(text)
}

function tryJson(text: string): unknown {
  try {
    // Editors on Windows like to begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
