import { describe, expect, it } from 'vitest'
import type { RoomSummary } from '@shared/ipc/state'
import { firstSettings, type StoredSettings } from '../store/settings'
import { MAX_REPORT, problemReport, type ProblemReportParts } from './problem-report'

const room = (topic: string, kind: RoomSummary['kind']): RoomSummary => ({
  topic,
  name: topic,
  given: '',
  kind,
  colour: 'none',
  notify: true,
  unread: 0,
})

const settings: StoredSettings = {
  ...firstSettings('0123456789'),
  name: 'Marigold',
  profiles: [
    {
      id: 'lab',
      name: 'Greenhouse',
      addresses: [{ scheme: 'wss', host: 'greenhouse.example', port: 443, path: '/quince' }],
      version: 'auto',
      clientId: 'hollyhock',
      keepAlive: 30,
      sessionExpiry: 60,
      username: 'foxglove',
      tls: { ca: 'PEM-larkspur', serverName: 'sni.example' },
    },
  ],
  active: 'lab',
  rooms: [
    {
      topic: 'under-the-stairs',
      name: 'Broom cupboard',
      kind: 'direct',
      colour: 'none',
      notify: true,
      other: { client: 'porchlight-snapdragon', name: 'Peony' },
    },
  ],
  secrets: { lab: 'aGVsbG8=' },
}

const PRIVATE = [
  ...[
    'Marigold',
    'Greenhouse',
    'greenhouse.example',
    'quince',
    'hollyhock',
    'foxglove',
    'larkspur',
    'sni.example',
  ],
  ...[
    'under-the-stairs',
    'Broom cupboard',
    'snapdragon',
    'Peony',
    '0123456789',
    'aGVsbG8=',
    'mybox',
    '10.9.8.7',
  ],
]

function parts(tail: string): ProblemReportParts {
  return {
    system: () => [['Porchlight', '0.1.0 (packaged)']],
    settings: () => settings,
    fromCommandLine: () => ({ name: false, broker: false }),
    connection: () => ({
      phase: 'waiting',
      broker: { scheme: 'wss', host: 'greenhouse.example', port: 443, path: '/quince' },
      nextTryAt: 1,
      reason: { kind: 'certificate', rule: 'expired', detail: 'of greenhouse.example' },
    }),
    lights: () => [],
    rooms: () => [room('under-the-stairs', 'direct'), room('chat', 'open')],
    subscriptions: () => [{ filter: 'under-the-stairs/#', asked: 1, byUser: true, refused: true }],
    messages: (topic) => (topic === 'chat' ? 12 : 3),
    privateWords: () => ['mybox'],
    log: { tail: () => tail },
  }
}

describe('a report', () => {
  it('says what helps', async () => {
    const report = problemReport(parts('2026-11-23T10:00:00.000Z info start: Porchlight'))
    expect(report.last).toBeUndefined()
    const text = await report.make()
    expect(report.last).toBe(text)
    for (const line of [
      'Porchlight: 0.1.0 (packaged)',
      'phase: waiting',
      'broker chosen by: profile',
      'broker: wss://<host>:443',
      'reason: certificate, expired',
      'rooms: direct 1, open 1',
      'messages of others kept, by room: 3, 12',
      'subscriptions: 1, by the user 1',
      'subscriptions refused: 1',
      'where the system does not encrypt: not asked',
      'profile in use: wss 443; MQTT auto; keep alive 30 s; session 60 s; with user name, client id, CA, server name',
      '2026-11-23T10:00:00.000Z info start: Porchlight',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
  })

  it('has nothing in it that stands for somebody, whatever the log holds', async () => {
    const log = [
      ...PRIVATE.map((word) => `error x: something about ${word === 'quince' ? '/quince' : word} was wrong`),
      'info connection: connected wss://elsewhere.example:443, MQTT 5',
      'error x: passphrase: correct horse',
    ]
    const text = await problemReport(
      parts(log.filter((line) => !/larkspur|aGVs|snap/.test(line)).join('\n')),
    ).make()
    expect(text).toContain('something about <hidden> was wrong')
    for (const word of [...PRIVATE, 'elsewhere', 'horse'])
      expect(text.toLowerCase()).not.toContain(word.toLowerCase())
  })

  it('is bounded, and keeps the end of the log', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `${n} ${'€'.repeat(2_000)}`)
    const text = await problemReport(parts(lines.join('\n'))).make()
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_REPORT)
    expect(Buffer.byteLength(text)).toBeGreaterThan(MAX_REPORT - 7_000)
    expect(text).toContain('\n199 €')
    expect(text).not.toContain('\n1 €')
  })
})
