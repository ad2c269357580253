import { describe, expect, it } from 'vitest'
import { aProfile } from '../../testing/state'
import { copyOf, draftOf, formOf, givesSecret, hasMore, wholeSeconds } from './draft'

const full = aProfile({
  addresses: [
    { scheme: 'mqtts', host: 'one.example', port: 8883 },
    { scheme: 'wss', host: 'two.example', port: 443, path: '/mqtt' },
  ],
  version: '5',
  clientId: 'kitchen',
  keepAlive: 60,
  sessionExpiry: 0,
  username: 'ada',
  tls: { ca: 'CA', certificate: 'CERT', serverName: 'broker', alpn: ['mqtt', 'x-amzn'], pinned: 'AA:BB' },
  secrets: { password: 'kept', key: 'kept', keyPassphrase: 'none' },
})

describe('a profile', () => {
  it('comes back from its fields as it was, its secrets untouched', () => {
    expect(formOf(draftOf(full))).toEqual({
      id: 'house',
      name: 'House',
      addresses: ['mqtts://one.example:8883', 'wss://two.example:443/mqtt'],
      version: '5',
      clientId: 'kitchen',
      keepAlive: 60,
      sessionExpiry: 0,
      username: 'ada',
      ca: 'CA',
      certificate: 'CERT',
      serverName: 'broker',
      alpn: 'mqtt, x-amzn',
      pinned: 'AA:BB',
    })
  })

  it('that is new begins with what is usual', () => {
    const form = formOf(draftOf())
    expect(form).toMatchObject({ name: '', addresses: [], version: 'auto', keepAlive: 30 })
    expect(form.id).toBeUndefined()
    expect(form.sessionExpiry).toBe(604_800)
  })

  it('that is copied is a new one with a client id of its own', () => {
    expect(formOf(copyOf(full, 'House (copy)'))).toMatchObject({
      id: undefined,
      name: 'House (copy)',
      clientId: '',
      username: 'ada',
    })
  })
})

it('takes one address per line, and no empty ones', () => {
  const draft = { ...draftOf(), addresses: ' mqtt://a:1 \n\n\tmqtt://b:2\r\n' }
  expect(formOf(draft).addresses).toEqual(['mqtt://a:1', 'mqtt://b:2'])
})

describe('a secret', () => {
  it('is handed over as typed, even with blanks around it', () => {
    const draft = { ...draftOf(full), password: ' s3cret ' }
    expect(formOf(draft).password).toBe(' s3cret ')
    expect(givesSecret(draft)).toBe(true)
  })

  it('that is forgotten is handed over as empty, and one that is given again as given', () => {
    const draft = { ...draftOf(full), forgotten: ['password' as const, 'key' as const], key: 'KEY' }
    expect(formOf(draft)).toMatchObject({ password: '', key: 'KEY' })
    expect(formOf(draft)).not.toHaveProperty('keyPassphrase')
    expect(givesSecret({ ...draft, key: '' })).toBe(false)
  })
})

it.each([
  ['30', 30],
  [' 30 ', 30],
  ['0', 0],
  ['', -1],
  ['3.5', -1],
  ['1e3', -1],
  ['-4', -1],
  ['soon', -1],
  ['9'.repeat(400), -1],
])('reads %j as %i seconds', (text, seconds) => {
  expect(wholeSeconds(text)).toBe(seconds)
})

it('folds away only what is as usual', () => {
  expect(hasMore(draftOf())).toBe(false)
  expect(hasMore(draftOf(aProfile({ username: 'ada' })))).toBe(false)
  expect(hasMore(draftOf(full))).toBe(true)
  expect(hasMore({ ...draftOf(), pinned: 'AA' })).toBe(true)
})
