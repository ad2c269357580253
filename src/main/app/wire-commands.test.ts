import { beforeEach, describe, expect, it } from 'vitest'
import type { CommandResult } from '@shared/ipc/contract'
import { decodeText, encodeText, MAX_SENT_PAYLOAD, type MqttMessage } from '@shared/mqtt/message'
import { ok, refused } from '@shared/result'
import { MAX_WIRE_PAYLOAD } from '@shared/wire/entry'
import { CSV_HEADER } from '@shared/wire/export'
import { WireLog } from '../mqtt/wire-log'
import type { Files } from './files'
import { wireCommands, type WireParts } from './wire-commands'

/** Everything the Wire's commands can reach, writing down what is done to it; the log is the real one. */
class Rig {
  readonly done: unknown[][] = []
  readonly wire = new WireLog(
    () => 0,
    () => undefined,
  )
  publishAnswer: Awaited<ReturnType<WireParts['session']['publish']>> = ok(undefined)
  grant: 0 | 1 | 2 | 'refused' | 'later' = 2
  savedAnswer: CommandResult = ok(undefined)
  place: Awaited<ReturnType<Files['save']>> = ok('/home/john/wire.jsonl')
  written = ''
  /** What happens while the dialog stands open. */
  meanwhile = (): void => undefined
  readonly run: ReturnType<typeof wireCommands>

  constructor() {
    const note =
      (what: string) =>
      (...details: unknown[]): void =>
        void this.done.push([what, ...details])
    const parts: WireParts = {
      session: {
        publish: (topic, payload, options) => {
          note('publish')(topic, decodeText(payload) ?? [...payload], options)
          return Promise.resolve(this.publishAnswer)
        },
      },
      wire: this.wire,
      filters: {
        add: (filter, qos) => (note('subscribe')(filter, qos), Promise.resolve(this.grant)),
        remove: (filter) => (note('unsubscribe')(filter), Promise.resolve()),
      },
      saved: {
        save: (form) => (note('save')(form), this.savedAnswer),
        remove: (id) => (note('remove')(id), this.savedAnswer),
      },
      feed: { touch: note('touch'), wire: note('wire') },
      files: {
        save: (name, filters, lines) => {
          note('file')(name, filters)
          this.meanwhile()
          if (this.place.ok && this.place.value !== undefined) this.written = [...lines].join('')
          return Promise.resolve(this.place)
        },
      },
      clipboard: { writeText: note('copy') },
    }
    this.run = wireCommands(parts)
  }

  /** A message that passed. */
  passed(message: Partial<MqttMessage> & { text?: string }, direction: 'in' | 'out' = 'in'): void {
    const { text = 'on', ...more } = message
    const whole: MqttMessage = { topic: 'led', payload: encodeText(text), qos: 1, retain: false, ...more }
    this.wire.add(direction, whole, true)
  }
}

const done = ok(undefined)
const tooLarge = refused({ kind: 'payload-too-large', limit: MAX_SENT_PAYLOAD })
const gone = refused({ kind: 'gone' })
const badTopics = [
  ['', 'empty'],
  ['led/#', 'wildcard'],
  ['a\u0000', 'forbidden-character'],
] as const
let rig: Rig
beforeEach(() => (rig = new Rig()))

describe('wire:publish', () => {
  const args = { topic: 'led', payload: 'öñ', qos: 1, retain: true } as const

  it('publishes the text as it is', async () => {
    expect(await rig.run['wire:publish'](args)).toEqual(done)
    expect(rig.done).toEqual([['publish', 'led', 'öñ', { qos: 1, retain: true }]])
  })

  it.each(badTopics)('refuses the topic %j', async (topic, problem) => {
    expect(await rig.run['wire:publish']({ ...args, topic })).toEqual(refused({ kind: 'topic', problem }))
    expect(rig.done).toEqual([])
  })

  it('counts bytes, not characters', async () => {
    const most = '€'.repeat(Math.floor(MAX_SENT_PAYLOAD / 3))
    expect(await rig.run['wire:publish']({ ...args, payload: most })).toEqual(done)
    expect(await rig.run['wire:publish']({ ...args, payload: `${most}€` })).toEqual(tooLarge)
  })

  it('hands on why it was not sent', async () => {
    rig.publishAnswer = refused({ kind: 'not-connected' })
    expect(await rig.run['wire:publish'](args)).toEqual(refused({ kind: 'not-connected' }))
  })
})

