import type { BrokerAddress } from '../mqtt/address'

/** Which MQTT is spoken; `auto` tries 5 first, then 3.1.1 where the broker refuses the version. */
export type VersionChoice = 'auto' | '3.1.1' | '5'

/** How a TLS connection is checked and made; all text is PEM. */
export interface TlsChoice {
  /** Certificates that are trusted instead of the system's. */
  readonly ca?: string
  /** The client's own certificate (mTLS); its key is a secret and kept apart. */
  readonly certificate?: string
  /** The name that is asked for and checked instead of the host (SNI). */
  readonly serverName?: string
  /** Protocols offered by ALPN, the preferred first. */
  readonly alpn?: readonly string[]
  /** Dangerous: SHA-256 fingerprint of the one certificate that is trusted without any other check. */
  readonly pinned?: string
}

/** How to reach one broker, or one cluster; without its secrets, so that it may be shown and exported. */
export interface Profile {
  readonly id: string
  readonly name: string
  /** One or more; on failure the next one is tried. */
  readonly addresses: readonly BrokerAddress[]
  readonly version: VersionChoice
  /** Missing: the installation's own. */
  readonly clientId?: string
  /** Seconds, 5 to 65,535. */
  readonly keepAlive: number
  /** Seconds for which an MQTT 5 broker keeps what arrives while this copy is away, 0 to 4,294,967,295. */
  readonly sessionExpiry: number
  readonly username?: string
  readonly tls: TlsChoice
}

/** What of a profile nobody else may read. */
export interface ProfileSecrets {
  readonly password?: string
  /** The client's private key, PEM. */
  readonly key?: string
  /** Opens the key. */
  readonly keyPassphrase?: string
}

export type SecretName = keyof ProfileSecrets

/** The broker on this computer, found or hosted: always there, cannot be changed. */
export const THIS_COMPUTER = 'this-computer'

export const PROFILE_LIMITS = {
  profiles: 200,
  /** Characters. */
  name: 80,
  addresses: 16,
  /** Characters; MQTT 3.1.1 asks servers for 23 only, all brokers in use take far more. */
  clientId: 200,
  keepAlive: { least: 5, most: 65_535, usual: 30 },
  sessionExpiry: { most: 4_294_967_295, usual: 604_800 },
  username: 1_000,
  password: 1_000,
  /** Characters of one PEM text. */
  pem: 200_000,
  alpn: 8,
} as const
