import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { FORM } from '../profile/testing'
import type { CommandName, Commands } from './contract'
import { commandGuards } from './guards'

const saved: Commands['wire:save-message'] = {
  name: 'On',
  topic: 'led',
  payload: 'on',
  qos: 1,
  retain: false,
}
const form: Commands['profile:save'] = { ...FORM, addresses: ['mqtt://host'] }
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

const badWishes = [
  undefined,
  'on',
  { power: 'toggle' },
  { power: true },
  { brightness: 0 },
  { brightness: 101 },
  { brightness: NaN },
  { brightness: '50' },
  { temperature: 0 },
  { temperature: Infinity },
  { colour: 'red' },
  { colour: { hue: 0 } },
  { colour: { hue: -1, saturation: 0 } },
  { colour: { hue: 0, saturation: 101 } },
  { white: false },
  { effect: '' },
  { effect: 'x'.repeat(201) },
  { scene: 5 },
  { transition: 301 },
  { flash: 'long' },
]

const accepted: { readonly [Name in CommandName]: readonly Commands[Name][] } = {
  'light:set': [
    { light: 'led', wish: { power: 'on' } },
    { light: '', wish: {} },
    {
      light: 'zigbee2mqtt:0x1',
      wish: {
        ...{ power: 'on', brightness: 1, temperature: 2_700, white: true, effect: 'blink', scene: 'a' },
        ...{ colour: { hue: 360, saturation: 0 }, transition: 300 },
      },
    },
  ],
  'light:arrange': [
    { light: 'led' },
    { light: 'led', name: '', room: 'x'.repeat(10_000), favourite: true, hidden: false, transition: 0 },
  ],
  'light:order': [{ lights: [] }, { lights: Array.from({ length: 10_000 }, String) }],
  'light:tray': [{ light: 'led' }],
  'light:save-plain': [
    { topic: '', sends: 'words' },
    { topic: 'a', stateTopic: '#', sends: 'own', on: '', off: 'x'.repeat(100_000), path: '.', was: 'b' },
  ],
  'light:forget': [{ light: 'led' }],
  'group:save': [
    { name: '', members: [] },
    { id: 'group:a', name: 'All', members: ['led', 'led'] },
  ],
  'group:remove': [{ id: 'group:a' }],
  'scene:save': [
    { name: 'Evening', lights: ['led'] },
    { id: 'a', name: '', lights: [] },
  ],
  'scene:recall': [{ id: 'a' }],
  'scene:remove': [{ id: 'a' }],
  'timer:set': [
    { light: 'led', power: 'off', when: { minutes: -1.5 } },
    { light: 'led', power: 'on', when: { time: 'soon', daily: true } },
  ],
  'timer:remove': [{ id: 'a' }],
  'shortcut:set': [
    { light: 'led', keys: '' },
    { light: 'led', keys: 'nonsense' },
  ],
  'colours:set': [
    { colours: [] },
    { colours: [{ temperature: 2_700 }, { colour: { hue: 0, saturation: 100 } }] },
  ],
  'lights:offer': [{ offered: true }],
  'lights:tray-click': [{ does: 'toggle' }, { does: 'panel' }],
  'lights:export': [{}],
  'lights:import': [{}],
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
  'chat:send': [
    { room: 'chat', text: 'Hi' },
    { room: 'chat', text: 'x'.repeat(100_000), quote: 'a' },
  ],
  'chat:change': [{ room: 'chat', id: 'a', text: '' }],
  'chat:take-back': [{ room: 'chat', id: 'a' }],
  'chat:draft': [{ room: 'chat', text: '' }],
  'chat:writing': [{ room: 'chat' }],
  'chat:seen': [{ room: 'chat', id: 'a' }],
  'chat:show': [{ room: 'no/such/room' }],
  'chat:page': [
    { room: 'chat', at: { kind: 'newest' } },
    { room: 'chat', at: { kind: 'before', key: { clock: 1, id: 'a' } } },
    { room: 'chat', at: { kind: 'after', key: { clock: 1, id: 'a' } } },
    { room: 'chat', at: { kind: 'around', id: 'a' } },
    { room: 'chat', at: { kind: 'date', ts: 0 } },
    { room: 'chat', at: { kind: 'unread' } },
  ],
  'chat:search': [{ text: '' }, { text: 'x"* OR (', room: 'chat', before: 1 }],
  'chat:export': [{ room: 'chat', format: 'txt' }],
  'chat:clear': [{ room: 'chat' }, { room: 'chat', before: 1_766_000_000_000 }],
  'room:join': [
    { topic: '#', name: '', kind: 'open' },
    { topic: 'a', name: 'x'.repeat(300), kind: 'private', passphrase: '', turns: false },
  ],
  'room:direct': [{ client: 'nobody' }],
  'room:change': [{ topic: 'chat' }, { topic: 'chat', name: '', colour: 'pink', notify: false }],
  'room:rules': [
    { topic: 'chat', turns: true, timeout: 0 },
    { topic: 'chat', turns: false, timeout: 10_080 },
  ],
  'room:passphrase': [{ topic: 'chat', passphrase: '' }],
  'room:leave': [{ topic: 'chat', forget: true }],
  'settings:chat': [{ keep: 'session', notifications: false, yourTurn: 'nothing' }],
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
  'spell:add': [{ word: 'porch' }],
  'spell:check': [{ words: [] }, { words: Array<string>(200).fill('x'.repeat(60)) }],
  'settings:desktop': [{ updates: true }, { updates: false, startAtLogin: true }],
  'update:check': [{}],
  'update:install': [{}],
  'link:answer': [{ id: 1, accept: false }],
  'report:make': [{}],
  'report:save': [{}],
  'notice:dismiss': [{ id: 1 }],
  'window:open': [{ window: 'controller' }, { window: 'chat' }],
  'link:open': [{ url: 'https://example.org' }],
}

