import type { VueWrapper } from '@vue/test-utils'
import type { CertificateView, TestOutcome } from '@shared/profile/view'

/** A certificate that vouches for itself. */
export const selfSigned: CertificateView = {
  subject: 'CN=broker.example',
  issuer: 'CN=broker.example',
  fingerprint: 'AA:BB:CC:DD:EE:FF:00:11',
  validFrom: Date.UTC(2026, 0, 1, 12),
  validTo: Date.UTC(2027, 0, 1, 12),
  selfSigned: true,
}

/** What a test finds where only a self-signed certificate is in the way. */
export const untrusted: TestOutcome = {
  ok: false,
  failure: { kind: 'certificate', rule: 'self-signed', detail: 'self-signed certificate' },
  certificate: selfSigned,
}

/** The button with these words; a test that asks for one that is not there fails. */
export function buttonOf(part: VueWrapper, words: string): ReturnType<VueWrapper['findAll']>[number] {
  const found = part.findAll('button').find((each) => each.text() === words)
  if (!found) throw new Error(`There is no button ${words}`)
  return found
}

/** The words of all buttons, in their order. */
export function buttonsOf(part: VueWrapper): string[] {
  return part.findAll('button').map((each) => each.text())
}
