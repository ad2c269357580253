import { decodeText, type MqttMessage } from '@shared/mqtt/message'
import { FIRST_RULES } from '@shared/chat/rules'
import { ok, type Result } from '@shared/result'
import type { PublishFailure } from '../../mqtt/publisher'
import { createMemoryHistory } from '../../store/memory-history'
import type { RoomParts } from '../parts'
import { dice } from './world'

/** What a part of a room asks for, and what it did with it. */
export interface FakeParts extends RoomParts {
  readonly published: MqttMessage[]
  /** Texts published on one topic. */
  texts(topic: string): string[]
  /** Decides what becomes of what is published from now on. */
  answer: () => Promise<Result<undefined, PublishFailure>>
  readonly timers: { readonly ms: number; readonly task: () => void; off: boolean }[]
  /** Lets all timers run that were not called off. */
  ring(): void
}

/** Parts for one piece of a room: a broker that takes everything, timers that ring when told to. */
export function fakeParts(): FakeParts {
  const published: MqttMessage[] = []
  const timers: FakeParts['timers'] = []
  let ids = 0
  const parts: FakeParts = {
    topic: 'chat',
    client: 'me',
    run: '1766000000000-0000000a',
    published,
    timers,
    texts: (topic) =>
      published.filter((message) => message.topic === topic).map(({ payload }) => decodeText(payload)!),
    answer: () => Promise.resolve(ok(undefined)),
    ring: () => {
      for (const timer of timers.splice(0)) if (!timer.off) timer.task()
    },
    session: {
      publish: (topic, payload, { qos = 2, retain = false } = {}) => {
        published.push({ topic, payload, qos, retain })
        return parts.answer()
      },
    },
    history: createMemoryHistory(),
    now: () => 1_766_000_000_000,
    newId: () => `new-${++ids}`,
    random: dice(1),
    hash: (text) => `<${text}>`,
    after: (ms, task) => {
      const timer = { ms, task, off: false }
      timers.push(timer)
      return () => {
        timer.off = true
      }
    },
    firstRules: FIRST_RULES,
    sealed: false,
    tellsOthers: () => true,
    changed: () => undefined,
    patched: () => undefined,
    arrived: () => undefined,
  }
  return parts
}
