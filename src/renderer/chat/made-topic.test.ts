import { expect, it } from 'vitest'
import { parseRoomTopic } from '@shared/chat/room-topic'
import { madeTopic } from './made-topic'

it('has sixteen digits of chance', () => {
  expect(madeTopic((bytes) => bytes.set([0x3f, 0x9a, 0x1c, 0x2b, 0x4d, 0x5e, 0x6f, 0x07]))).toBe(
    'room/3f9a1c2b4d5e6f07',
  )
})

it('is never the same, and always one that can be a room', () => {
  const topics = Array.from({ length: 50 }, () => madeTopic())
  expect(new Set(topics).size).toBe(50)
  for (const topic of topics) expect(parseRoomTopic(topic)).toEqual({ ok: true, value: topic })
})
