import { foldName } from '../chat/name'
import { ok, refused, type Result } from '../result'
import { parseAddresses } from './addresses'
import type { ProfileForm, ProfileProblem } from './form'
import { parseCertificates, privateKeyProblem } from './pem'
import { PROFILE_LIMITS, type Profile, type TlsChoice } from './profile'
import { parseAlpn, parseFingerprint, parseServerName } from './tls'

type Parsed<T> = Result<T, ProfileProblem>

/** Reads a form field by field, from the top; the first thing that is wrong is told. */
export function parseProfile(form: ProfileForm): Parsed<Omit<Profile, 'id'>> {
  const name = parseProfileName(form.name)
  if (!name.ok) return name
  const addresses = parseAddresses(form.addresses)
  if (!addresses.ok) return addresses
  const clientId = form.clientId.trim()
  if (isLonger(clientId, PROFILE_LIMITS.clientId)) return refused({ field: 'clientId', problem: 'too-long' })
  if (/\p{Cc}/u.test(clientId) || !clientId.isWellFormed())
    return refused({ field: 'clientId', problem: 'forbidden-character' })
  const { keepAlive, sessionExpiry } = form
  if (!isWithin(keepAlive, PROFILE_LIMITS.keepAlive.least, PROFILE_LIMITS.keepAlive.most))
    return refused({ field: 'keepAlive', problem: 'range' })
  if (!isWithin(sessionExpiry, 0, PROFILE_LIMITS.sessionExpiry.most))
    return refused({ field: 'sessionExpiry', problem: 'range' })
  const username = parseUsername(form)
  if (!username.ok) return username
  const tls = parseTls(form)
  if (!tls.ok) return tls
  const problem = secretsProblem(form)
  if (problem) return refused(problem)
  return ok({
    name: name.value,
    addresses: addresses.value,
    version: form.version,
    ...(clientId === '' ? {} : { clientId }),
    keepAlive,
    sessionExpiry,
    ...(username.value === '' ? {} : { username: username.value }),
    tls: tls.value,
  })
}

/** A profile's name as it is listed: one line, nothing in it that turns the order of letters round. */
export function parseProfileName(text: string): Parsed<string> {
  const name = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
  if (foldName(name) === '') return refused({ field: 'name', problem: 'empty' })
  return isLonger(name, PROFILE_LIMITS.name) ? refused({ field: 'name', problem: 'too-long' }) : ok(name)
}

function parseUsername({ username, password }: ProfileForm): Parsed<string> {
  // What cannot be sent (MQTT 3.1.1, 1.5.3) cannot be typed either: it can only have come along when pasting.
  const clean = username
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim()
  if (isLonger(clean, PROFILE_LIMITS.username)) return refused({ field: 'username', problem: 'too-long' })
  // A password alone is not allowed before MQTT 5 (3.1.1, 3.1.2.9).
  const alone = clean === '' && password !== undefined && password !== ''
  return alone ? refused({ field: 'username', problem: 'missing' }) : ok(clean)
}

function parseTls(form: ProfileForm): Parsed<TlsChoice> {
  const tls: { -readonly [Key in keyof TlsChoice]: TlsChoice[Key] } = {}
  for (const field of ['ca', 'certificate'] as const) {
    if (form[field].trim() === '') continue
    const pem = parseCertificates(form[field])
    if (!pem.ok) return refused({ field, problem: pem.error })
    tls[field] = pem.value
  }
  const texts = { serverName: form.serverName.trim(), alpn: form.alpn.trim(), pinned: form.pinned.trim() }
  if (texts.serverName !== '') {
    tls.serverName = parseServerName(texts.serverName)
    if (tls.serverName === undefined) return refused({ field: 'serverName', problem: 'form' })
  }
  if (texts.alpn !== '') {
    tls.alpn = parseAlpn(texts.alpn)
    if (!tls.alpn?.length) return refused({ field: 'alpn', problem: 'form' })
  }
  if (texts.pinned !== '') {
    tls.pinned = parseFingerprint(texts.pinned)
    if (tls.pinned === undefined) return refused({ field: 'pinned', problem: 'form' })
  }
  return ok(tls)
}

/** Checks the secrets that are new; of a profile that is there already, a missing key may be a kept one. */
function secretsProblem(form: ProfileForm): ProfileProblem | undefined {
  const { key } = form
  const hasCertificate = form.certificate.trim() !== ''
  if (key !== undefined && key.trim() !== '') {
    const problem = privateKeyProblem(key)
    if (problem) return { field: 'key', problem }
    if (!hasCertificate) return { field: 'key', problem: 'without-certificate' }
  } else if (hasCertificate && (key !== undefined || form.id === undefined)) {
    return { field: 'key', problem: 'missing' }
  }
  for (const field of ['password', 'keyPassphrase'] as const) {
    if (isLonger(form[field] ?? '', PROFILE_LIMITS.password)) return { field, problem: 'too-long' }
  }
  return undefined
}

/** Counted in characters as people count them, not in halves of them. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && [...text].length > most
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
