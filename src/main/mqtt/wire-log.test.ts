import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import { MAX_WIRE_ENTRIES, PREVIEW_CHARS, type WireEntry } from '@shared/wire/entry'
import { WireLog } from './wire-log'

let now = 0
let changes: WireEntry[]
let log: WireLog
beforeEach(() => {
  now = 1_766_000_000_000
  changes = []
  log = new WireLog(
    () => now++,
    (entry) => changes.push(entry),
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

it('notes topic, QoS, retain, size, time and direction, and tells of each entry once', () => {
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
  expect(changes).toEqual(log.entries)
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

describe('the bound', () => {
  it('keeps the newest in order and never many more than it may', () => {
    for (let count = 1; count <= 25_000; count++) {
      log.add('in', message(String(count)), true)
      expect(log.entries.length).toBeLessThanOrEqual(MAX_WIRE_ENTRIES * 1.1)
    }
    expect(log.entries.length).toBeGreaterThanOrEqual(MAX_WIRE_ENTRIES)
    expect(log.entries.at(-1)?.preview).toBe('25000')
    expect(log.entries.map(({ seq }) => seq)).toEqual(
      Array.from(log.entries, (_, index) => 25_000 - log.entries.length + 1 + index),
    )
    expect(log.firstSeq).toBe(log.entries[0]?.seq)
  })

  it('counts on after it was cleared, so that no key comes twice', () => {
    log.add('in', message('1'), true)
    log.add('in', message('2'), true)
    log.clear()
    expect(log.entries).toEqual([])
    expect(log.firstSeq).toBe(3)
    log.add('in', message('3'), true)
    expect(log.entries.map(({ seq }) => seq)).toEqual([3])
  })
})
