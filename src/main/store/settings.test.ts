import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_CHAT_SETTINGS, FIRST_ROOMS, type KeptRoom } from '@shared/chat/room-settings'
import type { Profile } from '@shared/profile/profile'
import { FIRST_DESKTOP } from '@shared/desktop/desktop'
import { firstArrangement } from '@shared/light/arrangement'
import { FULL as LIGHTS } from '@shared/light/testing/arrangements'
import { writeProfile } from '@shared/profile/stored'
import type { SavedMessage } from '@shared/wire/saved-message'
import { roomSecretsId } from './room-keys'
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
const home: Profile = {
  id: 'home',
  name: 'Home',
  addresses: [{ scheme: 'mqtts', host: 'broker.example', port: 8883 }],
  version: '5',
  clientId: 'me',
  keepAlive: 60,
  sessionExpiry: 0,
  username: 'john',
  tls: { serverName: 'a.example' },
}
const lab: Profile = { ...home, id: 'lab', name: 'Lab', username: undefined, clientId: undefined, tls: {} }
const message: SavedMessage = { id: 'm', name: 'On', topic: 'led', payload: 'on', qos: 1, retain: true }
const bridge: KeptRoom = { topic: 'bridge', name: '', kind: 'private', colour: 'blue', notify: true }
const rooms: readonly KeptRoom[] = [...FIRST_ROOMS, bridge]
const full: StoredSettings = {
  installation: ID,
  name: 'John',
  profiles: [home, lab],
  active: 'home',
  trayLight: 'zigbee2mqtt:0x00158d0001',
  lights: LIGHTS,
  rooms,
  chat: { ...FIRST_CHAT_SETTINGS, keep: 'month', enterSends: false },
  desktop: { updates: false },
  savedMessages: [message],
  secrets: { home: 'djEwabcd', [roomSecretsId('bridge')]: 'djEwefgh' },
  secretKeeping: 'allowed',
}
/** As it stands in the file. */
const stored = { ...full, profiles: full.profiles.map(writeProfile) }

