import type { ConnectionFailure, FailureKind } from '@shared/mqtt/connection'
import { kindOfReason } from './reason-codes'
import { certificateRule, isTlsAlert, tlsWords } from './tls-failure'

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
  ERR_PACKET_TOO_LARGE: 'packet-too-large',
  // A WebSocket message above `maxPayload`.
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'packet-too-large',
}

/** Puts whatever mqtt.js, Node or TLS reports into one of the kinds that the windows have words for. */
export function describeFailure(error: unknown): ConnectionFailure {
  if (!(error instanceof Error)) return { kind: 'closed', detail: '' }
  const code: unknown = 'code' in error ? error.code : undefined
  const rule = typeof code === 'string' ? certificateRule(code, error.message) : undefined
  return {
    kind: rule ? 'certificate' : kindOf(code, error.message),
    detail: detailOf(code, error.message),
    ...(rule ? { rule } : {}),
  }
}

function kindOf(code: unknown, message: string): FailureKind {
  if (typeof code === 'number') return kindOfReason(code)
  if (typeof code === 'string') {
    const known = BY_SYSTEM_CODE[code]
    if (known) return known
    if (isTlsAlert(code, message)) return 'other'
    // The answer was not TLS at all, not HTTP, or not a WebSocket.
    if (/^(ERR_SSL|EPROTO$|HPE_|WS_ERR_)/.test(code)) return 'not-mqtt'
  }
  if (/connack timeout|keepalive timeout/i.test(message)) return 'timed-out'
  const status = /^unexpected server response: (\d+)/i.exec(message)?.[1]
  if (status === '401' || status === '403') return 'not-authorised'
  // What stands before the broker says that there is none behind it at the moment.
  if (status?.startsWith('5')) return 'refused'
  // The words of mqtt-packet's parser and of the ws library where what came is not MQTT.
  if (
    /^(invalid|cannot parse|malformed|packet |not supported|unexpected server response|server sent)/i.test(
      message,
    )
  ) {
    return 'not-mqtt'
  }
  return 'other'
}

/** The words of an error, without what only its owner may read. */
function detailOf(code: unknown, message: string): string {
  // Node quotes the argument it did not like, which may be a key or a password.
  if (typeof code === 'string' && /^ERR_(INVALID_ARG|INVALID_CHAR|INVALID_URL|OUT_OF_RANGE)/.test(code))
    return code
  return (
    tlsWords(message)
      .replace(/-----BEGIN[^]*/, '…')
      // User and password before the host, and tokens in the query.
      .replace(/\/\/[^\s/@]*@/g, '//')
      .replace(/\?[^\s"']+/g, '?…')
      .slice(0, MAX_DETAIL)
  )
}

/** Carries a failure through a promise, from where a broker is looked for to the session. */
export class LocateError extends Error {
  constructor(readonly failure: ConnectionFailure) {
    super(failure.detail)
  }
}
