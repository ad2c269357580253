import { describe, expect, it } from 'vitest'
import type { CertificateRule, ConnectionState, FailureKind } from '@shared/mqtt/connection'
import { lightState } from '@shared/light/testing/light-state'
import { en } from './en'
import { it as italian } from './it'
import { wordsFor } from './words'

const broker = { scheme: 'mqtt', host: 'broker.lan', port: 1884 } as const
const failures: FailureKind[] = [
  'name-not-found',
  'refused',
  'timed-out',
  'unreachable',
  'closed',
  'login',
  'not-authorised',
  'client-id',
  'version',
  'certificate',
  'taken-over',
  'not-mqtt',
  'packet-too-large',
  'no-port',
  'other',
]
const rules: CertificateRule[] = [
  'expired',
  'not-yet-valid',
  'self-signed',
  'unknown-issuer',
  'other-host',
  'revoked',
  'not-pinned',
  'client-certificate',
  'client-key',
  'other',
]

it.each([
  ['it', italian],
  ['it-IT', italian],
  ['it_IT.UTF-8', italian],
  ['en-GB', en],
  ['de', en],
  ['C.UTF-8', en],
  ['', en],
  ['item', en],
])('for the locale %j there are words', (locale, words) => {
  expect(wordsFor(locale)).toBe(words)
})

it('keeps the names that tests and assistive technology go by', () => {
  const { controllerTitle, chatTitle, turnOn, turnOff, openController, openChat, quit } = en
  expect([controllerTitle, chatTitle]).toEqual(['Porchlight', 'Chat – Porchlight'])
  expect([turnOn, turnOff]).toEqual(['Turn on', 'Turn off'])
  expect([openController, openChat, quit]).toEqual(['Open controller', 'Open chat', 'Quit Porchlight'])
})

describe.each([
  ['English', en],
  ['Italian', italian],
])('in %s', (_, words) => {
  it('every failure has a reason of its own, alike for waiting and stopped', () => {
    const lines = (phase: 'waiting' | 'stopped'): string[] =>
      failures.map((kind) =>
        words.connectionLine({ phase, nextTryAt: 1, reason: { kind, detail: '' } } as ConnectionState),
      )
    expect(new Set(lines('waiting')).size).toBe(failures.length)
    expect(new Set([...lines('waiting'), ...lines('stopped')]).size).toBe(2 * failures.length)
  })

  it('a certificate is told with the check that it did not pass', () => {
    const lines = [...rules, undefined].map((rule) =>
      words.connectionLine({
        phase: 'stopped',
        reason: { kind: 'certificate', detail: '', ...(rule ? { rule } : {}) },
      }),
    )
    // The last two say only that it is not trusted.
    expect(new Set(lines).size).toBe(rules.length)
    expect(lines.at(-1)).toBe(lines.at(-2))
  })

  it('a connection is told with where it goes, who hosts and which port was taken', () => {
    const line = words.connectionLine({
      phase: 'connected',
      broker,
      hostedHere: true,
      portTaken: 1883,
      version: '5',
    })
    expect(line).toContain('broker.lan:1884')
    expect(line).toContain('1883')
    const plain = words.connectionLine({ phase: 'connected', broker, hostedHere: false, version: '3.1.1' })
    expect(plain.length).toBeLessThan(line.length)
  })

  it('a stop without a reason asks for nothing', () => {
    const withReason = words.connectionLine({
      phase: 'stopped',
      reason: { kind: 'login', detail: '' },
    })
    expect(words.connectionLine({ phase: 'stopped' }).length).toBeLessThan(withReason.length / 2)
  })

  it('what others wrote cannot act on the terminal', () => {
    const line = words.chatLine('Yo\u001b[31mko', 'Hi\r\n\u001b]0;title\u0007')
    expect(line).not.toMatch(/\p{Cc}/u)
    expect(words.chatLine(undefined, 'x'.repeat(100_000)).length).toBeLessThan(600)
    const light = words.lightLine(lightState('led', { name: 'le\u0000d', power: 'on' }))
    expect(light).toContain('le d')
  })

  it('help names every option', () => {
    for (const option of ['--broker', '--user', '--hidden', '--user-data-dir', '--version', '--help']) {
      expect(words.help).toContain(option)
    }
  })

  it('a problem quotes what was given and shows how it is done', () => {
    expect(words.brokerProblem('ftp://x', 'scheme')).toMatch(/ftp:\/\/x.*mqtt:\/\/\d/)
    expect(words.userProblem('  ', 'empty')).toContain('--user=')
    expect(words.folderProblem('/srv/none')).toContain('/srv/none')
  })
})
