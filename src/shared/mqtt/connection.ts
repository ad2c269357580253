import type { BrokerAddress } from './address'

/** Why a connection could not be made or was lost, in a form that both windows and the terminal have words for. */
export type FailureKind =
  | 'name-not-found'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'closed'
  | 'login'
  | 'not-authorised'
  | 'client-id'
  | 'version'
  | 'certificate'
  | 'taken-over'
  | 'not-mqtt'
  | 'packet-too-large'
  | 'no-port'
  | 'other'

/** Which check a certificate did not pass. */
export type CertificateRule =
  | 'expired'
  | 'not-yet-valid'
  | 'self-signed'
  | 'unknown-issuer'
  | 'other-host'
  | 'revoked'
  /** Another certificate than the pinned one. */
  | 'not-pinned'
  /** The broker asks for a client certificate, or does not take the one it got. */
  | 'client-certificate'
  /** The key, its passphrase or the client certificate cannot be used. */
  | 'client-key'
  | 'other'

/** The versions of MQTT that Porchlight speaks. */
export type MqttVersion = '3.1.1' | '5'

export interface ConnectionFailure {
  readonly kind: FailureKind
  /** The system's or the broker's own words, at most 200 characters, for who wants to know more. */
  readonly detail: string
  /** Only with `certificate`. */
  readonly rule?: CertificateRule
}

/** The one value that says how the connection stands; it is always pushed whole. */
export type ConnectionState =
  | { readonly phase: 'connecting'; readonly broker?: BrokerAddress }
  | {
      readonly phase: 'connected'
      readonly broker: BrokerAddress
      /** This copy runs the broker itself. */
      readonly hostedHere: boolean
      /** The usual port was held by something that is not a broker, so another one is in use. */
      readonly portTaken?: number
      readonly version: MqttVersion
      /** Seconds, where the broker keeps the session for less than was asked (MQTT 5, 3.2.2.3.2). */
      readonly sessionExpiry?: number
    }
  | {
      readonly phase: 'waiting'
      readonly broker?: BrokerAddress
      /** Milliseconds since 1970 at which the next try starts. */
      readonly nextTryAt: number
      readonly reason: ConnectionFailure
    }
  | { readonly phase: 'stopped'; readonly broker?: BrokerAddress; readonly reason?: ConnectionFailure }

/** Failures that trying again cannot mend: the user has to change something first (DESIGN 2, Connection). */
export function needsTheUser(kind: FailureKind): boolean {
  return ['login', 'not-authorised', 'client-id', 'version', 'certificate', 'taken-over'].includes(kind)
}
