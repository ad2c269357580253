import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkInThread } from './check-in-thread'
import { CHECKED_AT_ONCE } from './damage'
import type { History } from './history'
import { openHistory, type HistoryTrouble, type OpenedHistory } from './open-history'
import { openSqliteHistory } from './sqlite-history'
import { message } from './testing/messages'
import { transpiled } from './testing/transpiled'

let folder: string
let file: string
const opened: History[] = []
const told = vi.fn<(trouble: HistoryTrouble) => void>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'))
  file = join(folder, 'porchlight.db')
  told.mockClear()
})
afterEach(() => {
  for (const history of opened.splice(0)) history.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(at = folder): OpenedHistory {
  const result = openHistory(at, told)
  opened.push(result.history)
  return result
}

function write(count: number, text: (clock: number) => string = (clock) => `text ${clock}`): void {
  const db = new Database(file)
  const history = openSqliteHistory(() => db)
  db.exec('BEGIN')
  for (let clock = 1; clock <= count; clock++)
    history.put('chat', message(`id-${clock}`, clock, { text: text(clock) }))
  history.put('chat', message('own', count + 1, { delivery: 'queued' }))
  history.remember('chat', { draft: 'half' })
  db.exec('COMMIT')
  history.close()
}
/** Writes rubbish over a part of the file, as a failing disk does. */
function spoil(from: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from)
  closeSync(handle)
}
const broken = {
  kind: 'history-broken',
  detail: expect.stringMatching(/^porchlight\.broken-[\dTZ-]+\.db$/) as string,
}

describe('openHistory', () => {
  it('makes a file in a folder that is not there yet', () => {
    const { trouble } = open(join(folder, 'not', 'yet'))
    expect(trouble).toBeUndefined()
    expect(existsSync(join(folder, 'not', 'yet', 'porchlight.db'))).toBe(true)
  })

  it('has everything after it was closed and opened again', () => {
    const { history } = open()
    history.put('chat', message('a', 1, { delivery: 'sending' }))
    history.remember('chat', { draft: 'half a' })
    history.close()
    opened.pop()
    const { history: again, trouble } = open()
    expect(trouble).toBeUndefined()
    expect(again.recent('chat', 10)).toEqual([message('a', 1, { delivery: 'sending' })])
    expect(again.memory('chat').draft).toBe('half a')
    expect(again.search('text', {}).hits).toHaveLength(1)
  })

  it('begins with a file of no length as with none', () => {
    writeFileSync(file, '')
    const { history, trouble } = open()
    expect(trouble).toBeUndefined()
    history.put('chat', message('a', 1))
    expect(history.has('chat', 'a')).toBe(true)
  })

  it.each([
    ['is no database', () => Buffer.from('this is not a database, whatever it is called'.repeat(100))],
    ['was cut off', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2) + 100)],
    ['has rubbish in its middle', (whole: Buffer) => Buffer.from(whole).fill(0xa5, 4_096, whole.length - 1)],
  ])('sets a file aside that %s, names it, and a new one works', (_name, change) => {
    write(500)
    const spoilt = change(readFileSync(file))
    writeFileSync(file, spoilt)
    for (const companion of ['-wal', '-shm']) {
      // Not those that this process may have mapped.
      rmSync(file + companion, { force: true })
      writeFileSync(file + companion, 'left over')
    }
    const { history, trouble } = open()
    expect(trouble).toEqual(broken)
    expect(readFileSync(join(folder, trouble?.detail ?? ''))).toEqual(spoilt)
    history.put('chat', message('new', 10_000))
    expect(history.recent('chat', 1)).toEqual([message('new', 10_000)])
  })

  it('takes a text that is none for damage, when it is read, and takes over all there is', () => {
    write(100)
    const bytes = readFileSync(file)
    bytes[bytes.indexOf('text 50')] = 0xff
    writeFileSync(file, bytes)
    const { history, trouble } = open()
    expect(trouble).toBeUndefined()
    expect(history.recent('chat', 200)).toHaveLength(101)
    expect(history.get('chat', 'id-50')?.text).toBe('\uFFFDext 50')
    expect(told.mock.calls).toEqual([[broken]])
  })

  it('sets aside what stands beside a file that has lost everything', () => {
    writeFileSync(file, '')
    writeFileSync(`${file}-wal`, 'the last that was written')
    const { trouble } = open()
    expect(trouble).toEqual(broken)
    expect(readFileSync(join(folder, `${trouble?.detail ?? ''}-wal`), 'utf8')).toBe(
      'the last that was written',
    )
  })

  it('takes over what can be read of a broken file', () => {
    write(3_000)
    // The last page has some of the newest messages.
    spoil(statSync(file).size - 4_096, 4_096)
    const { history, trouble } = open()
    expect(trouble).toEqual(broken)
    expect(history.recent('chat', 3_000).length).toBeGreaterThan(2_900)
    expect(history.memory('chat').draft).toBe('half')
    expect(history.search('text 1500', {}).hits.map(({ id }) => id)).toEqual(['id-1500'])
  })

  it.each(['message_id', 'message_order', 'message_under_way'])(
    'takes over all there is where only the index %s is broken',
    (index) => {
      write(50)
      const db = new Database(file)
      const { rootpage } = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(index) as {
        rootpage: number
      }
      const { page_size: size } = db.prepare('PRAGMA page_size').get() as { page_size: number }
      db.close()
      spoil((rootpage - 1) * size, size)
      const { history, trouble } = open()
      expect(trouble?.kind).toBe('history-broken')
      expect(history.recent('chat', 100)).toHaveLength(51)
    },
  )

  it('takes over all there is where only the index of the search is broken', () => {
    write(50)
    const db = new Database(file)
    db.exec('UPDATE word_config SET v = 99')
    db.close()
    const { history, trouble } = open()
    expect(trouble?.kind).toBe('history-broken')
    expect(history.recent('chat', 100)).toHaveLength(51)
  })

  it('reads a file beside which nothing can be written, and lets go of it', () => {
    write(30)
    // Elsewhere, for the driver may not have let go of what stands beside the first.
    const other = join(folder, 'other')
    mkdirSync(join(other, 'porchlight.db-shm'), { recursive: true })
    copyFileSync(file, join(other, 'porchlight.db'))
    const { history, trouble } = open(other)
    expect(trouble).toBeUndefined()
    expect(history.recent('chat', 100)).toHaveLength(31)
    expect(() => history.put('chat', message('more', 99))).toThrow(/readonly/)
    opened.pop()
    expect(() => history.close()).not.toThrow()
  })

  it('takes over all there is whatever is wrong in the page that says where everything stands', () => {
    write(30)
    const good = readFileSync(file)
    // Each is tried in two ways; one of them is no UTF-8 in a text.
    const damaged = Array.from({ length: 60 }, (_, nr) => (nr * 67 + 31) % 4_096).flatMap((at) => [
      [at, 0x80],
      [at, 1 << (at % 7)],
    ])
    for (const [at, bits] of damaged as [number, number][]) {
      const bytes = Buffer.from(good)
      bytes[at]! ^= bits
      writeFileSync(file, bytes)
      const { history } = open()
      const found = history.recent('chat', 100).length
      history.close()
      opened.pop()
      expect(found, `${at} ^ ${bits}`).toBe(31)
    }
  })

  it('takes over all there is where a word of its own tables is none any more', () => {
    write(50)
    const bytes = readFileSync(file)
    bytes[bytes.indexOf('columnsize')] = 'C'.charCodeAt(0) + 1
    writeFileSync(file, bytes)
    const { history, trouble } = open()
    expect(trouble).toEqual(broken)
    expect(readFileSync(join(folder, trouble?.detail ?? ''))).toEqual(bytes)
    expect(history.recent('chat', 100)).toHaveLength(51)
  })

  it('sets a file of a newer program aside whole, not touched, and takes over what it knows of it', () => {
    write(1)
    const db = new Database(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    const { history, trouble } = open()
    expect(history.recent('chat', 10)).toHaveLength(2)
    expect(trouble).toEqual(broken)
    const aside = new Database(join(folder, trouble?.detail ?? ''))
    expect(aside.prepare('SELECT count(*) AS count FROM message').get()).toMatchObject({ count: 2 })
    aside.close()
  })

  it('sets a folder of that name aside too', () => {
    mkdirSync(file)
    const { history, trouble } = open()
    expect(trouble?.kind).toBe('history-broken')
    history.put('chat', message('a', 1))
    expect(history.has('chat', 'a')).toBe(true)
  })

  it('goes on in memory where no folder can be written, and says so', () => {
    writeFileSync(join(folder, 'file'), '')
    const below = join(folder, 'file', 'below')
    const { history, trouble } = open(below)
    expect(trouble).toEqual({ kind: 'folder-unwritable', detail: below })
    history.put('chat', message('a', 1))
    expect(history.recent('chat', 1)).toEqual([message('a', 1)])
  })

  it('goes over to a new file when damage shows while it runs', () => {
    // Short enough to be checked at the start, so the damage comes afterwards; too long to be in memory as a whole.
    write(3_000, (clock) => `${clock} ${'many words '.repeat(150)}`)
    const { history, trouble } = open()
    expect(trouble).toBeUndefined()
    const middle = Math.floor(statSync(file).size / 8_192) * 4_096
    spoil(middle - 40 * 4_096, 80 * 4_096)
    expect(Array.from(history.all('chat')).length).toBeGreaterThan(0)
    history.search('text', {})
    history.put('chat', message('new', 10_000, { text: 'fresh' }))
    expect(told.mock.calls).toEqual([[broken]])
    expect(history.recent('chat', 1)).toEqual([message('new', 10_000, { text: 'fresh' })])
    expect(history.search('fresh', {}).hits.map(({ id }) => id)).toEqual(['new'])
    expect(existsSync(join(folder, told.mock.calls[0]?.[0].detail ?? ''))).toBe(true)
  })
})

