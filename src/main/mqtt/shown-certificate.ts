import { connect, type TLSSocket } from 'node:tls'
import type { BrokerAddress } from '@shared/mqtt/address'
import type { CertificateView } from '@shared/profile/view'
import { viewCertificate } from './certificate'
import type { TlsMaterial } from './located'
import { connectionOptions } from './tls'

/** Milliseconds for TCP and TLS. */
const PATIENCE = 5_000

/** Runs `task` after `ms` milliseconds; returns the way to call it off. */
type After = (ms: number, task: () => void) => () => void

/**
 * The certificate that a server shows to anybody, for a person to compare: a TLS handshake and nothing else. Nothing is
 * checked, so nothing is said, and who we are (the client's certificate) is not shown either.
 */
export function shownCertificate(
  address: BrokerAddress,
  { serverName, alpn }: TlsMaterial,
  after: After,
): Promise<CertificateView | undefined> {
  const { host, port } = address
  return new Promise((resolve) => {
    let shown: CertificateView | undefined
    let socket: TLSSocket
    try {
      socket = connect({
        ...connectionOptions({ serverName, alpn }, address),
        host: host.replace(/^\[|\]$/g, ''),
        port,
        rejectUnauthorized: false,
      })
    } catch {
      resolve(undefined)
      return
    }
    const callOff = after(PATIENCE, () => socket.destroy())
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate()
      shown = certificate && viewCertificate(certificate.raw)
      socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      callOff()
      resolve(shown)
    })
  })
}
