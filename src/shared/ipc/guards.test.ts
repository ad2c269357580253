import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { CommandName, Commands } from './contract'
import { commandGuards } from './guards'

const saved: Commands['wire:save-message'] = {
  name: 'On',
  topic: 'led',
  payload: 'on',
  qos: 1,
  retain: false,
}
const form: Commands['profile:save'] = {
  name: 'Home',
  addresses: ['mqtt://host'],
  version: 'auto',
  clientId: '',
  keepAlive: 30,
  sessionExpiry: 604_800,
  username: '',
  ca: '',
  certificate: '',
  serverName: '',
  alpn: '',
  pinned: '',
}
const badForms = [
  { ...form, id: 'x'.repeat(101) },
  { ...form, name: 5 },
  { ...form, addresses: 'mqtt://host' },
  { ...form, addresses: [5] },
  { ...form, addresses: Array.from({ length: 1_001 }, () => 'x') },
  { ...form, version: '6' },
  { ...form, version: 5 },
  { ...form, keepAlive: '30' },
  { ...form, sessionExpiry: NaN },
  { ...form, ca: 'x'.repeat(1_000_001) },
  { ...form, password: null },
  { ...form, password: 'x'.repeat(10_001) },
  { ...form, key: new Uint8Array(3) },
  { ...form, username: undefined },
]

const accepted: { readonly [Name in CommandName]: readonly Commands[Name][] } = {
  'light:set': [
    { light: 'led', on: true },
    { light: '', on: false },
  ],
  'wire:publish': [{ topic: 'led', payload: '', qos: 2, retain: true }],
  'wire:subscribe': [{ filter: '#', qos: 0 }],
  'wire:unsubscribe': [{ filter: '+/a' }],
  'wire:clear': [{}],
  'wire:entry': [{ seq: 1 }],
  'wire:resend': [{ seq: Number.MAX_SAFE_INTEGER }],
  'wire:export': [
    { format: 'jsonl', filter: { topic: '', text: '' } },
    { format: 'csv', filter: { topic: '#', text: 'on' } },
  ],
  'wire:clear-retained': [{ topic: 'led' }],
  'wire:save-message': [saved, { ...saved, id: 'a' }, { ...saved, name: '' }],
  'wire:remove-message': [{ id: 'a' }],
  'chat:send': [{ text: 'Hi' }, { text: 'x'.repeat(100_000) }],
  'chat:draft': [{ text: '' }],
  'settings:name': [{ name: 'x'.repeat(300) }, { name: '   ' }],
  'profile:save': [form, { ...form, id: 'home', password: '', key: 'x'.repeat(300_000), keepAlive: -1.5 }],
  'profile:remove': [{ id: 'home' }],
  'profile:use': [{ id: 'this-computer' }],
  'profile:test': [form, { ...form, addresses: Array.from({ length: 1_000 }, () => 'x') }],
  'profile:pick': [{ what: 'ca' }, { what: 'certificate' }, { what: 'key' }],
  'profile:export': [{ ids: [] }, { ids: ['a', 'b'], passphrase: '' }],
  'profile:import': [{}],
  'profile:unlock': [{ passphrase: 'x'.repeat(10_000) }],
  'secrets:consent': [{ keep: true }, { keep: false }],
  'connection:retry': [{}],
  'connection:new-id': [{}],
  'clipboard:write': [{ text: '' }, { text: 'x'.repeat(1_000_000) }],
  'notice:dismiss': [{ id: 1 }],
  'window:open': [{ window: 'controller' }, { window: 'chat' }],
  'link:open': [{ url: 'https://example.org' }],
}

