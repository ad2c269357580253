import { beforeEach, expect, it } from 'vitest'
import type { PlainLight } from '@shared/light/arrangement'
import type { ConnectionState } from '@shared/mqtt/connection'
import { decodeText, encodeText } from '@shared/mqtt/message'
import { Offer } from './offer'

const led: PlainLight = { topic: 'led', sends: 'words' }
const topic = 'homeassistant/light/porchlight-a/led/config'
let published: { topic: string; text: string | undefined; options: unknown }[]
let state: { phase: ConnectionState['phase'] }
let offer: Offer
beforeEach(() => {
  published = []
  state = { phase: 'connected' }
  offer = new Offer({
    session: {
      state: state as ConnectionState,
      publish: (to, payload, options) => {
        published.push({ topic: to, text: decodeText(payload), options })
        return Promise.resolve({ ok: true as const, value: undefined })
      },
    },
    client: () => 'porchlight-a',
    presence: () => 'chat/presence/porchlight-a',
    hash: (text) => `${text.length}0000000000`,
  })
})

it('announces a light once, retained, with its going away by this copy’s will', () => {
  offer.set([led])
  offer.set([led])
  expect(published).toHaveLength(1)
  expect(published[0]).toMatchObject({ topic, options: { qos: 1, retain: true } })
  expect(JSON.parse(published[0]?.text ?? '')).toMatchObject({
    unique_id: 'porchlight-a_led',
    command_topic: 'led',
    state_topic: 'led',
    retain: true,
    availability: [{ topic: 'chat/presence/porchlight-a', value_template: '{{ value_json.state }}' }],
  })
})

it('withdraws what is not offered any more, and says nothing twice', () => {
  offer.set([led])
  offer.set([])
  offer.set([])
  expect(published.slice(1)).toEqual([{ topic, text: '', options: { qos: 1, retain: true } }])
})

it('withdraws what the broker kept of an earlier run, and nobody else’s', () => {
  offer.connected()
  offer.receive({ topic: 'homeassistant/light/porchlight-b/led/config', payload: encodeText('{}') })
  offer.receive({ topic, payload: encodeText('') })
  expect(published).toEqual([])
  offer.receive({ topic, payload: encodeText('{}') })
  offer.receive({ topic, payload: encodeText('{}') })
  expect(published).toEqual([{ topic, text: '', options: { qos: 1, retain: true } }])
})

it('leaves what it offers alone when it hears it', () => {
  offer.set([led])
  offer.receive({ topic, payload: encodeText(published[0]?.text ?? '') })
  expect(published).toHaveLength(1)
})

it('waits for the connection, and tells a new one all of it', () => {
  state.phase = 'waiting'
  offer.set([led])
  expect(published).toEqual([])
  state.phase = 'connected'
  offer.connected()
  offer.connected()
  expect(published.map((each) => each.topic)).toEqual([topic, topic])
})

it('gives every topic a name that Home Assistant takes, and no two the same', () => {
  offer.set([
    { topic: 'home/desk lamp', sends: 'words' },
    { topic: 'home_desk_lamp', sends: 'own', on: 'A', off: 'B', stateTopic: 'home/state' },
    { topic: 'x'.repeat(300), sends: 'words' },
  ])
  const ids = published.map((each) => each.topic.split('/')[3])
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,60}$/)
  expect(JSON.parse(published[1]?.text ?? '')).toMatchObject({
    payload_on: 'A',
    payload_off: 'B',
    state_topic: 'home/state',
    retain: false,
  })
})

it('withdraws what came in before anything could go out, once it can', () => {
  state.phase = 'waiting'
  offer.receive({ topic, payload: encodeText('{}') })
  expect(published).toEqual([])
  state.phase = 'connected'
  offer.connected()
  offer.connected()
  expect(published).toEqual([{ topic, text: '', options: { qos: 1, retain: true } }])
})