describe('the first start', () => {
  it('writes an installation id down, so that the session at the broker stays the same', () => {
    const settings = open()
    expect(settings.current).toEqual({
      installation: ID,
      profiles: [],
      active: 'this-computer',
      trayLight: 'led',
      lights: firstArrangement('led'),
      rooms: FIRST_ROOMS,
      chat: FIRST_CHAT_SETTINGS,
      desktop: FIRST_DESKTOP,
      savedMessages: [],
      secrets: {},
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
    expect(settings.change({ profiles: [home], active: 'home', savedMessages: [message] })).toBeUndefined()
    expect(open().current).toEqual({
      ...firstSettings(ID),
      name: 'Yoko',
      profiles: [home],
      active: 'home',
      savedMessages: [message],
    })
  })

  it('can take something away', () => {
    writeFileSync(file, JSON.stringify(stored))
    const settings = open()
    settings.change({ secrets: {}, secretKeeping: undefined, name: undefined })
    expect(written()).not.toHaveProperty('secretKeeping')
    expect(written()).not.toHaveProperty('name')
    expect(open().current.secrets).toEqual({})
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
    ['without an installation', JSON.stringify({ ...stored, installation: undefined })],
    ['an installation that is a path', JSON.stringify({ ...stored, installation: '../../etc' })],
    ['a name of spaces', JSON.stringify({ ...stored, name: '   ' })],
    ['a name of 300 characters', JSON.stringify({ ...stored, name: 'x'.repeat(300) })],
    ['a name that is a number', JSON.stringify({ ...stored, name: 7 })],
    ['profiles that are no list', JSON.stringify({ ...stored, profiles: { home } })],
    ['saved messages that are no list', JSON.stringify({ ...stored, savedMessages: 'on' })],
    ['secrets that are no object', JSON.stringify({ ...stored, secrets: 'secret' })],
    ['an active profile that is a number', JSON.stringify({ ...stored, active: 7 })],
    ['a tray light with a wildcard', JSON.stringify({ ...stored, lights: undefined, trayLight: '#' })],
    ['a tray light with a control character', JSON.stringify({ ...stored, trayLight: 'a\nb' })],
    ['a tray light without end', JSON.stringify({ ...stored, trayLight: 'x'.repeat(301) })],
    ['a tray light without a name', JSON.stringify({ ...stored, trayLight: '' })],
  ])('%s', (_name, content) => {
    writeFileSync(file, content)
    const settings = open()
    expect(settings.current).toEqual(firstSettings(ID))
    expect(settings.broken).toMatch(/^settings\.broken-[\dTZ-]+\.json$/)
    expect(readFileSync(join(folder, settings.broken ?? '')).equals(Buffer.from(content))).toBe(true)
    expect(written()).toEqual(firstSettings(ID))
    expect(open().broken).toBeUndefined()
  })

  it('too large', () => {
    writeFileSync(file, '{}')
    truncateSync(file, 50_000_001)
    const settings = open()
    expect(settings.current).toEqual(firstSettings(ID))
    expect(statSync(join(folder, settings.broken ?? '')).size).toBe(50_000_001)
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
        profiles: fc.oneof(fc.anything(), fc.array(fc.anything())),
        active: fc.anything(),
        trayLight: fc.constant('led'),
        lights: fc.anything(),
        secrets: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
        secretKeeping: fc.anything(),
        savedMessages: fc.array(fc.anything()),
        rooms: fc.oneof(fc.anything(), fc.array(fc.anything())),
        chat: fc.anything(),
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
          expect(settings.current.installation).toBe(ID)
          // What is in use now is what the next start reads, and has nothing more to tell.
          const next = open()
          expect(next.broken).toBeUndefined()
          expect(next.current).toEqual(settings.current)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('what is read', () => {
  it('is everything that was written', () => {
    writeFileSync(file, JSON.stringify(stored))
    expect(open().current).toEqual(full)
    expect(open().broken).toBeUndefined()
  })

  it('is the light of before as a plain one, where lights were not arranged yet', () => {
    writeFileSync(file, JSON.stringify({ ...stored, lights: undefined, trayLight: 'home/led' }))
    const settings = open()
    expect(settings.current).toEqual({
      ...full,
      trayLight: 'home/led',
      lights: firstArrangement('home/led'),
    })
    expect(settings.broken).toBeUndefined()
  })

  it('is only what is known', () => {
    writeFileSync(file, JSON.stringify({ ...stored, somethingElse: true }))
    expect(open().current).toEqual(full)
  })

  it('falls back to this computer where the active profile is not there', () => {
    writeFileSync(file, JSON.stringify({ ...stored, active: 'gone' }))
    const settings = open()
    expect(settings.current).toEqual({ ...full, active: 'this-computer' })
    expect(settings.broken).toBeDefined()
  })

  it('keeps a copy of what a next change would take away: a name nobody knows, a value nobody takes', () => {
    const text = JSON.stringify(stored)
    for (const spoilt of [
      text.replace('"rooms"', '"rooos"'),
      text.replace('"keep":"month"', '"keep":"mooth"'),
      text.replace('"updates":false', '"updates":0'),
    ]) {
      writeFileSync(file, spoilt)
      const { broken = '' } = open()
      expect(readFileSync(join(folder, broken), 'utf8')).toBe(spoilt)
      expect(open().broken).toBeUndefined()
      rmSync(join(folder, broken))
    }
  })

  it('keeps a copy of a file in which something is no text', () => {
    const bytes = Buffer.from(JSON.stringify(stored))
    bytes[bytes.indexOf('John')] = 0xff
    writeFileSync(file, bytes)
    const { broken = '' } = open()
    expect(readFileSync(join(folder, broken))).toEqual(bytes)
    expect(open().broken).toBeUndefined()
  })

  it('has no secrets of profiles and rooms that are gone', () => {
    const secrets = { ...full.secrets, gone: 'djEwabcd', [roomSecretsId('left')]: 'djEwabcd' }
    writeFileSync(file, JSON.stringify({ ...stored, secrets }))
    expect(open().current.secrets).toEqual(full.secrets)
    expect(open().broken).toBeUndefined()
  })

  it('has the first room and the first settings of the chat, where an earlier version kept neither', () => {
    const { rooms: _rooms, chat: _chat, ...earlier } = stored
    writeFileSync(file, JSON.stringify({ ...earlier, secrets: { home: 'djEwabcd' } }))
    const settings = open()
    const expected = { rooms: FIRST_ROOMS, chat: FIRST_CHAT_SETTINGS, secrets: { home: 'djEwabcd' } }
    expect(settings.current).toEqual({ ...full, ...expected })
    expect(settings.broken).toBeUndefined()
  })

  it('has no room where the user left them all', () => {
    writeFileSync(file, JSON.stringify({ ...stored, rooms: [], secrets: { home: 'djEwabcd' } }))
    expect(open().current).toEqual({ ...full, rooms: [], secrets: { home: 'djEwabcd' } })
    expect(open().broken).toBeUndefined()
  })

  it('takes a wrong setting of the chat for none', () => {
    writeFileSync(file, JSON.stringify({ ...stored, chat: { ...full.chat, keep: 'a while' } }))
    expect(open().current).toEqual({ ...full, chat: { ...full.chat, keep: 'for-ever' } })
    expect(open().broken).toBeUndefined()
  })

  it('asks again where the answer about secrets cannot be read', () => {
    writeFileSync(file, JSON.stringify({ ...stored, secretKeeping: 'maybe' }))
    expect(open().current).toEqual({ ...full, secretKeeping: undefined })
  })
})

describe('a part that cannot be used leaves the rest in use; a copy of the whole is set aside and told', () => {
  const [first, second] = stored.profiles
  const ofRoom = { [roomSecretsId('bridge')]: 'djEwefgh' }
  it.each<[string, object, Partial<StoredSettings>]>([
    ['a profile that is none', { profiles: [first, 5, second] }, {}],
    [
      'a profile with a password in its address',
      { profiles: [{ ...first, id: 'x', addresses: ['a:b@h'] }, first] },
      { profiles: [home] },
    ],
    [
      'the active profile',
      { profiles: [{ ...first, name: '' }, second] },
      { profiles: [lab], active: 'this-computer', secrets: ofRoom },
    ],
    ['two profiles of one id', { profiles: [first, { ...second, id: 'home' }] }, { profiles: [home] }],
    [
      'a profile too many',
      {
        profiles: Array.from({ length: 201 }, (_, index) => ({ ...second, id: `${index}` })),
        active: 'this-computer',
      },
      {
        profiles: Array.from({ length: 200 }, (_, index) => ({ ...lab, id: `${index}` })),
        active: 'this-computer',
        secrets: ofRoom,
      },
    ],
    [
      'a timer',
      { lights: { ...LIGHTS, timers: [...LIGHTS.timers, { id: 'a', light: 'led', power: 'on' }] } },
      {},
    ],
    ['a room where lamps talk', { rooms: [{ ...bridge, topic: 'tele' }, ...rooms] }, {}],
    ['a room twice', { rooms: [...rooms, { ...bridge, kind: 'open' }] }, {}],
    ['rooms that are none', { rooms: 'chat', secrets: {} }, { rooms: FIRST_ROOMS, secrets: {} }],
    ['lights that are none', { lights: [LIGHTS] }, { lights: firstArrangement('led') }],
    ['a saved message', { savedMessages: [{ ...message, topic: '#' }, message] }, {}],
    ['a secret that is not encrypted', { secrets: { home: 'my secret!' } }, { secrets: {} }],
  ])('%s', (_name, change, expected) => {
    const content = JSON.stringify({ ...stored, ...change })
    writeFileSync(file, content, { mode: 0o600 })
    const settings = open()
    expect(settings.current).toEqual({ ...full, ...expected })
    const aside = join(folder, settings.broken ?? '')
    expect(readFileSync(aside, 'utf8')).toBe(content)
    if (process.platform !== 'win32') expect(statSync(aside).mode & 0o777).toBe(0o600)
    const next = open()
    expect(next.broken).toBeUndefined()
    expect(next.current).toEqual(settings.current)
  })
})

describe('the settings of version 0.1', () => {
  const old = { installation: ID, name: 'John', trayLight: 'home/led' }
  const OLD_LIGHTS = firstArrangement('home/led')
  const address = { kind: 'address', url: 'mqtts://broker.example:8883', username: 'john' }

  it('keep their broker as the active profile, named after its host, with its password', () => {
    writeFileSync(file, JSON.stringify({ ...old, broker: address, password: 'djEwabcd' }))
    const settings = open(() => 'new-id')
    const profile = {
      id: 'new-id',
      name: 'broker.example',
      addresses: home.addresses,
      version: 'auto',
      keepAlive: 30,
      sessionExpiry: 604_800,
      username: 'john',
      tls: {},
    }
    const expected = {
      ...firstSettings(ID),
      ...old,
      lights: OLD_LIGHTS,
      profiles: [profile],
      active: 'new-id',
      secrets: { 'new-id': 'djEwabcd' },
    }
    expect(settings.current).toEqual(expected)
    expect(settings.broken).toBeUndefined()
    // Written at once: the profile goes by this id from now on.
    expect(written()).not.toHaveProperty('broker')
    expect(open(() => 'another').current).toEqual(expected)
  })

  it('stay on this computer', () => {
    writeFileSync(file, JSON.stringify({ ...old, broker: { kind: 'this-computer' } }))
    expect(open().current).toEqual({ ...firstSettings(ID), ...old, lights: OLD_LIGHTS })
    expect(written()).not.toHaveProperty('broker')
  })

  it('name a profile after a very long host', () => {
    const url = `mqtt://${'a'.repeat(60)}.${'b'.repeat(60)}:1883`
    writeFileSync(file, JSON.stringify({ ...old, broker: { kind: 'address', url } }))
    expect(open().current.profiles[0]?.name).toBe(`${'a'.repeat(60)}.${'b'.repeat(19)}`)
  })

  it.each([
    ['of an unknown kind', { kind: 'cloud' }],
    ['that is no URL', { kind: 'address', url: 'http://x' }],
    ['with a password in clear', { kind: 'address', url: 'mqtt://a:b@h:1' }],
    ['with a user name without end', { ...address, username: 'x'.repeat(1_001) }],
  ])('go on without a broker %s; a copy is set aside', (_name, broker) => {
    const content = JSON.stringify({ ...old, broker })
    writeFileSync(file, content)
    const settings = open()
    expect(settings.current).toEqual({ ...firstSettings(ID), ...old, lights: OLD_LIGHTS })
    expect(readFileSync(join(folder, settings.broken ?? ''), 'utf8')).toBe(content)
  })
})

it('more than the next start would read is not written', () => {
  writeFileSync(file, JSON.stringify(stored))
  const settings = open()
  expect(settings.change({ secrets: { home: 'x'.repeat(50_000_000) } })).toMatch(/settings\.json/)
  expect(open().current).toEqual(full)
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