const refused: { readonly [Name in CommandName]: readonly unknown[] } = {
  'light:set': [
    { light: 'led' },
    { light: 5, on: true },
    { light: 'led', on: 'on' },
    { light: 'x'.repeat(1_000_001), on: true },
  ],
  'wire:publish': [
    { topic: 'a', payload: '', qos: 3, retain: false },
    { topic: 'a', payload: '', qos: '2', retain: false },
    { topic: 'a', payload: '', qos: 2, retain: 1 },
    { topic: 'a', payload: new Uint8Array(3), qos: 2, retain: false },
    { topic: 'a', payload: 'x'.repeat(16_777_217), qos: 2, retain: false },
  ],
  'wire:subscribe': [{ filter: '#' }, { filter: ['#'], qos: 1 }, { filter: '#', qos: -1 }],
  'wire:unsubscribe': [{ filter: null }],
  'wire:clear': [{ all: true }],
  'wire:entry': [{ seq: 0 }, { seq: 1.5 }, { seq: '1' }, { seq: NaN }, { seq: Infinity }],
  'wire:resend': [{ seq: -1 }, { seq: 2 ** 53 }, { seq: null }],
  'wire:export': [
    { format: 'exe', filter: { topic: '', text: '' } },
    { format: 'csv' },
    { format: 'csv', filter: { topic: '', text: 'x'.repeat(10_001) } },
    { format: 'csv', filter: { topic: '', text: '', file: '/etc/passwd' } },
  ],
  'wire:clear-retained': [{ topic: 5 }, { topic: 'x'.repeat(1_000_001) }],
  'wire:save-message': [
    { ...saved, qos: 3 },
    { ...saved, payload: 'x'.repeat(16_777_217) },
    { ...saved, name: 'x'.repeat(10_001) },
    { ...saved, id: 'x'.repeat(101) },
  ],
  'wire:remove-message': [{ id: 5 }, { id: 'x'.repeat(101) }],
  'chat:send': [{ text: 5 }, { text: 'x'.repeat(1_000_001) }, { text: 'Hi', user: 'Yoko' }],
  'chat:draft': [{ text: undefined }],
  'settings:name': [{ name: { toString: () => 'John' } }, { name: 'x'.repeat(10_001) }],
  'profile:save': badForms,
  'profile:remove': [{ id: 5 }, { id: 'x'.repeat(101) }, { id: ['home'] }],
  'profile:use': [{ id: null }, { id: 'x'.repeat(101) }],
  'profile:test': badForms,
  'profile:pick': [{ what: 'file' }, { what: '../key' }, { what: '__proto__' }],
  'profile:export': [
    { ids: 'home' },
    { ids: [5] },
    { ids: Array.from({ length: 201 }, () => 'x') },
    { ids: [], passphrase: null },
    { ids: [], passphrase: 'x'.repeat(10_001) },
    { ids: [], file: '/etc/passwd' },
  ],
  'profile:import': [{ file: '/etc/passwd' }],
  'profile:unlock': [{ passphrase: 5 }, { passphrase: 'x'.repeat(10_001) }],
  'secrets:consent': [{ keep: 'yes' }, { keep: 1 }],
  'connection:retry': [{ now: true }],
  'connection:new-id': [{ clientId: 'mine' }],
  'clipboard:write': [{ text: 5 }, { text: 'x'.repeat(16_777_217) }],
  'notice:dismiss': [{ id: '1' }, { id: NaN }, { id: 1.5 }, { id: Infinity }],
  'window:open': [{ window: 'devtools' }, { window: '__proto__' }],
  'link:open': [{ url: 'x'.repeat(2_049) }, { url: new URL('https://example.org') }],
}

const names = Object.keys(commandGuards) as CommandName[]

describe.each(names)('%s', (name) => {
  it('takes what it is for, unchanged', () => {
    for (const args of accepted[name]) expect(v.parse(commandGuards[name], args)).toEqual(args)
  })

  it('takes nothing else', () => {
    const always = [undefined, null, '', 0, 'x', () => undefined, { ...accepted[name][0], more: 1 }]
    for (const args of [...always, ...refused[name]]) {
      expect(v.safeParse(commandGuards[name], args).success, JSON.stringify(args)?.slice(0, 80)).toBe(false)
    }
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (args) => {
        v.safeParse(commandGuards[name], args)
      }),
    )
  })
})

it('an argument cannot bring a prototype along', () => {
  const args: unknown = JSON.parse('{"text":"Hi","__proto__":{"isAdmin":true}}')
  const result = v.safeParse(commandGuards['chat:send'], args)
  expect(result.success && 'isAdmin' in result.output).toBe(false)
})
