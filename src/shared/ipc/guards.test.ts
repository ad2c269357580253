import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { CommandName, Commands } from './contract'
import { commandGuards } from './guards'

const accepted: { readonly [Name in CommandName]: readonly Commands[Name][] } = {
  'light:set': [
    { light: 'led', on: true },
    { light: '', on: false },
  ],
  'wire:publish': [{ topic: 'led', payload: '', qos: 2, retain: true }],
  'wire:subscribe': [{ filter: '#', qos: 0 }],
  'wire:unsubscribe': [{ filter: '+/a' }],
  'wire:clear': [{}],
  'chat:send': [{ text: 'Hi' }, { text: 'x'.repeat(100_000) }],
  'chat:draft': [{ text: '' }],
  'settings:name': [{ name: 'x'.repeat(300) }, { name: '   ' }],
  'settings:broker': [
    { kind: 'this-computer', url: '', username: '' },
    { kind: 'address', url: 'mqtt://host', username: 'anna', password: '' },
    { kind: 'address', url: 'mqtt://host', username: 'anna', password: undefined },
  ],
  'connection:retry': [{}],
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
  'chat:send': [{ text: 5 }, { text: 'x'.repeat(1_000_001) }, { text: 'Hi', user: 'Yoko' }],
  'chat:draft': [{ text: undefined }],
  'settings:name': [{ name: { toString: () => 'John' } }, { name: 'x'.repeat(10_001) }],
  'settings:broker': [
    { kind: 'cloud', url: '', username: '' },
    { kind: 'address', url: 'x', username: 'a', password: 5 },
    { kind: 'address', url: 'x', username: 'a', password: null },
    { kind: 'address', url: 'x'.repeat(1_000_001), username: '' },
  ],
  'connection:retry': [{ now: true }],
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
