import { PROFILE_LIMITS } from './profile'

/** A label may have an underscore: names inside of container networks often do. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
/** Bytes; RFC 1035, 2.3.4, without the dot at the end. */
const MAX_HOST = 253

/** A host name in lower case, with xn-- where it needs that; never an IP address, which SNI cannot name (RFC 6066, 3). */
export function parseServerName(text: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(text) || text.length > MAX_HOST) return undefined
  const name = hostOf(text)
  if (name === undefined || name.length > MAX_HOST) return undefined
  const labels = name.split('.')
  // A last label of digits makes the whole an IPv4 address.
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '') ? name : undefined
}

/** The protocols of a list with commas, each once; a name has 1 to 255 bytes (RFC 7301, 3.1). */
export function parseAlpn(text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim())
  const given = [...new Set(names.filter((name) => name !== ''))]
  const fine = given.length <= PROFILE_LIMITS.alpn && given.every((name) => /^[\x20-\x7e]{1,255}$/.test(name))
  return fine ? given : undefined
}

/** A SHA-256 fingerprint as `AA:BB:…`, however its 64 digits were grouped. */
export function parseFingerprint(text: string): string | undefined {
  const digits = text.replace(/[\s:.-]/g, '').toUpperCase()
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : undefined
}

function hostOf(text: string): string | undefined {
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return undefined
  }
}
