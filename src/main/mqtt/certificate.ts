import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { CertificateView } from '@shared/profile/view'

/** Characters of a name that are shown; a certificate can hold books. */
const MAX_NAME = 300
/** Certificates of one file that are read; the bundles of whole systems hold about 150. */
const MAX_CERTIFICATES = 300

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const PEM_KEY = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/
/** PKCS #8 says it in its first line, the older forms in a header (RFC 1421). */
const IS_ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m

/** What a person compares of a certificate, given as PEM or DER; undefined where it is none. */
export function viewCertificate(bytes: string | Uint8Array): CertificateView | undefined {
  try {
    const certificate = new X509Certificate(bytes)
    return {
      subject: oneLine(certificate.subject),
      issuer: oneLine(certificate.issuer),
      fingerprint: certificate.fingerprint256,
      validFrom: Date.parse(certificate.validFrom),
      validTo: Date.parse(certificate.validTo),
      selfSigned: certificate.checkIssued(certificate),
    }
  } catch {
    return undefined
  }
}

/** All certificates in a PEM text, in their order; what is broken is left out. */
export function readCertificates(pem: string): CertificateView[] {
  const found = pem.match(PEM_CERTIFICATE) ?? []
  return found
    .slice(0, MAX_CERTIFICATES)
    .map(viewCertificate)
    .filter((view) => view !== undefined)
}

/** Whether two SHA-256 fingerprints are the same one, however they are written. */
export function isSameFingerprint(one: string, other: string): boolean {
  const bare = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toUpperCase()
  return bare(one).length === 64 && bare(one) === bare(other)
}

/** What a client shows to a broker that wants to know who it is (mTLS); all text is PEM. */
interface ClientCertificate {
  readonly certificate?: string
  readonly key?: string
  readonly keyPassphrase?: string
}

export type KeyProblem = 'does-not-fit' | 'passphrase' | 'not-pem'

/** Why a client's key cannot be used: found out before a broker is asked. Undefined where it can, or where there is none. */
export function keyProblem({ certificate, key, keyPassphrase }: ClientCertificate): KeyProblem | undefined {
  if (key === undefined) return undefined
  const isEncrypted = IS_ENCRYPTED.test(key)
  if (!isEncrypted && !PEM_KEY.test(key)) return 'not-pem'
  if (isEncrypted && !keyPassphrase) return 'passphrase'
  try {
    const opened = createPrivateKey({ key, format: 'pem', passphrase: keyPassphrase })
    if (certificate === undefined) return undefined
    return new X509Certificate(certificate).checkPrivateKey(opened) ? undefined : 'does-not-fit'
  } catch {
    // What a wrong passphrase leads to depends on the bytes: also a key that looks broken.
    return isEncrypted ? 'passphrase' : 'not-pem'
  }
}

/** Node puts every part of a name on a line of its own. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').slice(0, MAX_NAME)
}
