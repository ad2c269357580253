import { expect, it } from 'vitest'
import { describeFailure } from './failure'

// What Node's OpenSSL and Electron's BoringSSL were seen to say.
it.each([
  ['CERT_HAS_EXPIRED', 'certificate has expired', 'expired'],
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid', 'not-yet-valid'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self signed certificate', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'self signed certificate in certificate chain', 'unknown-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate', 'unknown-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate', 'unknown-issuer'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', 'unknown-issuer'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames", 'other-host'],
  ['CERT_REVOKED', 'certificate revoked', 'revoked'],
  ['ERR_CERT_NOT_PINNED', 'The server shows the certificate 00:FF', 'not-pinned'],
  ['CERT_SIGNATURE_FAILURE', 'certificate signature failure', 'other'],
  ['INVALID_PURPOSE', 'unsupported certificate purpose', 'other'],
])('%s', (code, message, rule) => {
  const error = Object.assign(new Error(message), { code })
  expect(describeFailure(error)).toEqual({ kind: 'certificate', detail: message, rule })
})

const openssl = (what: string): string =>
  `80DC81AFEE7F0000:error:0A00045C:SSL routines:ssl3_read_bytes:${what}:../deps/openssl/rec_layer_s3.c:1601:SSL alert number 116\n`
const boringssl = (what: string): string =>
  `20787642172288:error:1000045c:SSL routines:OPENSSL_internal:${what}:../../third_party/boringssl/src/ssl/tls_record.cc:572:SSL alert number 116\n`

it.each([
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', openssl('tlsv13 alert certificate required')],
  ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', boringssl('TLSV1_ALERT_CERTIFICATE_REQUIRED')],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', openssl('tlsv1 alert unknown ca')],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', boringssl('TLSV1_ALERT_UNKNOWN_CA')],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', boringssl('SSLV3_ALERT_BAD_CERTIFICATE')],
  ['EPROTO', `write EPROTO ${openssl('sslv3 alert handshake failure')}`],
  ['EPROTO', `write EPROTO ${boringssl('SSLV3_ALERT_HANDSHAKE_FAILURE')}`],
])("the server's alert %s is about the client's certificate: %s", (code, message) => {
  const failure = describeFailure(Object.assign(new Error(message), { code }))
  expect(failure).toMatchObject({ kind: 'certificate', rule: 'client-certificate' })
  expect(failure.detail).toMatch(/^(tlsv13?|sslv3) alert [a-z ]+$/)
})

it.each([
  ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'error:05800074:x509 certificate routines::key values mismatch'],
  ['ERR_OSSL_BAD_DECRYPT', 'error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'error:0480006C:PEM routines::no start line'],
  ['ERR_OSSL_UNSUPPORTED', 'error:1E08010C:DECODER routines::unsupported'],
  ['ERR_MISSING_PASSPHRASE', 'Passphrase required for encrypted key'],
  ['ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED', 'error:07880109:common libcrypto routines::interrupted'],
])("%s is about the client's key", (code, message) => {
  const failure = describeFailure(Object.assign(new Error(message), { code }))
  expect(failure).toMatchObject({ kind: 'certificate', rule: 'client-key' })
  expect(failure.detail).not.toContain('error:')
})

it.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', boringssl('WRONG_VERSION_NUMBER'), 'not-mqtt', 'wrong version number'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', openssl('wrong version number'), 'not-mqtt', 'wrong version number'],
  [
    'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
    boringssl('TLSV1_ALERT_NO_APPLICATION_PROTOCOL'),
    'other',
    'tlsv1 alert no application protocol',
  ],
  [
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    openssl('tlsv1 alert protocol version'),
    'other',
    'tlsv1 alert protocol version',
  ],
])('%s is not about a certificate: %s', (code, message, kind, detail) => {
  expect(describeFailure(Object.assign(new Error(message), { code }))).toEqual({ kind, detail })
})
