import type { ConnectionFailure, MqttVersion } from '../mqtt/connection'
import type { Profile, SecretName } from './profile'

/** Where a secret is: nowhere, kept in the settings, or known until the app is closed. */
export type SecretPlace = 'none' | 'kept' | 'this-run'

/** A certificate in what a person compares. */
export interface CertificateView {
  readonly subject: string
  readonly issuer: string
  /** SHA-256, in hexadecimal pairs with colons. */
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly validFrom: number
  readonly validTo: number
  readonly selfSigned: boolean
}

export interface ProfileView extends Profile {
  readonly secrets: Readonly<Record<SecretName, SecretPlace>>
}

/**
 * What becomes of secrets here: `encrypted` by the system; elsewhere the user is asked once (`ask`) and has then
 * `allowed` to keep them all the same or has them known `this-run` only.
 */
export type SecretKeeping = 'encrypted' | 'ask' | 'allowed' | 'this-run'

export interface ProfilesView {
  /** Id of the profile in use, or THIS_COMPUTER. */
  readonly active: string
  readonly list: readonly ProfileView[]
  readonly keeping: SecretKeeping
}

/** What a test of one address found. */
export type TestOutcome =
  | {
      readonly ok: true
      readonly version: MqttVersion
      /** Milliseconds to the CONNACK. */ readonly took: number
    }
  | {
      readonly ok: false
      readonly failure: ConnectionFailure
      /** What the server showed, where its certificate is what failed. */
      readonly certificate?: CertificateView
    }

/** The answer to `Test connection`: one outcome per address of the profile, in its order. */
export interface TestReport {
  readonly tried: readonly { readonly address: string; readonly outcome: TestOutcome }[]
}

/** A file the user picked for a profile. */
export interface PickedFile {
  /** Without its folder. */
  readonly name: string
  readonly text: string
  /** What is in it; empty for a key. */
  readonly certificates: readonly CertificateView[]
}

/** What came out of reading a file of profiles. */
export interface ImportReport {
  readonly imported: number
  /** Its secrets are encrypted: they come when the passphrase is given. */
  readonly locked: boolean
}
