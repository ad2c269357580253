import { beforeEach, describe, expect, it } from 'vitest'
import { Conversation } from '@shared/chat/conversation'
import type { ChatMessage } from '@shared/chat/message'
import { encodeText } from '@shared/mqtt/message'
import { fakeParts, type FakeParts } from './testing/parts'
import { TurnMarker } from './turn-marker'

const message = (clock: number, user?: string): ChatMessage => ({
  id: `m${clock}`,
  clock,
  user,
  text: 'Hi',
  ts: 1,
})

let parts: FakeParts
let conversation: Conversation
let underWay: string[]
let marker: TurnMarker
beforeEach(() => {
  parts = fakeParts()
  conversation = new Conversation([message(3, 'John')])
  underWay = []
  marker = new TurnMarker(parts, conversation, (id) => !underWay.includes(id))
})

const hear = (payload: string): boolean | undefined =>
  marker.receive({ topic: 'chat/turn', payload: encodeText(payload), qos: 1, retain: true })
const written = (): unknown[] => parts.texts('chat/turn').map((text) => JSON.parse(text) as unknown)

describe('the marker', () => {
  it('is written where the broker has none: retained, without the text, after at most 0.3 s', () => {
    marker.settle()
    expect(parts.timers).toHaveLength(1)
    expect(parts.timers[0]?.ms).toBeLessThanOrEqual(300)
    expect(parts.published).toEqual([])
    parts.ring()
    expect(written()).toEqual([{ user: 'John', id: 'm3', clock: 3 }])
    expect(parts.published[0]).toMatchObject({ qos: 1, retain: true })
  })

  it('is written once for many messages in a short time, and names the last', () => {
    marker.settle()
    conversation.insert(message(4))
    marker.settle()
    conversation.insert(message(5, 'anna'))
    marker.settle()
    parts.ring()
    expect(written()).toEqual([{ user: 'anna', id: 'm5', clock: 5 }])
  })

  it('is left to the copy that was quicker', () => {
    marker.settle()
    hear('{"user":"John","id":"m3","clock":3}')
    parts.ring()
    expect(written()).toEqual([])
  })

  it('is mended where it is behind', () => {
    conversation.insert(message(4))
    hear('{"user":"John","id":"m3","clock":3}')
    parts.ring()
    expect(written()).toEqual([{ id: 'm4', clock: 4 }])
    hear('{"id":"m4","clock":4}')
    parts.ring()
    expect(written()).toHaveLength(1)
  })

  it('is not mended for a last word it knows and we do not', () => {
    expect(hear('{"user":"Yoko","id":"m9","clock":9}')).toBe(true)
    marker.settle()
    parts.ring()
    expect(written()).toEqual([])
    expect(conversation.last()?.user).toBe('Yoko')
  })

  it('does not name what is under way', () => {
    conversation.insert(message(4, 'Yoko'))
    underWay = ['m4']
    marker.settle()
    parts.ring()
    expect(written()).toEqual([])
    underWay = []
    marker.settle()
    parts.ring()
    expect(written()).toEqual([{ user: 'Yoko', id: 'm4', clock: 4 }])
  })

  it.each(['', '{', '{"id":"a"}', '{"id":"a","clock":"9"}', '{"id":"a","clock":1e300}'])(
    'is not understood: %s',
    (payload) => {
      expect(hear(payload)).toBe(false)
      expect(conversation.last()?.id).toBe('m3')
    },
  )

  it('is on its own topic only', () => {
    for (const topic of ['chat', 'chat/turn/x', 'other/turn']) {
      expect(
        marker.receive({ topic, payload: encodeText('{"id":"a","clock":9}'), qos: 1, retain: true }),
      ).toBeUndefined()
    }
  })
})

describe('for a broker that this copy starts', () => {
  it('it is the last word', () => {
    expect(marker.retained()).toEqual([
      { topic: 'chat/turn', payload: encodeText('{"user":"John","id":"m3","clock":3}'), qos: 1 },
    ])
  })

  it('it is the last word that stands', () => {
    conversation.insert(message(4, 'Yoko'))
    underWay = ['m4']
    expect(marker.retained()).toEqual([
      { topic: 'chat/turn', payload: encodeText('{"user":"John","id":"m3","clock":3}'), qos: 1 },
    ])
  })

  it('it is none where nobody ever wrote', () => {
    expect(new TurnMarker(parts, new Conversation(), () => true).retained()).toEqual([])
  })
})
