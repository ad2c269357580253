import type { BrokerAddress, Credentials } from '@shared/mqtt/address'
import type { TlsChoice, VersionChoice } from '@shared/profile/profile'

/** How TLS is made, with the secrets it needs; all text is PEM. */
export interface TlsMaterial extends TlsChoice {
  readonly key?: string
  readonly keyPassphrase?: string
}

/** How to speak with the broker of a profile. */
export interface ConnectionChoice {
  /** Missing: the installation's own. */
  readonly clientId?: string
  readonly version: VersionChoice
  /** Seconds. */
  readonly keepAlive: number
  /** Seconds (MQTT 5, 3.1.2.11.2). */
  readonly sessionExpiry: number
  readonly tls: TlsMaterial
}

/** Where to connect this time. */
export interface Located {
  readonly address: BrokerAddress
  readonly hostedHere: boolean
  readonly portTaken?: number
  readonly credentials?: Credentials
  /** Missing for the broker of this computer. */
  readonly choice?: ConnectionChoice
  /** Among how many addresses this is one; the next ones are tried without a wait between them. */
  readonly addresses?: number
}
