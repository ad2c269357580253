import type { AddressProblem } from '../mqtt/address'
import type { SecretName, VersionChoice } from './profile'

/** A profile as a window's form hands it over: fields as they were typed. */
export interface ProfileForm {
  /** Missing for a new profile. */
  readonly id?: string
  readonly name: string
  /** As URLs: `mqtt://host:port`, also mqtts, ws, wss. */
  readonly addresses: readonly string[]
  readonly version: VersionChoice
  readonly clientId: string
  readonly keepAlive: number
  readonly sessionExpiry: number
  readonly username: string
  readonly ca: string
  readonly certificate: string
  readonly serverName: string
  /** Separated by commas. */
  readonly alpn: string
  readonly pinned: string
  /** Missing leaves the kept one as it is; '' forgets it. */
  readonly password?: string
  readonly key?: string
  readonly keyPassphrase?: string
}

/** The first thing that is wrong with a form; the windows have words for each. */
export type ProfileProblem =
  | { readonly field: 'name'; readonly problem: 'empty' | 'too-long' | 'taken' }
  | {
      readonly field: 'addresses'
      readonly problem: AddressProblem | 'none' | 'too-many' | 'credentials' | 'twice'
      /** The address that is meant. */
      readonly text?: string
    }
  | { readonly field: 'clientId'; readonly problem: 'too-long' | 'forbidden-character' }
  | { readonly field: 'keepAlive' | 'sessionExpiry'; readonly problem: 'range' }
  | { readonly field: 'username'; readonly problem: 'too-long' | 'missing' }
  | { readonly field: 'ca' | 'certificate'; readonly problem: 'not-pem' | 'too-long' }
  | {
      readonly field: 'key'
      readonly problem:
        'not-pem' | 'too-long' | 'missing' | 'without-certificate' | 'does-not-fit' | 'passphrase'
    }
  | { readonly field: 'serverName' | 'alpn' | 'pinned'; readonly problem: 'form' }
  | { readonly field: SecretName; readonly problem: 'too-long' }
  | { readonly field: 'profiles'; readonly problem: 'too-many' }
