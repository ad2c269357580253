import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import * as v from 'valibot'
import type { Profile, ProfileSecrets } from '@shared/profile/profile'
import { readSecrets, writeProfile } from '@shared/profile/stored'
import { ok, refused, type Result } from '@shared/result'

/** Secrets per profile id. */
export type SecretsById = Readonly<Record<string, ProfileSecrets>>

export interface PassphraseRefusal {
  readonly kind: 'passphrase'
  readonly problem: 'empty' | 'wrong'
}

/** The bytes of a length that nobody can foresee. */
export type Random = (bytes: number) => Uint8Array

/** Takes 32 MB and some tenths of a second per guess. */
const COST = { N: 32_768, r: 8, p: 3 } as const
/** Bytes; what one file may make this computer take: 128 · N · r (RFC 7914, 2). */
const MAX_MEMORY = 134_217_728
/** N · r · p; some seconds. */
const MAX_WORK = 8_388_608

const bytes = (least: number, most: number): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.base64(),
    v.check((text) => isWithin(Buffer.byteLength(text, 'base64'), least, most)),
  )
const factor = (most: number): v.GenericSchema<number> =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))

/** The encrypted part of a file of profiles; its numbers are bounded before anything is done with them. */
export const lockSchema = v.pipe(
  v.object({
    kdf: v.literal('scrypt'),
    N: v.pipe(
      factor(1_048_576),
      v.check((n) => n > 1 && Number.isInteger(Math.log2(n))),
    ),
    r: factor(32),
    p: factor(16),
    salt: bytes(8, 64),
    cipher: v.literal('aes-256-gcm'),
    iv: bytes(12, 12),
    // GCM takes shorter ones too, which are easily forged.
    tag: bytes(16, 16),
    data: bytes(1, 5_000_000),
  }),
  v.check(({ N, r, p }) => 128 * N * r <= MAX_MEMORY && N * r * p <= MAX_WORK),
)
export type Lock = v.InferOutput<typeof lockSchema>

/** Secrets out of a file, until its passphrase is given. */
export interface LockedSecrets extends Lock {
  /** The profiles they were encrypted for. */
  readonly profiles: readonly Profile[]
}

/** Encrypts secrets so that they open only for these profiles as they are, with this passphrase. */
export async function lock(
  profiles: readonly Profile[],
  secrets: SecretsById,
  passphrase: string,
  random: Random = randomBytes,
): Promise<Result<Lock, PassphraseRefusal>> {
  if (passphrase === '') return refused({ kind: 'passphrase', problem: 'empty' })
  const [salt, iv] = [random(16), random(12)]
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, salt, COST), iv)
  cipher.setAAD(boundTo(profiles))
  const data = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()])
  const texts = { iv: base64(iv), tag: base64(cipher.getAuthTag()), data: base64(data) }
  return ok({ kdf: 'scrypt', ...COST, salt: base64(salt), cipher: 'aes-256-gcm', ...texts })
}

/** Opens the secrets of a file; `wrong` too where somebody changed them, or the profiles they belong to. */
export async function unlock(
  locked: LockedSecrets,
  passphrase: string,
): Promise<Result<SecretsById, PassphraseRefusal>> {
  if (passphrase === '') return refused({ kind: 'passphrase', problem: 'empty' })
  const key = await deriveKey(passphrase, Buffer.from(locked.salt, 'base64'), locked)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(locked.iv, 'base64'), {
      authTagLength: 16,
    })
    decipher.setAuthTag(Buffer.from(locked.tag, 'base64'))
    decipher.setAAD(boundTo(locked.profiles))
    const text = Buffer.concat([decipher.update(locked.data, 'base64'), decipher.final()]).toString('utf8')
    const known = new Map(Object.entries(JSON.parse(text) as Record<string, unknown>))
    const found = locked.profiles.flatMap(({ id }) => {
      const secrets = readSecrets(known.get(id))
      return secrets ? [[id, secrets] as const] : []
    })
    return ok(Object.fromEntries(found))
  } catch {
    return refused({ kind: 'passphrase', problem: 'wrong' })
  }
}

/** What may not be changed without the passphrase: else a password could be sent to somebody else's broker. */
function boundTo(profiles: readonly Profile[]): Buffer {
  const parts = profiles.map(writeProfile).map(({ id, addresses, tls }) => ({ id, addresses, tls }))
  return Buffer.from(JSON.stringify(parts), 'utf8')
}

function deriveKey(
  passphrase: string,
  salt: Uint8Array,
  { N, r, p }: Pick<Lock, 'N' | 'r' | 'p'>,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters can be typed as different code points on different computers.
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 2 * MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString('base64')
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
