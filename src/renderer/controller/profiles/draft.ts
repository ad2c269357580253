import { formatAddress } from '@shared/mqtt/address'
import type { ProfileForm } from '@shared/profile/form'
import { PROFILE_LIMITS, type SecretName, type VersionChoice } from '@shared/profile/profile'
import type { ProfileView, SecretPlace } from '@shared/profile/view'

/** A profile while it is edited: what stands in the fields. */
export interface Draft {
  /** Missing for a new one. */
  readonly id?: string
  name: string
  /** One address per line. */
  addresses: string
  version: VersionChoice
  clientId: string
  keepAlive: string
  sessionExpiry: string
  username: string
  ca: string
  certificate: string
  serverName: string
  alpn: string
  pinned: string
  /** Only what is given anew: what is kept is not known to a window. */
  password: string
  key: string
  keyPassphrase: string
  /** Kept secrets that go with the next save. */
  forgotten: SecretName[]
}

export type TextFieldName = Exclude<keyof Draft, 'id' | 'version' | 'forgotten'>

export const SECRETS = ['password', 'key', 'keyPassphrase'] as const satisfies readonly SecretName[]

export const NO_SECRETS: Readonly<Record<SecretName, SecretPlace>> = {
  password: 'none',
  key: 'none',
  keyPassphrase: 'none',
}

/** What stands in the fields at first: a known profile, or a new one with what is usual. */
export function draftOf(profile?: ProfileView): Draft {
  return {
    id: profile?.id,
    name: profile?.name ?? '',
    addresses: profile?.addresses.map(formatAddress).join('\n') ?? '',
    version: profile?.version ?? 'auto',
    clientId: profile?.clientId ?? '',
    keepAlive: String(profile?.keepAlive ?? PROFILE_LIMITS.keepAlive.usual),
    sessionExpiry: String(profile?.sessionExpiry ?? PROFILE_LIMITS.sessionExpiry.usual),
    username: profile?.username ?? '',
    ca: profile?.tls.ca ?? '',
    certificate: profile?.tls.certificate ?? '',
    serverName: profile?.tls.serverName ?? '',
    alpn: profile?.tls.alpn?.join(', ') ?? '',
    pinned: profile?.tls.pinned ?? '',
    password: '',
    key: '',
    keyPassphrase: '',
    forgotten: [],
  }
}

/** A new profile that begins like another; its secrets stay with the other, and an id used twice would not work. */
export function copyOf(profile: ProfileView, name: string): Draft {
  return { ...draftOf(profile), id: undefined, name, clientId: '' }
}

/** The form that main reads. */
export function formOf({ forgotten, password, key, keyPassphrase, ...draft }: Draft): ProfileForm {
  const given = { password, key, keyPassphrase }
  const secrets: Partial<Record<SecretName, string>> = {}
  for (const name of SECRETS) {
    if (given[name] !== '') secrets[name] = given[name]
    else if (forgotten.includes(name)) secrets[name] = ''
  }
  return {
    ...draft,
    addresses: draft.addresses
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    keepAlive: wholeSeconds(draft.keepAlive),
    sessionExpiry: wholeSeconds(draft.sessionExpiry),
    ...secrets,
  }
}

/** What is no whole number is out of every range, which main says beside the field. */
export function wholeSeconds(text: string): number {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : -1
}

/** Says whether anything that `More` folds away differs from what is usual, so that it may not be hidden. */
export function hasMore(draft: Draft): boolean {
  const usual = draftOf()
  const folded = ['version', 'clientId', 'keepAlive', 'sessionExpiry', 'serverName', 'alpn'] as const
  const tls = ['ca', 'certificate', 'pinned'] as const
  return [...folded, ...tls].some((field) => draft[field] !== usual[field])
}

export function givesSecret(draft: Draft): boolean {
  return SECRETS.some((name) => draft[name] !== '')
}
