import type { ConnectionFailure, FailureKind } from '@shared/mqtt/connection'

const MAX_DETAIL = 200

const BY_SYSTEM_CODE: Record<string, FailureKind> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
}

// CONNACK return codes: MQTT 3.1.1, table 3.1; the reason codes of MQTT 5 that mean the same: MQTT 5, table 3-1.
const BY_RETURN_CODE: Record<number, FailureKind> = {
  1: 'version',
  2: 'client-id',
  3: 'refused',
  4: 'login',
  5: 'not-authorised',
  132: 'version',
  133: 'client-id',
  134: 'login',
  135: 'not-authorised',
}

/** Puts whatever mqtt.js, Node or TLS reports into one of the kinds that the windows have words for. */
export function describeFailure(error: unknown): ConnectionFailure {
  if (!(error instanceof Error)) return { kind: 'closed', detail: '' }
  return { kind: kindOf(error), detail: error.message.slice(0, MAX_DETAIL) }
}

function kindOf(error: Error & { code?: unknown }): FailureKind {
  if (typeof error.code === 'number') return BY_RETURN_CODE[error.code] ?? 'other'
  if (typeof error.code === 'string') {
    const known = BY_SYSTEM_CODE[error.code]
    if (known) return known
    if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(error.code)) return 'certificate'
    // The answer was not TLS at all, not HTTP, or not a WebSocket.
    if (/^(ERR_SSL|EPROTO$|HPE_|WS_ERR_)/.test(error.code)) return 'not-mqtt'
  }
  if (/connack timeout|keepalive timeout/i.test(error.message)) return 'timed-out'
  // The words of mqtt-packet's parser and of the ws library where what came is not MQTT.
  if (
    /^(invalid|cannot parse|malformed|packet |not supported|unexpected server response|server sent)/i.test(
      error.message,
    )
  ) {
    return 'not-mqtt'
  }
  return 'other'
}

/** Carries a failure through a promise, from where a broker is looked for to the session. */
export class LocateError extends Error {
  constructor(readonly failure: ConnectionFailure) {
    super(failure.detail)
  }
}
