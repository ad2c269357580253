import type { CertificateRule } from '@shared/mqtt/connection'

/** Codes of Node's own checks; OpenSSL (Node) and BoringSSL (Electron) have the same ones. */
const BY_CODE: Record<string, CertificateRule> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  // The last certificate of every chain is self-signed; what is amiss is that nobody here knows it.
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-host',
  HOSTNAME_MISMATCH: 'other-host',
  CERT_REVOKED: 'revoked',
  ERR_CERT_NOT_PINNED: 'not-pinned',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'client-key',
  ERR_OSSL_BAD_DECRYPT: 'client-key',
  ERR_OSSL_EVP_BAD_DECRYPT: 'client-key',
  ERR_OSSL_UNSUPPORTED: 'client-key',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: 'client-key',
  ERR_MISSING_PASSPHRASE: 'client-key',
}

/** Codes that say what of a certificate or key is amiss, beside the ones above: PEM, ASN.1 and X.509 of either library. */
const OF_OWN_FILES = /^ERR_OSSL_(?:PEM|ASN1|X509|EVP|DECODER|PKCS\w*|RSA|EC)/
const OF_CERTIFICATE =
  /^(?:CERT_|CRL_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/

/**
 * What a server answers when the client's certificate is missing or not good enough (RFC 8446, 6.2). A handshake failure is
 * how TLS 1.2 says that one is missing; with today's ciphers hardly anything else leads there.
 */
const OF_CLIENT_CERTIFICATE =
  /alert (?:certificate required|bad certificate|unsupported certificate|certificate revoked|certificate expired|certificate unknown|unknown ca|access denied|handshake failure)/

/** Which check of a certificate an error of TLS is about; undefined where it is about something else. */
export function certificateRule(code: string, message: string): CertificateRule | undefined {
  const known = BY_CODE[code]
  if (known) return known
  if (OF_OWN_FILES.test(code)) return 'client-key'
  if (OF_CERTIFICATE.test(code)) return 'other'
  return isTlsError(code) && OF_CLIENT_CERTIFICATE.test(tlsWords(message)) ? 'client-certificate' : undefined
}

/** The other side speaks TLS, and has broken off in its words. */
export function isTlsAlert(code: string, message: string): boolean {
  return isTlsError(code) && / alert /.test(tlsWords(message))
}

/** OpenSSL's `…:error:0A00045C:SSL routines:where:what:file:line` in words: only what; other text stays as it is. */
export function tlsWords(message: string): string {
  const what = /error:[0-9a-f]+:[^:]*:[^:]*:([^:]+)/i.exec(message)?.[1]
  return what === undefined ? message : what.replaceAll('_', ' ').toLowerCase()
}

/** An alert that comes while something is written has the code EPROTO. */
function isTlsError(code: string): boolean {
  return code === 'EPROTO' || code.startsWith('ERR_SSL_')
}