describe('a long history', () => {
  const long = 'many words '.repeat(800)
  const writeLong = (): void => {
    write(1_200, (clock) => `${clock} ${long}`)
    expect(statSync(file).size).toBeGreaterThan(CHECKED_AT_ONCE)
  }

  it('is opened without reading it, and checked by a thread afterwards', async () => {
    writeLong()
    const check = checkInThread(transpiled('check-thread', join(folder, 'code')))
    const sound = open()
    await sound.checkLater(check)
    expect(told).not.toHaveBeenCalled()
    sound.history.close()
    opened.pop()

    const whole = statSync(file).size
    spoil(Math.floor(whole / 4 / 4_096) * 4_096, 4 * 4_096)
    const { history, trouble, checkLater } = open()
    expect(trouble).toBeUndefined()
    await checkLater(check)
    expect(told.mock.calls).toEqual([[broken]])
    expect(statSync(join(folder, told.mock.calls[0]?.[0].detail ?? '')).size).toBe(whole)
    expect(history.recent('chat', 5_000).length).toBeGreaterThanOrEqual(1_000)
    expect(history.underWay('chat').map(({ id }) => id)).toEqual(['own'])
    history.put('chat', message('new', 10_000))
    expect(history.has('chat', 'new')).toBe(true)
  })

  it('that was cut off is set aside at the start', () => {
    writeLong()
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, whole.length - 100 * 4_096))
    expect(open().trouble).toEqual(broken)
  })

  it('is left alone when the check cannot be made, or ends after it was closed', async () => {
    writeLong()
    const { history, checkLater } = open()
    await expect(checkLater(checkInThread(join(folder, 'no such file.js')))).rejects.toThrow()
    history.close()
    await checkLater(() => Promise.resolve('SQLITE_CORRUPT'))
    expect(told).not.toHaveBeenCalled()
    expect(existsSync(file)).toBe(true)
  })
})
