import { expect, it } from 'vitest'
import { hostHider, isLoopback, valueHider } from './report-hiding'

const STAMP = '2026-11-23T10:00:00.000Z '

it.each([
  [
    'info connection: connected mqtts://lab.example:8883, MQTT 5',
    'info connection: connected mqtts://<host>:8883, MQTT 5',
  ],
  ['info connection: connected mqtt://127.0.0.1:1883', 'info connection: connected mqtt://127.0.0.1:1883'],
  ['waiting ws://[fe80::1]:80, refused', 'waiting ws://<host>:80, refused'],
  ['connected mqtt://…@lab.example:1883', 'connected mqtt://…@<host>:1883'],
  ['connect ECONNREFUSED 192.168.1.17:1883', 'connect ECONNREFUSED <host>:1883'],
  ['connect ECONNREFUSED ::1:1883', 'connect ECONNREFUSED ::1:1883'],
  ['connect EHOSTUNREACH fd00:12:34::5', 'connect EHOSTUNREACH <host>'],
  ['getaddrinfo ENOTFOUND lab.home.arpa', 'getaddrinfo ENOTFOUND <host>'],
  ['start: Electron 33.2.1, in ~/.config/porchlight', 'start: Electron 33.2.1, in ~/.config/porchlight'],
  ['at f (file:///opt/index.cjs:1:234)', 'at f (file:///opt/index.cjs:1:234)'],
])('%s', (text, left) => {
  expect(hostHider(STAMP + text)).toBe(STAMP + left)
})

it('knows this computer', () => {
  expect(['localhost', '127.0.0.1', '127.8.8.8', '::1', '[::1]'].every(isLoopback)).toBe(true)
  expect(['127.0.0.1.example', '10.0.0.1', 'localhost.example', ''].some(isLoopback)).toBe(false)
})

it('hides words wherever they stand alone', () => {
  const hide = valueHider(['John', 'John Smith', 'under-the-stairs', 'a+b (c)', 'chat', 'x', ''])
  expect(hide('for john smith: under-the-stairs/turn of JOHN, not Johnny; a+b (c)')).toBe(
    'for <hidden>: <hidden>/turn of <hidden>, not Johnny; <hidden>',
  )
  expect(hide('Chat – x')).toBe('Chat – x')
  expect(valueHider([])('as it is')).toBe('as it is')
})
