import { describe, expect, it } from 'vitest'
import { parseBroker } from '@shared/mqtt/address'
import { clientOptions } from './options'
import type { Located } from './located'

function located(url: string): Located {
  const target = parseBroker(url)
  if (!target.ok) throw new Error(target.error)
  return { ...target.value, hostedHere: false }
}

const options = (url: string) => clientOptions('porchlight-1', located(url), undefined, '3.1.1')

it('leaves reconnecting and subscribing to the session, and keeps the session at the broker', () => {
  expect(options('mqtt://broker.example')).toMatchObject({
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    clean: false,
    clientId: 'porchlight-1',
    protocolVersion: 4,
    connectTimeout: 10_000,
    keepalive: 30,
  })
})

it.each([
  ['mqtt://broker.example', { protocol: 'mqtt', hostname: 'broker.example', port: 1883, path: undefined }],
  ['mqtts://broker.example', { protocol: 'mqtts', hostname: 'broker.example', port: 8883, path: undefined }],
  ['mqtt://[::1]:1884', { protocol: 'mqtt', hostname: '::1', port: 1884 }],
  ['mqtts://[fe80::1]', { protocol: 'mqtts', hostname: 'fe80::1', port: 8883 }],
  [
    'ws://broker.example/mqtt?a=b',
    { protocol: 'ws', hostname: 'broker.example', port: 80, path: '/mqtt?a=b' },
  ],
  // The URL of a WebSocket is put together from this: without its brackets it would be none.
  ['wss://[::1]:9001/mqtt', { protocol: 'wss', hostname: '[::1]', port: 9001, path: '/mqtt' }],
])('puts %s into the parts mqtt.js wants', (url, parts) => {
  expect(options(url)).toMatchObject(parts)
})

describe('what one try leaves behind does not reach into the next', () => {
  it.each(['username', 'password', 'path', 'will', 'servername'] as const)('%s', (name) => {
    const will = { topic: 'gone', payload: new Uint8Array([1]), qos: 1, retain: true } as const
    const before = {
      ...clientOptions('porchlight-1', located('wss://ann:secret@first.example/mqtt'), will, '3.1.1'),
      // mqtt.js writes it into the options itself when it makes a TLS connection.
      servername: 'first.example',
    }
    expect(before[name]).toBeDefined()
    expect(Object.assign(before, options('mqtt://second.example'))[name]).toBeUndefined()
  })
})

it('takes the credentials of this try', () => {
  expect(options('mqtt://ann:s%C3%A9cret@broker.example')).toMatchObject({
    username: 'ann',
    password: 'sécret',
  })
})

it('hands the will on with its bytes', () => {
  const payload = new Uint8Array([0, 255, 128])
  const { will } = clientOptions(
    'porchlight-1',
    located('mqtt://h'),
    {
      topic: 'gone',
      payload,
      qos: 1,
      retain: true,
    },
    '3.1.1',
  )
  expect(will).toEqual({ topic: 'gone', payload: Buffer.from([0, 255, 128]), qos: 1, retain: true })
})
