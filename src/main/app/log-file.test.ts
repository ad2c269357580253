import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLogFile } from './log-file'

// Before electron-log is loaded, which keeps what it finds then.
const terminal = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'porchlight-log-'))))
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

it('is made with its folder, for this user alone, and gone on with', async () => {
  const logs = join(folder, 'logs')
  const first = await openLogFile(logs)
  expect(first.earlier).toEqual([])
  first.write('one')
  const file = join(logs, 'porchlight.log')
  expect(readFileSync(file, 'utf8').trimEnd()).toBe('one')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  const second = await openLogFile(logs)
  expect(second.earlier).toEqual(['one'])
  second.write('%s two %c')
  expect(readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)).toEqual(['one', '%s two %c'])
})

it('goes round in four files of about a megabyte', async () => {
  const file = await openLogFile(folder)
  const line = (n: number): string => `${n} ${'x'.repeat(1_900)}`
  for (let n = 0; n < 3_500; n++) file.write(line(n))
  expect(readdirSync(folder).toSorted()).toEqual([
    'porchlight.1.log',
    'porchlight.2.log',
    'porchlight.3.log',
    'porchlight.log',
  ])
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).size).toBeLessThan(1024 * 1024 + 4_000)
    if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  }
  const all = ['porchlight.3.log', 'porchlight.2.log', 'porchlight.1.log', 'porchlight.log']
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split(/\r?\n/))
    .map((text) => Number(text.split(' ')[0]))
  expect(all.at(-1)).toBe(3_499)
  expect(all).toEqual(all.map((_, n) => (all[0] ?? 0) + n))
  const { earlier } = await openLogFile(folder)
  expect(earlier.length).toBeGreaterThan(50)
  expect(earlier.at(-1)).toBe(line(3_499))
})

it('is silent where there can be no folder, and where the file is taken away', async () => {
  writeFileSync(join(folder, 'logs'), 'a file')
  const none = await openLogFile(join(folder, 'logs'))
  expect(() => none.write('one')).not.toThrow()

  const logs = join(folder, 'gone')
  const gone = await openLogFile(logs)
  gone.write('one')
  rmSync(logs, { recursive: true })
  mkdirSync(join(logs, 'porchlight.log'), { recursive: true })
  expect(() => gone.write('two')).not.toThrow()
  expect(existsSync(join(logs, 'porchlight.1.log'))).toBe(false)
  for (const spy of terminal) expect(spy).not.toHaveBeenCalled()
})
