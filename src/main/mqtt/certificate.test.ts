import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificates, type Certificates } from './brokers/certificates'
import { isSameFingerprint, keyProblem, readCertificates, viewCertificate } from './certificate'

let folder: string
let made: Certificates
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-certificates-'))
  made = await makeCertificates(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('what a person compares', () => {
  it('is read from PEM and from DER alike', () => {
    const view = viewCertificate(made.expired.cert)
    expect(view).toEqual({
      subject: 'CN=localhost',
      issuer: 'CN=Porchlight test CA',
      fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
      validFrom: Date.UTC(2020, 0, 1),
      validTo: Date.UTC(2020, 1, 1),
      selfSigned: false,
    })
    expect(viewCertificate(new X509Certificate(made.expired.cert).raw)).toEqual(view)
    expect(viewCertificate(made.selfSigned.cert)?.selfSigned).toBe(true)
  })

  it('comes from a file in its order, without what is broken', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
    const text = `# bundle\n${made.server.cert}${broken}${made.server.key}\r\n${made.ca.cert}`
    expect(readCertificates(text).map(({ subject }) => subject)).toEqual([
      'CN=localhost',
      'CN=Porchlight test CA',
    ])
  })

  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['a picture', '\u0089PNG\r\n\u001a\n'],
    ['half a certificate', '-----BEGIN CERTIFICATE-----\nMIIB'],
    ['an end without a beginning', '-----END CERTIFICATE-----'],
    ['many dashes', '-----BEGIN CERTIFICATE-----'.repeat(5_000)],
  ])('is missing in %s', (_name, text) => {
    expect(readCertificates(text)).toEqual([])
    expect(viewCertificate(text)).toBeUndefined()
  })

  it('is the same however the fingerprint is written, and never for half of one', () => {
    const fingerprint = viewCertificate(made.server.cert)?.fingerprint ?? ''
    expect(isSameFingerprint(fingerprint, fingerprint.toLowerCase().replaceAll(':', ''))).toBe(true)
    expect(isSameFingerprint(fingerprint, viewCertificate(made.client.cert)?.fingerprint ?? '')).toBe(false)
    expect(isSameFingerprint('', '')).toBe(false)
    expect(isSameFingerprint('AB', 'AB')).toBe(false)
  })
})

describe("a client's key", () => {
  const encrypted = (format: 'pkcs8' | 'sec1'): string =>
    createPrivateKey(made.client.key)
      .export({ type: format, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
      .toString()

  it('fits its certificate', () => {
    expect(keyProblem({ certificate: made.client.cert, key: made.client.key })).toBeUndefined()
    expect(keyProblem({ key: made.client.key })).toBeUndefined()
    expect(keyProblem({ certificate: made.client.cert })).toBeUndefined()
  })

  it('does not fit the certificate of another key', () => {
    expect(keyProblem({ certificate: made.client.cert, key: made.server.key })).toBe('does-not-fit')
  })

  it.each(['pkcs8', 'sec1'] as const)('that is encrypted (%s) opens with its passphrase only', (format) => {
    const certificate = made.client.cert
    const key = encrypted(format)
    expect(keyProblem({ certificate, key, keyPassphrase: 'open sesame' })).toBeUndefined()
    for (const keyPassphrase of [undefined, '', 'wrong']) {
      expect(keyProblem({ certificate, key, keyPassphrase })).toBe('passphrase')
    }
  })

  it.each([
    ['nothing', () => ''],
    ['a certificate', () => made.client.cert],
    ['a broken key', () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('is no PEM: %s', (_name, key) => {
    expect(keyProblem({ certificate: made.client.cert, key: key() })).toBe('not-pem')
  })
})
