import { isIP } from 'node:net'
import { checkServerIdentity, connect, TLSSocket, type ConnectionOptions } from 'node:tls'
import type { IClientOptions } from 'mqtt'
import type { BrokerAddress } from '@shared/mqtt/address'
import { isSameFingerprint } from './certificate'
import type { TlsMaterial } from './located'

/** The options of TLS; mqtt.js takes them at its top level, and hands only some of them on to WebSockets. */
interface TlsConnection {
  readonly rejectUnauthorized: boolean | undefined
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly passphrase: string | undefined
  readonly servername: string | undefined
  readonly ALPNProtocols: string[] | undefined
  readonly minVersion: 'TLSv1.2' | undefined
  readonly checkServerIdentity: ConnectionOptions['checkServerIdentity']
}

/** Options of the ws library. */
const WEBSOCKET = {
  /** Bytes: one message may hold several packets (MQTT 3.1.1, 6), so twice the largest of them. */
  maxPayload: 33_554_432,
  /** Milliseconds that the other side has to agree to the end; an error is told only then. */
  closeTimeout: 1_000,
}

/** Every key, so that nothing stays that an earlier try has left on the client. */
const NONE: TlsConnection = {
  rejectUnauthorized: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
  passphrase: undefined,
  servername: undefined,
  ALPNProtocols: undefined,
  minVersion: undefined,
  checkServerIdentity: undefined,
}

/** The server has another certificate than the one that was pinned; nothing was said to it. */
class NotPinnedError extends Error {
  readonly code = 'ERR_CERT_NOT_PINNED'

  constructor(shown: string | undefined) {
    super(`The server shows the certificate ${shown ?? '(none)'}`)
  }
}

/**
 * The part of mqtt.js's options that is about TLS and WebSockets, for one try. With a pinned certificate Node's own checks
 * are off: `guardPin` has to be called on the stream of a client that has just been told to connect.
 */
export function tlsOptions(
  material: TlsMaterial,
  address: BrokerAddress,
): TlsConnection & Pick<IClientOptions, 'wsOptions'> {
  const { scheme } = address
  const secure = scheme === 'mqtts' || scheme === 'wss' ? connectionOptions(material, address) : NONE
  if (scheme !== 'ws' && scheme !== 'wss') return { ...secure, wsOptions: undefined }
  const wsOptions: object = {
    ...WEBSOCKET,
    ...(scheme === 'wss' ? { ...secure, ...pinnedSocket(material.pinned) } : {}),
  }
  return { ...secure, wsOptions }
}

/** A WebSocket keeps its socket to itself until the server has answered its request: the pin is checked where it is made. */
function pinnedSocket(pinned: string | undefined): object {
  if (pinned === undefined) return {}
  const createConnection = (options: ConnectionOptions): TLSSocket => {
    // The path is of the URL; to a socket it would be the name of a pipe.
    const socket = connect({ ...options, path: undefined })
    guardPin(socket, pinned)
    return socket
  }
  return { createConnection }
}

/** What `tls.connect` has to know beside host and port. */
export function connectionOptions(material: TlsMaterial, { host }: BrokerAddress): TlsConnection {
  const name = material.serverName ?? host.replace(/^\[|\]$/g, '')
  return {
    rejectUnauthorized: material.pinned === undefined,
    ca: material.ca,
    cert: material.certificate,
    key: material.key,
    passphrase: material.keyPassphrase,
    // RFC 6066, 3: an IP address is not allowed there.
    servername: isIP(name) ? undefined : name,
    ALPNProtocols: material.alpn && material.alpn.length > 0 ? [...material.alpn] : undefined,
    minVersion: 'TLSv1.2',
    // Node would check the host where no name is asked for.
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
  }
}

/**
 * Keeps back whatever is written to a TLS stream until the server has shown the pinned certificate; when it shows another
 * one the stream ends with a NotPinnedError. Has to be called before the stream is connected; does nothing to others.
 */
export function guardPin(stream: object, pinned: string | undefined): void {
  if (pinned === undefined || !(stream instanceof TLSSocket)) return
  // What mqtt.js has just written is held too: it lies corked until the end of this turn.
  stream.cork()
  // Called while the handshake ends, before anything written could be encrypted.
  stream.prependOnceListener('secureConnect', () => {
    const shown = stream.getPeerX509Certificate()?.fingerprint256
    if (shown !== undefined && isSameFingerprint(shown, pinned)) stream.uncork()
    else stream.destroy(new NotPinnedError(shown))
  })
}
