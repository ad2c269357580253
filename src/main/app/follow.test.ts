import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import type { StatePush, Views } from '@shared/ipc/state'
import { lightState } from '@shared/light/testing/light-state'
import { wordsFor } from '../words/words'
import { followInLines } from './follow'

const connected: Views['connection'] = {
  phase: 'connected',
  broker: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
  hostedHere: true,
  version: '3.1.1',
}
let lines: string[]
let follow: (push: StatePush) => void
beforeEach(() => {
  lines = []
  follow = followInLines(wordsFor('en'), (line) => lines.push(line))
})
const push = (rest: Partial<StatePush>): void => follow({ snapshot: false, views: {}, ...rest })
const said = (id: string, more: Partial<MessageView> = {}): MessageView => ({
  room: 'chat',
  id,
  clock: 1,
  user: 'John',
  text: 'Hi',
  ts: 1,
  own: false,
  ...more,
})

it('tells where it is connected, and only when that has changed', () => {
  push({ views: { connection: connected } })
  push({ views: { connection: { ...connected } } })
  push({ views: { connection: { phase: 'waiting', nextTryAt: 1, reason: { kind: 'closed', detail: '' } } } })
  expect(lines).toEqual([
    'Connected to 127.0.0.1:1883 – this copy runs the broker',
    'Not connected: the connection was closed. Trying again.',
  ])
})

it('tells what each light does, and only when that has changed', () => {
  const led = lightState('led', { power: 'unknown' })
  push({ lights: { upsert: [led, lightState('lamp')] } })
  push({ lights: { upsert: [{ ...led, pending: { power: 'on' } }] } })
  push({ lights: { upsert: [{ ...led, power: 'on' }] } })
  expect(lines).toEqual(['led is not known', 'lamp is off', 'led is on'])
})

describe('messages', () => {
  it('are told when they arrive, own ones when the broker has them', () => {
    push({ messages: { upsert: [said('a')] } })
    push({
      messages: { upsert: [said('b', { user: 'Yoko', text: 'Hello', own: true, delivery: 'queued' })] },
    })
    push({
      messages: { upsert: [said('b', { user: 'Yoko', text: 'Hello', own: true, delivery: 'sending' })] },
    })
    push({
      messages: { upsert: [said('b', { user: 'Yoko', text: 'Hello', own: true, delivery: 'sent' })] },
    })
    push({ messages: { upsert: [said('c', { user: undefined })] } })
    expect(lines).toEqual(['John: Hi', 'Yoko: Hello', 'Somebody: Hi'])
  })

  it('from before the start are not told', () => {
    push({ snapshot: true, messages: { upsert: [said('a')] } })
    expect(lines).toEqual([])
  })
})
