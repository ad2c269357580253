import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import {
  MAX_WIRE_BYTES,
  MAX_WIRE_ENTRIES,
  MAX_WIRE_PAYLOAD,
  PREVIEW_CHARS,
  type WireEntry,
} from '@shared/wire/entry'
import { WireLog } from './wire-log'

let now = 0
let came: number
let log: WireLog
beforeEach(() => {
  now = 1_766_000_000_000
  came = 0
  log = new WireLog(
    () => now++,
    () => came++,
  )
})

const message = (payload: Uint8Array | string, rest: Partial<MqttMessage> = {}): MqttMessage => ({
  topic: 'led',
  payload: typeof payload === 'string' ? encodeText(payload) : payload,
  qos: 2,
  retain: false,
  ...rest,
})

function previewOf(payload: Uint8Array | string): Pick<WireEntry, 'preview' | 'form' | 'size'> {
  log.add('in', message(payload), true)
  const { preview, form, size } = log.entries.at(-1) ?? { preview: '', form: 'text', size: -1 }
  return { preview, form, size }
}

it('notes topic, QoS, retain, size, time and direction, and tells that each came', () => {
  log.add('in', message('on', { retain: true }), true)
  log.add('out', message('off', { topic: 'home/led', qos: 0 }), true)
  const common = { form: 'text' }
  expect(log.entries).toEqual([
    {
      ...common,
      seq: 1,
      at: 1_766_000_000_000,
      direction: 'in',
      topic: 'led',
      qos: 2,
      retain: true,
      size: 2,
      preview: 'on',
    },
    {
      ...common,
      seq: 2,
      at: 1_766_000_000_001,
      direction: 'out',
      topic: 'home/led',
      qos: 0,
      retain: false,
      size: 3,
      preview: 'off',
    },
  ])
  expect(came).toBe(2)
})

it('marks what could not be understood, and only that', () => {
  log.add('in', message('perhaps'), false)
  log.add('in', message('on'), true)
  expect(log.entries.map(({ notUnderstood }) => notUnderstood)).toEqual([true, undefined])
})

describe('the preview', () => {
  it('shows an empty payload as empty text', () => {
    expect(previewOf('')).toEqual({ preview: '', form: 'text', size: 0 })
  })

  it('keeps text up to its limit whole and cuts what is longer', () => {
    const most = 'é'.repeat(PREVIEW_CHARS)
    expect(previewOf(most)).toEqual({ preview: most, form: 'text', size: PREVIEW_CHARS * 2 })
    expect(previewOf(`${most}!`)).toEqual({ preview: most, form: 'cut', size: PREVIEW_CHARS * 2 + 1 })
  })

  it.each(['a', 'é', '€', '😀'])('cuts a million of %s where a character ends', (character) => {
    const payload = encodeText(character.repeat(1_000_000))
    const { preview, form, size } = previewOf(payload)
    expect(form).toBe('cut')
    expect(size).toBe(payload.length)
    expect(preview).toBe(character.repeat(PREVIEW_CHARS / character.length))
  })

  it.each([1, 2, 3])(
    'reads long text although its bytes are cut inside a character, %i in front',
    (front) => {
      const { preview, form } = previewOf('x'.repeat(front) + '😀'.repeat(5_000))
      expect(form).toBe('cut')
      expect(preview.isWellFormed()).toBe(true)
      expect(preview).toHaveLength(PREVIEW_CHARS)
      expect(preview.startsWith(`${'x'.repeat(front)}😀`)).toBe(true)
    },
  )

  it('shows bytes that are not UTF-8 in hexadecimal, no more than fit', () => {
    expect(previewOf(new Uint8Array([0xff, 0x00, 0x80]))).toEqual({
      preview: 'ff0080',
      form: 'bytes',
      size: 3,
    })
    const { preview, form, size } = previewOf(new Uint8Array(1_000_000).fill(0xfe))
    expect({ form, size }).toEqual({ form: 'bytes', size: 1_000_000 })
    expect(preview).toBe('fe'.repeat(PREVIEW_CHARS / 2))
  })

  it('takes a text whose last byte is missing for bytes', () => {
    expect(previewOf(encodeText('é').subarray(0, 1)).form).toBe('bytes')
  })
})

