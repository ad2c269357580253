import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDialogOptions, SaveDialogOptions } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pickedFiles, type Files } from './files'

const filters = [{ name: 'JSON Lines', extensions: ['jsonl'] }]
let folder: string
let asked: (SaveDialogOptions | OpenDialogOptions)[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-files-'))
  asked = []
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A user who picks this path, or none. */
function picking(path: string | undefined): Files {
  const canceled = path === undefined
  return pickedFiles({
    showSaveDialog: (options: unknown) => {
      asked.push(options as SaveDialogOptions)
      return Promise.resolve({ canceled, filePath: path ?? '' })
    },
    showOpenDialog: (options: unknown) => {
      asked.push(options as OpenDialogOptions)
      return Promise.resolve({ canceled, filePaths: canceled ? [] : [path] })
    },
  })
}

describe('saving', () => {
  const save = (path: string | undefined, lines: Iterable<string>) =>
    picking(path).save('wire.jsonl', filters, lines)

  it('asks for a place and writes there, for the user alone', async () => {
    const file = join(folder, 'mine.jsonl')
    expect(await save(file, ['a\n', 'é\r\n', ''])).toEqual({ ok: true, value: file })
    expect(readFileSync(file, 'utf8')).toBe('a\né\r\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(asked).toEqual([{ defaultPath: 'wire.jsonl', filters }])
    expect(readdirSync(folder)).toEqual(['mine.jsonl'])
  })

  it('does nothing where no place was picked', async () => {
    let taken = 0
    const lines = (function* () {
      taken++
      yield 'a'
    })()
    expect(await save(undefined, lines)).toEqual({ ok: true, value: undefined })
    expect(taken).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it('writes many megabytes in order, and an empty file as one', async () => {
    const file = join(folder, 'long')
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index} ${'€'.repeat(100)}\n`)
    await save(file, lines)
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''))
    await save(file, [])
    expect(readFileSync(file, 'utf8')).toBe('')
  })

  it('leaves what stood there as it was when it fails half-way', async () => {
    const file = join(folder, 'old')
    writeFileSync(file, 'precious')
    const lines = (function* () {
      yield 'x'.repeat(200_000)
      throw new Error('no more lines')
    })()
    expect(await save(file, lines)).toEqual({
      ok: false,
      error: { problem: 'unwritable', detail: 'no more lines' },
    })
    expect(readFileSync(file, 'utf8')).toBe('precious')
    expect(readdirSync(folder)).toEqual(['old'])
  })

  it('says why a place cannot be used, and leaves nothing behind', async () => {
    mkdirSync(join(folder, 'taken', 'inside'), { recursive: true })
    for (const place of [join(folder, 'missing', 'x'), join(folder, 'taken')]) {
      const result = await save(place, ['a'])
      expect(result).toMatchObject({ ok: false, error: { problem: 'unwritable' } })
      expect(result.ok ? '' : result.error.detail).not.toBe('')
    }
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

describe('opening', () => {
  const open = (path: string | undefined, most = 100) => picking(path).open(filters, most)
  const holding = (bytes: string | Uint8Array): string => {
    const file = join(folder, 'some.pem')
    writeFileSync(file, bytes)
    return file
  }

  it('gives name and bytes', async () => {
    const result = await open(holding(new Uint8Array([0, 0xff, 7])))
    expect(result).toEqual({ ok: true, value: { name: 'some.pem', bytes: Buffer.from([0, 0xff, 7]) } })
    expect(asked).toEqual([{ properties: ['openFile'], filters }])
  })

  it('gives nothing where none was picked', async () => {
    expect(await open(undefined)).toEqual({ ok: true, value: undefined })
  })

  it.each([0, 99, 100])('takes %i of at most 100 bytes', async (size) => {
    const result = await open(holding('x'.repeat(size)))
    expect(result.ok && result.value?.bytes.length).toBe(size)
  })

  it.each([101, 5_000_000])('refuses %i of at most 100 bytes', async (size) => {
    expect(await open(holding('x'.repeat(size)))).toEqual({
      ok: false,
      error: { problem: 'too-large', detail: 'some.pem' },
    })
  })

  it('follows a link to a file', async () => {
    symlinkSync(holding('x'), join(folder, 'link'))
    expect(await open(join(folder, 'link'))).toMatchObject({ ok: true, value: { name: 'link' } })
  })

  it('says what is missing', async () => {
    const result = await open(join(folder, 'missing'))
    expect(result).toMatchObject({ ok: false, error: { problem: 'unreadable' } })
    expect(result.ok ? '' : result.error.detail).toContain('ENOENT')
  })

  it('takes no folder for a file', async () => {
    expect(await open(folder)).toMatchObject({ ok: false, error: { problem: 'unreadable' } })
  })

  it.runIf(process.platform !== 'win32')('does not wait at a pipe', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe])
    expect(await open(pipe)).toMatchObject({ ok: false, error: { problem: 'unreadable' } })
  })

  it.runIf(existsSync('/proc/self/maps'))('is not deceived by a file that says it is empty', async () => {
    expect(await open('/proc/self/maps')).toMatchObject({ ok: false, error: { problem: 'too-large' } })
  })
})
