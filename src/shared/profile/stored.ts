import * as v from 'valibot'
import { formatAddress } from '../mqtt/address'
import { parseTopicName } from '../mqtt/topic'
import { SAVED_LIMITS, type SavedMessage } from '../wire/saved-message'
import { parseProfile } from './parse'
import { PROFILE_LIMITS, THIS_COMPUTER, type Profile, type ProfileSecrets } from './profile'

/** Names that an object has or gives a meaning to: as a key they would not be kept. */
const NOT_IDS = [THIS_COMPUTER, 'constructor', 'prototype']
const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  v.check((text) => !NOT_IDS.includes(text)),
)
const optionalText = v.optional(v.string(), '')

/** A profile as it is kept and exported: addresses as URLs, so that people can read and write them. */
const storedProfile = v.object({
  id,
  name: v.string(),
  addresses: v.array(v.string()),
  version: v.optional(v.picklist(['auto', '3.1.1', '5']), 'auto'),
  clientId: optionalText,
  keepAlive: v.optional(v.number(), PROFILE_LIMITS.keepAlive.usual),
  sessionExpiry: v.optional(v.number(), PROFILE_LIMITS.sessionExpiry.usual),
  username: optionalText,
  tls: v.optional(
    v.object({
      ca: optionalText,
      certificate: optionalText,
      serverName: optionalText,
      alpn: v.optional(v.array(v.string()), []),
      pinned: optionalText,
    }),
    {},
  ),
})

/** What is written for a profile; `readProfile` makes the same profile of it. */
export type StoredProfile = Omit<Profile, 'addresses'> & { readonly addresses: readonly string[] }

/** A profile out of a file, by the rules of the form; what is unknown is dropped, what is wrong refuses it whole. */
export function readProfile(value: unknown): Profile | undefined {
  const stored = v.safeParse(storedProfile, value)
  if (!stored.success) return undefined
  const { tls, ...rest } = stored.output
  const parsed = parseProfile({ ...rest, ...tls, alpn: tls.alpn.join(',') })
  return parsed.ok ? { id: rest.id, ...parsed.value } : undefined
}

/** The profile with nothing but what belongs into a file, in an order that reads well. */
export function writeProfile(profile: Profile): StoredProfile {
  const { ca, certificate, serverName, alpn, pinned } = profile.tls
  return {
    id: profile.id,
    name: profile.name,
    addresses: profile.addresses.map(formatAddress),
    version: profile.version,
    clientId: profile.clientId,
    keepAlive: profile.keepAlive,
    sessionExpiry: profile.sessionExpiry,
    username: profile.username,
    tls: { ca, certificate, serverName, alpn, pinned },
  }
}

const secret = (most: number): v.GenericSchema<string | undefined> =>
  v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(most * 2)))
const secrets = v.strictObject({
  password: secret(PROFILE_LIMITS.password),
  key: secret(PROFILE_LIMITS.pem),
  keyPassphrase: secret(PROFILE_LIMITS.password),
})

/** The secrets of one profile after they were decrypted; undefined for anything else and for none at all. */
export function readSecrets(value: unknown): ProfileSecrets | undefined {
  const read = v.safeParse(secrets, value)
  return read.success && !Array.isArray(value) && Object.keys(read.output).length > 0
    ? read.output
    : undefined
}

const savedMessage = v.object({
  id,
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(SAVED_LIMITS.name)),
  topic: v.pipe(
    v.string(),
    v.check((text) => parseTopicName(text).ok),
  ),
  payload: v.pipe(v.string(), v.maxLength(SAVED_LIMITS.payload)),
  qos: v.picklist([0, 1, 2]),
  retain: v.boolean(),
})

/** A saved message out of the settings; what is unknown is dropped, what is wrong refuses it whole. */
export function readSavedMessage(value: unknown): SavedMessage | undefined {
  const read = v.safeParse(savedMessage, value)
  return read.success ? read.output : undefined
}
