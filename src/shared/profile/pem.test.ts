import { describe, expect, it } from 'vitest'
import { parseCertificates, privateKeyProblem } from './pem'
import { CERTIFICATE, KEY } from './testing'

const row = 'A'.repeat(64)

describe('certificates', () => {
  it('come out in one form, whatever they came in', () => {
    const windows = CERTIFICATE.replaceAll('\n', '\r\n')
    const oneLine = `-----BEGIN CERTIFICATE-----${row}QUJD-----END CERTIFICATE-----`
    const indented = CERTIFICATE.replaceAll('\n', '\n   ')
    for (const text of [CERTIFICATE, windows, oneLine, indented, `\n\n${CERTIFICATE}\n\n`]) {
      expect(parseCertificates(text)).toEqual({ ok: true, value: CERTIFICATE })
    }
  })

  it('are all kept, in their order', () => {
    const other = CERTIFICATE.replace('QUJD', 'REVG')
    expect(parseCertificates(CERTIFICATE + other)).toEqual({ ok: true, value: CERTIFICATE + other })
  })

  it('are kept without what stands around them, above all without a private key', () => {
    const pasted = `subject=CN = x\n${KEY}${CERTIFICATE}Bag Attributes\n${KEY}`
    expect(parseCertificates(pasted)).toEqual({ ok: true, value: CERTIFICATE })
  })

  it.each([
    ['nothing', ''],
    ['words', 'my certificate'],
    ['a picture read as text', '\ufffdPNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'],
    ['a key', KEY],
    ['an end without a beginning', '-----END CERTIFICATE-----'],
    ['a beginning without an end', `-----BEGIN CERTIFICATE-----\n${row}\n`],
    ['nothing inside', '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n'],
    ['no base64 inside', '-----BEGIN CERTIFICATE-----\nmy=certificate\n-----END CERTIFICATE-----\n'],
    ['half a block of base64', '-----BEGIN CERTIFICATE-----\nQUJ\n-----END CERTIFICATE-----\n'],
    ['another thing', CERTIFICATE.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST')],
    ['beginnings without number', '-----BEGIN CERTIFICATE-----'.repeat(7_000)],
  ])('are not in %s', (_name, text) => {
    expect(parseCertificates(text)).toEqual({ ok: false, error: 'not-pem' })
  })

  it('are not too long, neither as they come nor as they are kept', () => {
    const tooLong = { ok: false, error: 'too-long' }
    expect(parseCertificates(CERTIFICATE + ' '.repeat(200_000))).toEqual(tooLong)
    const inOneLine = `-----BEGIN CERTIFICATE-----${'A'.repeat(199_600)}-----END CERTIFICATE-----`
    expect(parseCertificates(inOneLine)).toEqual(tooLong)
  })
})

describe('a private key', () => {
  it.each(['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])('%s', (label) => {
    expect(privateKeyProblem(KEY.replaceAll('PRIVATE KEY', label))).toBeUndefined()
  })

  it('may have headers, and parameters before it', () => {
    const headers = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00FF\n\n'
    expect(
      privateKeyProblem(`-----BEGIN RSA PRIVATE KEY-----\n${headers}QUJD\n-----END RSA PRIVATE KEY-----`),
    ).toBe(undefined)
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggq\n-----END EC PARAMETERS-----\n'
    expect(privateKeyProblem(parameters + KEY)).toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['a certificate', CERTIFICATE],
    ['a public key', KEY.replaceAll('PRIVATE', 'PUBLIC')],
    ['no end', '-----BEGIN PRIVATE KEY-----\nQUJD\n'],
    ['the end of another', '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END RSA PRIVATE KEY-----'],
    ['beginnings without number', '-----BEGIN PRIVATE KEY-----\n'.repeat(7_000)],
    ['one without an end', `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(190_000)}`],
  ])('is not %s', (_name, text) => {
    expect(privateKeyProblem(text)).toBe('not-pem')
  })

  it('is not too long', () => {
    expect(privateKeyProblem(KEY + ' '.repeat(200_000))).toBe('too-long')
  })
})