describe('wire:subscribe and wire:unsubscribe', () => {
  it('subscribe, and show it', async () => {
    expect(await rig.run['wire:subscribe']({ filter: 'home/+/#', qos: 0 })).toEqual(done)
    expect(rig.done).toEqual([
      ['subscribe', 'home/+/#', 0],
      ['touch', 'subscriptions'],
    ])
  })

  it('say what the broker refused', async () => {
    rig.grant = 'refused'
    expect(await rig.run['wire:subscribe']({ filter: '#', qos: 2 })).toEqual(
      refused({ kind: 'refused-by-broker', detail: '#' }),
    )
  })

  it('are content when the broker is not there yet', async () => {
    rig.grant = 'later'
    expect(await rig.run['wire:subscribe']({ filter: '#', qos: 2 })).toEqual(done)
  })

  it('refuse a filter with a wildcard in the wrong place', async () => {
    expect(await rig.run['wire:subscribe']({ filter: 'a/#/b', qos: 2 })).toEqual(
      refused({ kind: 'topic', problem: 'misplaced-wildcard' }),
    )
    expect(rig.done).toEqual([])
  })

  it('remove it again', async () => {
    expect(await rig.run['wire:unsubscribe']({ filter: '#' })).toEqual(done)
    expect(rig.done).toEqual([
      ['unsubscribe', '#'],
      ['touch', 'subscriptions'],
    ])
  })
})

it('wire:clear empties the log and the windows', async () => {
  rig.passed({})
  expect(await rig.run['wire:clear']({})).toEqual(done)
  expect(rig.wire.entries).toEqual([])
  expect(rig.done).toEqual([['wire']])
})

describe('wire:entry', () => {
  it('answers the bytes and properties, with no bytes of their neighbours', async () => {
    const properties = { contentType: 'text/plain' }
    rig.passed({ payload: Buffer.from('secret, 42').subarray(8), properties })
    rig.passed({ text: 'off' })
    const answer = await rig.run['wire:entry']({ seq: 1 })
    expect(answer).toEqual(ok({ seq: 1, payload: encodeText('42'), properties }))
    expect(answer.ok && answer.value.payload.buffer.byteLength).toBe(2)
    expect(await rig.run['wire:entry']({ seq: 2 })).toEqual(ok({ seq: 2, payload: encodeText('off') }))
  })

  it('says when it is no longer kept', async () => {
    expect(await rig.run['wire:entry']({ seq: 1 })).toEqual(gone)
  })
})

describe('wire:resend', () => {
  it('publishes the same bytes on the same topic with the same QoS', async () => {
    rig.passed({ topic: 'a/b', payload: new Uint8Array([0xff, 0]), qos: 0 })
    expect(await rig.run['wire:resend']({ seq: 1 })).toEqual(done)
    expect(rig.done).toEqual([['publish', 'a/b', [0xff, 0], { qos: 0, retain: false }]])
  })

  it.each([
    ['in', true, false],
    ['out', true, true],
    ['out', false, false],
  ] as const)(
    'of one that went %s with retain %j asks for retain %j',
    async (direction, retain, expected) => {
      rig.passed({ retain }, direction)
      await rig.run['wire:resend']({ seq: 1 })
      expect(rig.done).toEqual([['publish', 'led', 'on', { qos: 1, retain: expected }]])
    },
  )

  it.each([MAX_SENT_PAYLOAD + 1, MAX_WIRE_PAYLOAD + 1])('refuses %i bytes', async (size) => {
    rig.passed({ payload: new Uint8Array(size) })
    expect(await rig.run['wire:resend']({ seq: 1 })).toEqual(tooLarge)
    expect(rig.done).toEqual([])
  })

  it('says when it is no longer kept, and why it was not sent', async () => {
    expect(await rig.run['wire:resend']({ seq: 1 })).toEqual(gone)
    rig.passed({})
    rig.publishAnswer = refused({ kind: 'not-connected' })
    expect(await rig.run['wire:resend']({ seq: 1 })).toEqual(refused({ kind: 'not-connected' }))
  })
})

