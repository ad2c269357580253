import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import type { StatePush, Views } from '@shared/ipc/state'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'
import { StateFeed, type ViewSources } from './state-feed'

const entry = (seq: number): WireEntry => ({
  seq,
  at: seq,
  direction: 'in',
  topic: 'led',
  qos: 2,
  retain: false,
  size: 2,
  preview: 'on',
  form: 'text',
})
const said = (id: string, text = id): MessageView => ({ id, clock: 1, text, ts: 1, own: false })

class Rig {
  readonly views: { -readonly [Name in keyof Views]: Views[Name] } = {
    connection: { phase: 'stopped' },
    lights: [],
    trayLight: 'led',
    subscriptions: [],
    settings: {
      broker: { kind: 'this-computer' },
      password: 'none',
      fromCommandLine: { name: false, broker: false },
    },
    room: {
      topic: 'chat',
      turn: { mayWrite: false, because: 'no-name' },
      people: [],
      draft: { text: '', version: 1 },
    },
    notices: [],
    version: '1.2.3',
  }
  wire: WireEntry[] = []
  conversation: MessageView[] = []
  reads = 0
  readonly frames: { ms: number; task: () => void }[] = []
  readonly feed: StateFeed

  constructor() {
    const sources = Object.fromEntries(
      (Object.keys(this.views) as (keyof Views)[]).map((name) => [
        name,
        () => {
          this.reads++
          return this.views[name]
        },
      ]),
    ) as unknown as ViewSources
    const lists = { wire: () => this.wire, conversation: () => this.conversation }
    this.feed = new StateFeed(sources, lists, (ms, task) => {
      this.frames.push({ ms, task })
      return () => undefined
    })
  }

  frame(): void {
    for (const { task } of this.frames.splice(0)) task()
  }

  attach(): StatePush[] {
    const pushes: StatePush[] = []
    this.feed.attach((push) => pushes.push(push))
    return pushes
  }
}

let rig: Rig
beforeEach(() => (rig = new Rig()))

describe('a window that opens', () => {
  it('gets everything at once', () => {
    rig.wire = [entry(1)]
    rig.conversation = [said('a')]
    expect(rig.attach()).toEqual([
      {
        snapshot: true,
        views: rig.views,
        wire: { upsert: [entry(1)] },
        conversation: { upsert: [said('a')] },
      },
    ])
  })

  it('gets what is pending in its snapshot and not again; the others miss nothing', () => {
    const early = rig.attach()
    rig.wire = [entry(1)]
    rig.feed.wire(entry(1))
    rig.views.trayLight = 'lamp'
    rig.feed.touch('trayLight')
    const late = rig.attach()
    rig.frame()
    expect(late).toHaveLength(1)
    expect(late[0]).toMatchObject({
      snapshot: true,
      views: { trayLight: 'lamp' },
      wire: { upsert: [entry(1)] },
    })
    expect(early.slice(1)).toEqual([
      { snapshot: false, views: { trayLight: 'lamp' }, wire: { upsert: [entry(1)], dropBefore: undefined } },
    ])
  })

  it('gets no more when it has gone', () => {
    const pushes: StatePush[] = []
    const stop = rig.feed.attach((push) => pushes.push(push))
    rig.feed.touch('lights')
    stop()
    rig.frame()
    expect(pushes).toHaveLength(1)
  })

  it('can go while a push is handed round', () => {
    const order: string[] = []
    const stops: (() => void)[] = []
    for (const name of ['a', 'b', 'c']) {
      stops.push(rig.feed.attach(() => void (order.push(name), order.length > 3 && stops[1]?.())))
    }
    rig.feed.touch('lights')
    rig.frame()
    expect(order).toEqual(['a', 'b', 'c', 'a', 'c'])
  })
})

