import {
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
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstSettings, SettingsFile, type StoredSettings } from './settings'

const ID = '0b9f2d5e-4c1a-4f7e-9d3b-2a6c8e1f0a57'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (newId = () => ID): SettingsFile => new SettingsFile(file, newId)
const written = (): unknown => JSON.parse(readFileSync(file, 'utf8'))
const full: StoredSettings = {
  installation: ID,
  name: 'John',
  broker: { kind: 'address', url: 'mqtts://broker.example:8883', username: 'john' },
  password: 'djEwabcd',
  trayLight: 'home/led',
}

describe('the first start', () => {
  it('writes an installation id down, so that the session at the broker stays the same', () => {
    const settings = open()
    expect(settings.current).toEqual({
      installation: ID,
      broker: { kind: 'this-computer' },
      trayLight: 'led',
    })
    expect(settings.broken).toBeUndefined()
    expect(open(() => 'another-one').current.installation).toBe(ID)
  })

  it('makes the folder', () => {
    file = join(folder, 'not', 'yet', 'settings.json')
    open()
    expect(written()).toEqual(firstSettings(ID))
  })

  it('lets nobody else read the file', () => {
    open()
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('a change', () => {
  it('is kept, whole, and read by the next start', () => {
    const settings = open()
    expect(settings.change({ name: 'Yoko' })).toBeUndefined()
    expect(settings.change({ broker: full.broker, trayLight: 'home/led' })).toBeUndefined()
    expect(open().current).toEqual({
      ...firstSettings(ID),
      name: 'Yoko',
      broker: full.broker,
      trayLight: 'home/led',
    })
  })

  it('can take something away', () => {
    writeFileSync(file, JSON.stringify(full))
    const settings = open()
    settings.change({ password: undefined })
    expect(written()).not.toHaveProperty('password')
    expect(open().current.password).toBeUndefined()
  })

  it('leaves no half file and nothing beside it', () => {
    const settings = open()
    for (let round = 0; round < 20; round++) {
      settings.change({ name: `Name ${round}` })
      expect(written()).toMatchObject({ name: `Name ${round}` })
    }
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
})

describe('a file that cannot be used is set aside under a name that is told', () => {
  it.each([
    ['empty', ''],
    ['no JSON', '{"installation":'],
    ['binary', Buffer.from([0, 255, 254, 1])],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['NaN', '{"installation":NaN}'],
    ['deep', '['.repeat(100_000)],
    ['too large', `{"x":"${'x'.repeat(1_000_001)}"}`],
    ['without an installation', JSON.stringify({ ...full, installation: undefined })],
    ['an installation that is a path', JSON.stringify({ ...full, installation: '../../etc' })],
    ['a name of spaces', JSON.stringify({ ...full, name: '   ' })],
    ['a name of 300 characters', JSON.stringify({ ...full, name: 'x'.repeat(300) })],
    ['a name that is a number', JSON.stringify({ ...full, name: 7 })],
    ['an unknown kind of broker', JSON.stringify({ ...full, broker: { kind: 'cloud' } })],
    ['a broker that is no URL', JSON.stringify({ ...full, broker: { kind: 'address', url: 'http://x' } })],
    [
      'a broker with a password in clear',
      JSON.stringify({ ...full, broker: { kind: 'address', url: 'mqtt://a:b@h:1' } }),
    ],
    [
      'a broker in another form than ours',
      JSON.stringify({ ...full, broker: { kind: 'address', url: 'mqtt://h' } }),
    ],
    [
      'a user name without end',
      JSON.stringify({ ...full, broker: { ...full.broker, username: 'x'.repeat(1_001) } }),
    ],
    ['a password that is not encrypted', JSON.stringify({ ...full, password: 'my secret!' })],
    ['a tray light with a wildcard', JSON.stringify({ ...full, trayLight: '#' })],
    ['a tray light without a name', JSON.stringify({ ...full, trayLight: '' })],
  ])('%s', (_name, content) => {
    writeFileSync(file, content)
    const settings = open()
    expect(settings.current).toEqual(firstSettings(ID))
    expect(settings.broken).toMatch(/^settings\.broken-[\dTZ-]+\.json$/)
    expect(readFileSync(join(folder, settings.broken ?? '')).equals(Buffer.from(content))).toBe(true)
    expect(written()).toEqual(firstSettings(ID))
    expect(open().broken).toBeUndefined()
  })

  it('a folder in its place', () => {
    mkdirSync(file)
    writeFileSync(join(file, 'inside'), 'kept')
    const settings = open()
    expect(readFileSync(join(folder, settings.broken ?? '', 'inside'), 'utf8')).toBe('kept')
    expect(written()).toEqual(firstSettings(ID))
  })

  it('whatever stands in it: it is read or set aside, never half taken, and the app starts', () => {
    const kinds = fc.record(
      {
        installation: fc.constant(ID),
        name: fc.anything(),
        broker: fc.anything(),
        password: fc.anything(),
        trayLight: fc.anything(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          kinds,
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        (content) => {
          writeFileSync(file, JSON.stringify(content) ?? 'undefined')
          const settings = open()
          if (settings.broken !== undefined) expect(settings.current).toEqual(firstSettings(ID))
          expect(settings.current.installation).toBe(ID)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('what is read', () => {
  it('is everything that was written', () => {
    writeFileSync(file, JSON.stringify(full))
    expect(open().current).toEqual(full)
  })

  it('is only what is known', () => {
    writeFileSync(file, JSON.stringify({ ...full, somethingElse: true }))
    expect(open().current).toEqual(full)
  })
})

describe('a folder that cannot be written', () => {
  it('does not keep the app from starting; a change counts for this run and the reason is told', () => {
    writeFileSync(join(folder, 'file'), '')
    file = join(folder, 'file', 'below', 'settings.json')
    const settings = open()
    expect(settings.current).toEqual(firstSettings(ID))
    expect(settings.change({ name: 'John' })).toMatch(/ENOTDIR|EEXIST|ENOENT/)
    expect(settings.current.name).toBe('John')
    expect(existsSync(file)).toBe(false)
  })
})
