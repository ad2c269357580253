import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeText, type MessageProperties } from '../mqtt/message'
import { CSV_HEADER, csvLine, jsonLine, type WireRecord } from './export'

function record(payload: string | Uint8Array, more: Partial<WireRecord['entry']> = {}): WireRecord {
  const bytes = typeof payload === 'string' ? encodeText(payload) : payload
  return {
    entry: {
      seq: 1,
      at: Date.UTC(2026, 10, 22, 12, 30, 15, 7),
      direction: 'in',
      topic: 'led',
      qos: 1,
      retain: true,
      size: bytes.length,
      preview: '',
      form: 'text',
      ...more,
    },
    payload: bytes,
  }
}

/** A reader of RFC 4180, as strict as can be: quotes only around or doubled within a quoted cell, CRLF between rows. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let rest = text
  while (rest !== '') {
    const [all, quoted, plain, end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? []
    if (all === undefined) throw new Error(`no cell: ${rest.slice(0, 40)}`)
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
    rest = rest.slice(all.length)
  }
  return rows
}

/** The bytes that a row tells of. */
function bytesOf(payload: string, encoding: string): Uint8Array {
  return encoding === 'base64'
    ? Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    : encodeText(payload)
}

const properties: MessageProperties = {
  contentType: 'text/csv',
  expiry: 60,
  user: [
    ['a', '=1+1'],
    ['a', '"quoted", and\r\nmore'],
  ],
}
const nasty = [
  '',
  '"',
  '""',
  'a,b;c\td',
  'line\nfeed',
  'carriage\rreturn',
  'both\r\n',
  '\u2028\u2029\u0000\u007f',
  '\ufeffwith a mark',
  '=cmd|" /C calc"!A0',
  "'=already",
  '@SUM(1)',
  '\t=1',
  '{"a":"\\u0022"}',
  '😀é€',
]

describe('JSON Lines', () => {
  it('says all about a message in one line', () => {
    expect(jsonLine({ ...record('on'), properties })).toBe(
      '{"time":"2026-11-22T12:30:15.007Z","direction":"in","topic":"led","qos":1,"retain":true,"size":2,' +
        `"payload":"on","encoding":"text","properties":${JSON.stringify(properties)}}\n`,
    )
  })

  it.each(nasty)('brings %j back as it was', (payload) => {
    const line = jsonLine(record(payload, { topic: payload }))
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({ topic: payload, payload, encoding: 'text' })
  })

  it('brings any bytes back as they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { payload, encoding } = JSON.parse(jsonLine(record(bytes))) as Record<string, string>
        expect(bytesOf(payload ?? '', encoding ?? '')).toEqual(bytes)
      }),
    )
  })

  it('brings back a megabyte that is not text', () => {
    const bytes = new Uint8Array(1_048_576).map((_, index) => index % 251)
    const { payload, encoding } = JSON.parse(jsonLine(record(bytes))) as Record<string, string>
    expect(encoding).toBe('base64')
    expect(Buffer.from(payload ?? '', 'base64').equals(bytes)).toBe(true)
  })

  it('says when not all was kept, and only then', () => {
    expect(JSON.parse(jsonLine(record('on', { size: 3 })))).toMatchObject({ size: 3, cut: true })
    expect(jsonLine(record('on'))).not.toContain('cut')
  })
})

describe('CSV', () => {
  it('has as many cells in a row as in its header', () => {
    const rows = readCsv(CSV_HEADER + csvLine({ ...record('on'), properties }) + csvLine(record('off')))
    expect(rows).toEqual([
      ['time', 'direction', 'topic', 'qos', 'retain', 'size', 'encoding', 'payload', 'properties'],
      ['2026-11-22T12:30:15.007Z', 'in', 'led', '1', 'true', '2', 'text', 'on', JSON.stringify(properties)],
      ['2026-11-22T12:30:15.007Z', 'in', 'led', '1', 'true', '3', 'text', 'off', ''],
    ])
  })

  const cellsOf = (line: string): string[] => {
    const rows = readCsv(line)
    expect(rows).toHaveLength(1)
    return rows[0] ?? []
  }
  const asItWas = (cell: string): string => cell.replace(/^'/, '')

  it.each(nasty)('brings %j back as it was, an apostrophe taken off', (text) => {
    const [, , topic, , , , , payload] = cellsOf(csvLine(record(text, { topic: text })))
    expect(asItWas(payload ?? '')).toBe(text)
    expect(asItWas(topic ?? '')).toBe(text)
  })

  it('brings any text back as it was, and begins no cell like a formula', () => {
    const text = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'",;1.a＝é') })
    fc.assert(
      fc.property(text, (payload) => {
        const cell = cellsOf(csvLine(record(payload)))[7] ?? ''
        expect(asItWas(cell)).toBe(payload)
        if (!/^[+-]?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[=+\-@＝\t\r\n]/)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(['-5.2', '+3', '-0', '21.5'])('leaves the number %s as it is', (payload) => {
    expect(csvLine(record(payload))).toContain(`,"${payload}",`)
  })

  it.each(['-5.2+1', '+3A', '-', '-1-1', '-5\n'])('takes %j for no number', (payload) => {
    expect(csvLine(record(payload))).toContain(`,"'${payload}",`)
  })

  it('marks bytes that are not text, and what was cut', () => {
    expect(cellsOf(csvLine(record(new Uint8Array([0xff, 0x00])))).slice(6, 8)).toEqual(['base64', '/wA='])
    expect(cellsOf(csvLine(record('on', { size: 9 }))).slice(5, 8)).toEqual(['9', 'text cut', 'on'])
  })
})