describe('patches', () => {
  it('come once per frame, however much has changed', () => {
    const pushes = rig.attach()
    rig.reads = 0
    for (let count = 0; count < 1_000; count++) rig.feed.touch('connection', 'lights')
    rig.feed.wire(entry(1))
    rig.feed.conversation({ upsert: [said('a')] })
    expect(pushes).toHaveLength(1)
    expect(rig.frames.map(({ ms }) => ms)).toEqual([16])
    rig.frame()
    expect(pushes).toHaveLength(2)
    expect(rig.reads).toBe(2)
    expect(Object.keys(pushes[1]?.views ?? {})).toEqual(['connection', 'lights'])
  })

  it('carry the state as it is when the frame is due', () => {
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    rig.views.trayLight = 'one'
    rig.feed.touch('trayLight')
    rig.views.trayLight = 'two'
    rig.frame()
    expect(pushes[1]?.views).toEqual({ trayLight: 'two' })
  })

  it('do not come where nothing has changed', () => {
    const pushes = rig.attach()
    rig.feed.touch()
    rig.feed.conversation({ upsert: [] })
    rig.frame()
    expect(pushes).toHaveLength(1)
  })

  it('hold each entry of the wire once and in order over many frames', () => {
    const pushes = rig.attach()
    for (let seq = 1; seq <= 500; seq++) {
      rig.feed.wire(entry(seq))
      if (seq % 7 === 0) rig.frame()
    }
    rig.frame()
    const seen = pushes.slice(1).flatMap((push) => push.wire?.upsert ?? [])
    expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  })

  it('stay bounded when 100,000 messages pass in one frame, and the newest are kept', () => {
    const pushes = rig.attach()
    for (let seq = 1; seq <= 100_000; seq++) rig.feed.wire(entry(seq))
    rig.frame()
    expect(pushes).toHaveLength(2)
    const seqs = pushes[1]?.wire?.upsert.map(({ seq }) => seq)
    expect(seqs).toEqual(
      Array.from({ length: MAX_WIRE_ENTRIES }, (_, index) => 100_000 - MAX_WIRE_ENTRIES + 1 + index),
    )
  })

  it('say which entries are gone, and drop those that were waiting', () => {
    const pushes = rig.attach()
    rig.feed.wire(entry(1))
    rig.feed.dropWire(2)
    rig.feed.wire(entry(2))
    rig.frame()
    expect(pushes[1]?.wire).toEqual({ upsert: [entry(2)], dropBefore: 2 })
    rig.feed.wire(entry(3))
    rig.frame()
    expect(pushes[2]?.wire).toEqual({ upsert: [entry(3)], dropBefore: undefined })
  })

  it('say that everything is gone although nothing came', () => {
    const pushes = rig.attach()
    rig.feed.dropWire(8)
    rig.frame()
    expect(pushes[1]).toEqual({ snapshot: false, views: {}, wire: { upsert: [], dropBefore: 8 } })
  })
})

describe('the conversation', () => {
  it('hands on the newest form of a message only', () => {
    const pushes = rig.attach()
    rig.feed.conversation({ upsert: [said('a', 'queued'), said('b')] })
    rig.feed.conversation({ upsert: [said('a', 'sent')] })
    rig.frame()
    expect(pushes[1]?.conversation).toEqual({ upsert: [said('a', 'sent'), said('b')], remove: [] })
  })

  it('tells of a message that went, also when it came in the same frame', () => {
    const pushes = rig.attach()
    rig.feed.conversation({ upsert: [said('a')] })
    rig.feed.conversation({ upsert: [], remove: ['a'] })
    rig.frame()
    expect(pushes[1]?.conversation).toEqual({ upsert: [], remove: ['a'] })
  })

  it('keeps a message that went and came back', () => {
    const pushes = rig.attach()
    rig.feed.conversation({ upsert: [], remove: ['a'] })
    rig.feed.conversation({ upsert: [said('a')] })
    rig.frame()
    expect(pushes[1]?.conversation).toEqual({ upsert: [said('a')], remove: [] })
  })

  it('takes removals and additions of one patch as removal first', () => {
    const pushes = rig.attach()
    rig.feed.conversation({ upsert: [said('a', 'new')], remove: ['a'] })
    rig.frame()
    expect(pushes[1]?.conversation).toEqual({ upsert: [said('a', 'new')], remove: [] })
  })
})

it('pushes only what can cross to a window', () => {
  rig.wire = [entry(1)]
  const pushes = rig.attach()
  rig.feed.conversation({ upsert: [said('a')], remove: ['b'] })
  rig.feed.touch('room', 'settings')
  rig.frame()
  for (const push of pushes) expect(structuredClone(push)).toEqual(push)
})