describe('one message whole', () => {
  it('gives back its bytes and properties', () => {
    const properties = { contentType: 'text/plain' }
    log.add('in', message('on', { properties }), true)
    log.add('in', message('off'), true)
    expect(log.get(1)).toEqual({ entry: log.entries[0], payload: encodeText('on'), properties })
    expect(log.get(2)).toEqual({ entry: log.entries[1], payload: encodeText('off') })
    expect(log.records).toEqual([log.get(1), log.get(2)])
  })

  it.each([0, -1, 2, 1.5, Number.NaN])('knows none with the number %d', (seq) => {
    log.add('in', message('on'), true)
    expect(log.get(seq)).toBeUndefined()
  })

  it('keeps as much of a payload as it may, and says how long it was', () => {
    const payload = new Uint8Array(MAX_WIRE_PAYLOAD + 1).fill(7)
    log.add('in', message(payload), true)
    expect(log.get(1)?.payload).toHaveLength(MAX_WIRE_PAYLOAD)
    expect(log.get(1)?.entry.size).toBe(MAX_WIRE_PAYLOAD + 1)
    log.add('in', message(payload.subarray(1)), true)
    expect(log.get(2)?.payload).toHaveLength(MAX_WIRE_PAYLOAD)
  })

  it('holds nothing of what a payload was cut out of', () => {
    const chunk = Buffer.alloc(65_536, 'x')
    log.add('in', message(chunk.subarray(100, 120)), true)
    log.add('in', message(Buffer.from('from the pool')), true)
    expect(log.records.map(({ payload }) => payload.buffer.byteLength)).toEqual([20, 13])
    chunk.fill('y')
    expect(log.get(1)?.payload).toEqual(encodeText('x'.repeat(20)))
  })
})

it('gives a part of what is kept, from where it is asked or from the oldest', () => {
  for (let count = 1; count <= MAX_WIRE_ENTRIES + 5; count++) log.add('in', message(String(count)), true)
  const part = (from: number, most: number): number[] => log.entriesFrom(from, most).map(({ seq }) => seq)
  expect(part(1, 3)).toEqual([6, 7, 8])
  expect(part(10, 3)).toEqual([10, 11, 12])
  expect(part(MAX_WIRE_ENTRIES + 4, 9)).toEqual([MAX_WIRE_ENTRIES + 4, MAX_WIRE_ENTRIES + 5])
  expect(part(log.lastSeq + 1, 9)).toEqual([])
  expect(log.entriesFrom(10, 1)[0]?.preview).toBe('10')
})

describe('the bound', () => {
  const seqs = (): number[] => log.entries.map(({ seq }) => seq)

  it('keeps the newest in order and never more than it may', () => {
    const counts = new Set<number>()
    for (let count = 1; count <= 25_000; count++) {
      log.add('in', message(String(count)), true)
      counts.add(log.kept.entries)
    }
    expect(Math.max(...counts)).toBe(MAX_WIRE_ENTRIES)
    expect(log.firstSeq).toBe(15_001)
    expect(seqs()).toEqual(Array.from({ length: MAX_WIRE_ENTRIES }, (_, index) => 15_001 + index))
    expect(log.get(15_000)).toBeUndefined()
    expect(log.get(15_001)?.payload).toEqual(encodeText('15001'))
    expect(log.get(25_000)?.payload).toEqual(encodeText('25000'))
    expect(log.kept).toEqual({ entries: MAX_WIRE_ENTRIES, bytes: MAX_WIRE_ENTRIES * 5 })
  })

  it('lets the oldest go when the payloads grow too large together', () => {
    log.add('in', message('small'), true)
    const large = new Uint8Array(MAX_WIRE_PAYLOAD)
    for (let count = 0; count < 40; count++) log.add('in', message(large), true)
    const kept = Math.floor(MAX_WIRE_BYTES / MAX_WIRE_PAYLOAD) - 1
    expect(log.kept).toEqual({ entries: kept, bytes: kept * MAX_WIRE_PAYLOAD })
    expect(seqs()).toEqual(Array.from({ length: kept }, (_, index) => 42 - kept + index))
    expect(log.firstSeq).toBe(42 - kept)
  })

  it.each([
    ['topics', { topic: 'x'.repeat(60_000) }],
    [
      'properties',
      { properties: { user: Array.from({ length: 50 }, () => ['x'.repeat(1_200), ''] as const) } },
    ],
  ])('counts long %s, though they are no payload', (_what, more) => {
    for (let count = 0; count < 1_000; count++) log.add('in', message('', more), true)
    expect(log.kept.bytes).toBe(0)
    expect(log.kept.entries).toBe(Math.floor(MAX_WIRE_BYTES / (60_000 + ('topic' in more ? 0 : 3))))
  })

  it('counts right again when everything has been replaced many times', () => {
    for (let count = 0; count < 30_000; count++) {
      log.add('in', message('x'.repeat(count % 97), { topic: 'y'.repeat(1 + (count % 7)) }), true)
    }
    expect(log.kept.bytes).toBe(log.records.reduce((sum, { payload }) => sum + payload.length, 0))
  })

  it('counts on after it was cleared, so that no key comes twice', () => {
    for (let count = 0; count < 12_345; count++) log.add('in', message('1'), true)
    log.clear()
    expect(log.entries).toEqual([])
    expect(log.kept).toEqual({ entries: 0, bytes: 0 })
    expect(log.firstSeq).toBe(12_346)
    expect(log.get(12_345)).toBeUndefined()
    log.add('in', message('3'), true)
    expect(seqs()).toEqual([12_346])
    expect(log.kept).toEqual({ entries: 1, bytes: 1 })
    for (let count = 0; count < MAX_WIRE_ENTRIES; count++) log.add('in', message('4'), true)
    expect(log.kept.entries).toBe(MAX_WIRE_ENTRIES)
    expect(seqs()[0]).toBe(12_347)
  })
})