const refused: { readonly [Name in CommandName]: readonly unknown[] } = {
  'light:set': [
    { light: 'led' },
    { light: 'led', on: true },
    { light: 5, wish: {} },
    { light: 'x'.repeat(10_001), wish: {} },
    ...badWishes.map((wish) => ({ light: 'led', wish })),
  ],
  'light:arrange': [
    { light: 'led', name: 5 },
    { light: 'led', room: 'x'.repeat(10_001) },
    { light: 'led', favourite: 1 },
    { light: 'led', hidden: null },
    { light: 'led', transition: -1 },
    { light: 'led', transition: 301 },
    { light: 'led', transition: NaN },
    { name: 'Lamp' },
  ],
  'light:order': [{ lights: 'led' }, { lights: [5] }, { lights: Array.from({ length: 10_001 }, String) }],
  'light:tray': [{ light: null }, { light: 'x'.repeat(10_001) }],
  'light:save-plain': [
    { topic: 'a' },
    { topic: 'a', sends: 'shouts' },
    { topic: 5, sends: 'words' },
    { topic: 'a', sends: 'own', on: 'x'.repeat(100_001) },
    { topic: 'a', sends: 'json', path: ['state'] },
  ],
  'light:forget': [{ light: ['led'] }],
  'group:save': [
    { name: 'a' },
    { name: 5, members: [] },
    { name: 'a', members: [null] },
    { name: 'a', members: Array.from({ length: 10_001 }, String) },
  ],
  'group:remove': [{ id: 5 }],
  'scene:save': [
    { name: 'a', lights: 'led' },
    { name: 'a', lights: [5] },
    { id: 'x'.repeat(101), name: 'a', lights: [] },
  ],
  'scene:recall': [{ id: 5 }],
  'scene:remove': [{ id: 'x'.repeat(101) }],
  'timer:set': [
    { light: 'led', power: 'off' },
    { light: 'led', power: 'toggle', when: { minutes: 1 } },
    { light: 'led', power: 'on', when: {} },
    { light: 'led', power: 'on', when: { minutes: '5' } },
    { light: 'led', power: 'on', when: { minutes: 5, time: '07:00', daily: true } },
    { light: 'led', power: 'on', when: { time: '07:00' } },
    { light: 'led', power: 'on', when: { time: 'x'.repeat(101), daily: true } },
  ],
  'timer:remove': [{ id: null }],
  'shortcut:set': [
    { light: 'led' },
    { light: 'led', keys: 'x'.repeat(1_001) },
    { light: 'led', keys: ['Alt'] },
  ],
  'colours:set': [
    { colours: 'red' },
    { colours: [{}] },
    { colours: [{ temperature: 0 }] },
    { colours: [{ temperature: NaN }] },
    { colours: [{ colour: { hue: 361, saturation: 0 } }] },
    { colours: [{ colour: { hue: 0, saturation: 0 }, temperature: 2_700 }] },
    { colours: Array.from({ length: 1_001 }, () => ({ temperature: 2_700 })) },
  ],
  'lights:offer': [{ offered: 'yes' }],
  'lights:tray-click': [{ does: 'explode' }, { does: '__proto__' }],
  'lights:export': [{ file: '/etc/passwd' }],
  'lights:import': [{ file: '/etc/passwd' }],
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
  'chat:send': [
    { room: 'chat' },
    { text: 'Hi' },
    { room: 'chat', text: 5 },
    { room: 'chat', text: 'x'.repeat(1_000_001) },
    { room: 'chat', text: 'Hi', quote: 'x'.repeat(101) },
  ],
  'chat:change': [
    { room: 'chat', text: 'a' },
    { room: 'chat', id: 5, text: 'a' },
  ],
  'chat:take-back': [{ room: 'chat' }, { id: 'a' }],
  'chat:draft': [{ room: 'chat', text: null }, { text: '' }, { room: 'chat', text: 'x'.repeat(1_000_001) }],
  'chat:writing': [{ room: 5 }],
  'chat:seen': [{ room: 'chat', id: ['a'] }],
  'chat:show': [{ room: null }],
  'chat:page': [
    { room: 'chat' },
    { room: 'chat', at: 'newest' },
    { room: 'chat', at: { kind: 'all' } },
    { room: 'chat', at: { kind: 'before' } },
    { room: 'chat', at: { kind: 'before', key: { clock: 0, id: 'a' } } },
    { room: 'chat', at: { kind: 'after', key: { clock: 1.5, id: 'a' } } },
    { room: 'chat', at: { kind: 'around', id: 5 } },
    { room: 'chat', at: { kind: 'date', ts: NaN } },
    { room: 'chat', at: { kind: 'date', ts: -1 } },
  ],
  'chat:search': [{ text: 5 }, { text: 'a', before: 1.5 }, { text: 'x'.repeat(10_001) }],
  'chat:export': [{ room: 'chat', format: 'exe' }],
  'chat:clear': [{ room: 'chat', before: 'all' }],
  'room:join': [
    { topic: 'a', name: '', kind: 'direct' },
    { topic: 'a', kind: 'open' },
    { topic: 'a', name: '', kind: 'private', passphrase: 5 },
  ],
  'room:direct': [{ client: 5 }],
  'room:change': [{ name: 'a' }, { topic: 'chat', colour: 'black' }, { topic: 'chat', notify: 1 }],
  'room:rules': [
    { topic: 'chat', turns: true },
    { topic: 'chat', turns: true, timeout: -1 },
    { topic: 'chat', turns: true, timeout: 1.5 },
    { topic: 'chat', turns: true, timeout: 10_081 },
  ],
  'room:passphrase': [{ topic: 'chat' }, { topic: 'chat', passphrase: 'x'.repeat(10_001) }],
  'room:leave': [{ topic: 'chat' }, { topic: 'chat', forget: 'yes' }],
  'settings:chat': [{}, { keep: 'never' }, { hideText: 'yes' }, { yourTurn: true }, { colour: 'pink' }],
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
  'spell:add': [{ word: 5 }, { word: 'x'.repeat(61) }],
  'spell:check': [
    { words: 'word' },
    { words: [1] },
    { words: ['x'.repeat(61)] },
    { words: Array<string>(201).fill('x') },
    { words: [], language: 'en' },
  ],
  'settings:desktop': [{}, { updates: 1 }, { startAtLogin: 'on' }, { updates: true, more: 1 }],
  'update:check': [{ url: 'https://example.org' }],
  'update:install': [{ version: '1.0.0' }, undefined],
  'link:answer': [{ id: 1 }, { id: 0, accept: true }, { id: 1, accept: 'yes' }],
  'report:make': [{ file: '/etc/passwd' }],
  'report:save': [{ file: '/etc/passwd' }],
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
