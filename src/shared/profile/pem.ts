import { ok, refused, type Result } from '../result'
import { PROFILE_LIMITS } from './profile'

export type PemProblem = 'not-pem' | 'too-long'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g
/** Headers may stand between the first line and the key (RFC 1421), so inside is whatever is no line of dashes. */
const PRIVATE_KEY = /-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(?:[^-]|-(?!----))+-----END \1-----/

/**
 * Every whole certificate of a text, in one normal form; everything else is left out, since what people paste
 * often has the private key in it as well.
 */
export function parseCertificates(text: string): Result<string, PemProblem> {
  if (text.length > PROFILE_LIMITS.pem) return refused('too-long')
  const blocks = [...text.matchAll(CERTIFICATE)].flatMap(([, inside = '']) => normalBlock(inside))
  if (blocks.length === 0) return refused('not-pem')
  const normal = blocks.join('')
  // Lines of 64 characters make a text longer that had none.
  return normal.length > PROFILE_LIMITS.pem ? refused('too-long') : ok(normal)
}

/** What is wrong with a text that should be a private key; whether it can be opened is for TLS to say. */
export function privateKeyProblem(text: string): PemProblem | undefined {
  if (text.length > PROFILE_LIMITS.pem) return 'too-long'
  return PRIVATE_KEY.test(text) ? undefined : 'not-pem'
}

function normalBlock(inside: string): string[] {
  const base64 = inside.replace(/\s/g, '')
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return []
  const lines = base64.match(/.{1,64}/g) ?? []
  return [`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`]
}