describe('wire:export', () => {
  const everything = { topic: '', text: '' }

  it('writes what the filter lets through, and says where and how many', async () => {
    for (const topic of ['a', 'b/1', 'b/2', '$SYS/x']) rig.passed({ topic })
    const answer = await rig.run['wire:export']({ format: 'jsonl', filter: { topic: 'b/+', text: '' } })
    expect(answer).toEqual(ok({ file: '/home/john/wire.jsonl', entries: 2 }))
    const topics = rig.written.trimEnd().split('\n')
    expect(topics.map((line) => (JSON.parse(line) as { topic: string }).topic)).toEqual(['b/1', 'b/2'])
    expect(rig.done).toEqual([['file', 'wire.jsonl', [{ name: 'JSON Lines', extensions: ['jsonl'] }]]])
  })

  it('writes whole payloads, not previews, and CSV with its header', async () => {
    rig.passed({ text: 'x'.repeat(5_000) })
    await rig.run['wire:export']({ format: 'csv', filter: everything })
    const [header, row] = rig.written.split('\r\n')
    expect(`${header}\r\n`).toBe(CSV_HEADER)
    expect(row).toContain(`"${'x'.repeat(5_000)}"`)
    expect(rig.done[0]?.slice(1)).toEqual(['wire.csv', [{ name: 'CSV', extensions: ['csv'] }]])
  })

  it('writes what was shown when it was asked for, whatever comes and goes meanwhile', async () => {
    rig.passed({ topic: 'before' })
    rig.meanwhile = () => {
      rig.wire.clear()
      rig.passed({ topic: 'after' })
    }
    const answer = await rig.run['wire:export']({ format: 'jsonl', filter: everything })
    expect(answer).toMatchObject(ok({ entries: 1 }))
    expect(rig.written).toContain('"topic":"before"')
    expect(rig.written).not.toContain('after')
  })

  it('answers nothing where no place was picked', async () => {
    rig.place = ok(undefined)
    expect(await rig.run['wire:export']({ format: 'csv', filter: everything })).toEqual(ok(undefined))
  })

  it('says why it could not be written', async () => {
    rig.place = refused({ problem: 'unwritable', detail: 'ENOSPC' })
    expect(await rig.run['wire:export']({ format: 'csv', filter: everything })).toEqual(
      refused({ kind: 'not-saved', detail: 'ENOSPC' }),
    )
  })

  it('refuses a filter that is none before it asks for a place', async () => {
    const filter = { topic: 'a/#/b', text: '' }
    expect(await rig.run['wire:export']({ format: 'csv', filter })).toEqual(
      refused({ kind: 'topic', problem: 'misplaced-wildcard' }),
    )
    expect(rig.done).toEqual([])
  })
})

describe('wire:clear-retained', () => {
  it('publishes nothing, to be kept', async () => {
    expect(await rig.run['wire:clear-retained']({ topic: 'led' })).toEqual(done)
    expect(rig.done).toEqual([['publish', 'led', '', { qos: 1, retain: true }]])
  })

  it.each(badTopics)('refuses the topic %j', async (topic, problem) => {
    expect(await rig.run['wire:clear-retained']({ topic })).toEqual(refused({ kind: 'topic', problem }))
    expect(rig.done).toEqual([])
  })

  it('hands on why it was not sent', async () => {
    rig.publishAnswer = refused({ kind: 'refused-by-broker', detail: 'no' })
    expect(await rig.run['wire:clear-retained']({ topic: 'led' })).toEqual(rig.publishAnswer)
  })
})

it('saved messages go to the one who keeps them, and the windows see it also when it could not be written', async () => {
  const form = { name: 'On', topic: 'led', payload: 'on', qos: 2, retain: true } as const
  expect(await rig.run['wire:save-message'](form)).toEqual(done)
  rig.savedAnswer = refused({ kind: 'not-saved', detail: 'EROFS' })
  expect(await rig.run['wire:remove-message']({ id: 'a' })).toEqual(rig.savedAnswer)
  expect(rig.done).toEqual([
    ['save', form],
    ['touch', 'savedMessages'],
    ['remove', 'a'],
    ['touch', 'savedMessages'],
  ])
})

it('clipboard:write copies the text', async () => {
  expect(await rig.run['clipboard:write']({ text: 'a\tb' })).toEqual(done)
  expect(rig.done).toEqual([['copy', 'a\tb']])
})
