import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import { FIRST_CHAT_SETTINGS } from '@shared/chat/room-settings'
import type { StatePush, Views } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import { lightState } from '@shared/light/testing/light-state'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'
import { StateFeed, type ViewSources, type Wants } from './state-feed'

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
const said = (id: string, text = id): MessageView => ({ room: 'chat', id, clock: 1, text, ts: 1, own: false })

const nothing: Wants = { lights: false, wire: false, messages: false }
const light = (id: string, power: LightState['power'] = 'off'): LightState => lightState(id, { power })

class Rig {
  readonly views: { -readonly [Name in keyof Views]: Views[Name] } = {
    connection: { phase: 'stopped' },
    trayLight: 'led',
    arranged: { plain: [], scenes: [], timers: [], shortcuts: [], colours: [], offered: false },
    subscriptions: [],
    settings: { chat: FIRST_CHAT_SETTINGS, fromCommandLine: { name: false, broker: false } },
    profiles: { active: 'this-computer', list: [], keeping: 'encrypted' },
    savedMessages: [],
    desktop: { settings: { updates: true }, startAtLogin: 'off', update: { phase: 'idle' } },
    wireKept: { entries: 0, bytes: 0 },
    rooms: [],
    room: undefined,
    notices: [],
    version: '1.2.3',
  }
  wire: WireEntry[] = []
  lights: LightState[] = []
  reads = 0
  readonly reports: unknown[] = []
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
    const lists = {
      wire: () => this.wire,
      lights: () => this.lights,
      light: (id: string) => this.lights.find((light) => light.id === id),
    }
    this.feed = new StateFeed(
      sources,
      lists,
      (ms, task) => {
        this.frames.push({ ms, task })
        return () => undefined
      },
      (error) => this.reports.push(error),
    )
  }

  /** Lets what is due at once happen, and then a frame pass. */
  async frame(): Promise<void> {
    await Promise.resolve()
    for (const { task } of this.frames.splice(0)) task()
  }

  attach(wants: Partial<Wants> = { wire: true, messages: true }): StatePush[] {
    const pushes: StatePush[] = []
    this.feed.attach((push) => pushes.push(push), { ...nothing, ...wants })
    return pushes
  }
}

let rig: Rig
beforeEach(() => (rig = new Rig()))

const wireOf = (pushes: readonly StatePush[]): number[] =>
  pushes.flatMap((push) => push.wire?.upsert ?? []).map(({ seq }) => seq)
const counted = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('a window that opens', () => {
  it('gets everything at once', () => {
    rig.wire = [entry(1)]
    expect(rig.attach()).toEqual([
      {
        snapshot: true,
        views: rig.views,
        wire: { upsert: [entry(1)] },
      },
    ])
  })

  it('gets what is pending in its snapshot and not again; the others miss nothing', async () => {
    const early = rig.attach()
    rig.wire = [entry(1)]
    rig.feed.wire(entry(1), 1)
    rig.views.trayLight = 'lamp'
    rig.feed.touch('trayLight')
    const late = rig.attach()
    await rig.frame()
    expect(late).toHaveLength(1)
    expect(late[0]).toMatchObject({
      snapshot: true,
      views: { trayLight: 'lamp' },
      wire: { upsert: [entry(1)] },
    })
    expect(early.slice(1)).toEqual([
      {
        snapshot: false,
        views: { trayLight: 'lamp', wireKept: rig.views.wireKept },
        wire: { upsert: [entry(1)], dropBefore: 1 },
      },
    ])
  })

  it('gets a long burst in its snapshot and not again either', async () => {
    const early = rig.attach()
    for (let seq = 1; seq <= 5_000; seq++) rig.feed.wire(entry(seq), 1)
    const late = rig.attach()
    for (let frame = 0; frame < 9; frame++) await rig.frame()
    expect(wireOf(early)).toEqual(counted(1, 5_000))
    expect(late).toHaveLength(1)
  })

  it('gets no more when it has gone', async () => {
    const pushes: StatePush[] = []
    const stop = rig.feed.attach((push) => pushes.push(push), { ...nothing, wire: true, messages: true })
    rig.feed.touch('trayLight')
    stop()
    await rig.frame()
    expect(pushes).toHaveLength(1)
  })

  it('can go while a push is handed round', async () => {
    const order: string[] = []
    const stops: (() => void)[] = []
    for (const name of ['a', 'b', 'c']) {
      const sink = (): void => void (order.push(name), order.length > 3 && stops[1]?.())
      stops.push(rig.feed.attach(sink, nothing))
    }
    rig.feed.touch('trayLight')
    await rig.frame()
    expect(order).toEqual(['a', 'b', 'c', 'a', 'c'])
  })

  it('that fails does not deafen the others, and is tried again', async () => {
    let tries = 0
    const failing = (): never => {
      tries++
      throw new Error('no window')
    }
    rig.feed.attach(failing, { ...nothing, wire: true, messages: true })
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    await rig.frame()
    rig.feed.touch('trayLight')
    await rig.frame()
    expect(pushes).toHaveLength(3)
    expect(tries).toBe(3)
    expect(rig.reports).toEqual(Array.from({ length: 3 }, () => new Error('no window')))
  })
})

describe('what a window does not show', () => {
  beforeEach(() => {
    rig.wire = [entry(1)]
  })

  it('is not in its snapshot', () => {
    const { wireKept, ...others } = rig.views
    expect(rig.attach({})).toEqual([{ snapshot: true, views: others }])
    expect(rig.attach({ wire: true })).toEqual([
      { snapshot: true, views: { ...others, wireKept }, wire: { upsert: [entry(1)] } },
    ])
    expect(rig.attach({ messages: true })).toEqual([{ snapshot: true, views: others }])
  })

  it('wakes nobody up, and leaves the rest of a push whole', async () => {
    const [tray, controller, chat] = [
      rig.attach({}),
      rig.attach({ wire: true }),
      rig.attach({ messages: true }),
    ]
    rig.feed.wire(entry(2), 1)
    await rig.frame()
    rig.feed.messages({ upsert: [said('b')] })
    await rig.frame()
    expect([tray, controller, chat].map(({ length }) => length)).toEqual([1, 2, 2])
    rig.feed.touch('trayLight')
    rig.feed.wire(entry(3), 1)
    await rig.frame()
    expect(tray[1]).toEqual({ snapshot: false, views: { trayLight: 'led' } })
    expect(chat[2]).toEqual({ snapshot: false, views: { trayLight: 'led' } })
    expect(wireOf(controller)).toEqual([1, 2, 3])
  })

  it('costs nothing while nobody shows it: no frame, nothing kept for later', async () => {
    rig.attach({ messages: true })
    for (let seq = 2; seq <= 100; seq++) rig.feed.wire(entry(seq), 1)
    rig.feed.dropWire(50)
    await rig.frame()
    expect(rig.frames).toEqual([])
    const pushes = rig.attach({ wire: true })
    rig.feed.touch('trayLight')
    await rig.frame()
    expect(wireOf(pushes)).toEqual([1])
  })
})

describe('patches', () => {
  it('come at once after a calm, with all that was changed together', async () => {
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    rig.feed.touch('connection')
    expect(pushes).toHaveLength(1)
    await Promise.resolve()
    expect(pushes.slice(1)).toEqual([
      { snapshot: false, views: { trayLight: 'led', connection: { phase: 'stopped' } } },
    ])
  })

  it('come once per frame from then on, however much has changed', async () => {
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    await Promise.resolve()
    rig.reads = 0
    for (let count = 0; count < 1_000; count++) {
      rig.feed.touch('connection', 'trayLight')
      await Promise.resolve()
    }
    rig.feed.messages({ upsert: [said('a')] })
    expect(pushes).toHaveLength(2)
    expect(rig.frames.map(({ ms }) => ms)).toEqual([16])
    await rig.frame()
    expect(pushes).toHaveLength(3)
    expect(rig.reads).toBe(2)
    expect(Object.keys(pushes[2]?.views ?? {})).toEqual(['connection', 'trayLight'])
  })

  it('come at once again after a frame in which nothing happened', async () => {
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    await rig.frame()
    expect(rig.frames).toEqual([])
    rig.feed.touch('trayLight')
    await Promise.resolve()
    expect(pushes).toHaveLength(3)
  })

  it('wait where a watcher answers a push by a change of its own', async () => {
    let count = 0
    rig.feed.attach(() => count++ < 5 && rig.feed.touch('trayLight'), nothing)
    await Promise.resolve()
    await Promise.resolve()
    const afterTheFirst = count
    await rig.frame()
    expect([afterTheFirst, count]).toEqual([2, 3])
  })

  it('carry the state as it is when the push is due', async () => {
    const pushes = rig.attach()
    rig.feed.touch('trayLight')
    rig.views.trayLight = 'one'
    rig.feed.touch('trayLight')
    rig.views.trayLight = 'two'
    await rig.frame()
    expect(pushes.slice(1).map(({ views }) => views)).toEqual([{ trayLight: 'two' }])
  })

  it('do not come where nothing has changed', async () => {
    const pushes = rig.attach()
    rig.feed.touch()
    rig.feed.messages({ upsert: [] })
    await rig.frame()
    expect(pushes).toHaveLength(1)
    expect(rig.frames).toEqual([])
  })
})

describe('the wire', () => {
  it('hands on each entry once and in order over many frames, with how much is kept', async () => {
    const pushes = rig.attach()
    for (let seq = 1; seq <= 500; seq++) {
      rig.views.wireKept = { entries: seq, bytes: 2 * seq }
      rig.feed.wire(entry(seq), 1)
      if (seq % 7 === 0) await rig.frame()
    }
    await rig.frame()
    expect(wireOf(pushes)).toEqual(counted(1, 500))
    expect(pushes.at(-1)?.views).toEqual({ wireKept: { entries: 500, bytes: 1_000 } })
  })

  it('spreads a burst over frames, 1,000 entries in each', async () => {
    const pushes = rig.attach()
    for (let seq = 1; seq <= 2_500; seq++) rig.feed.wire(entry(seq), 1)
    for (let frame = 0; frame < 5; frame++) await rig.frame()
    expect(pushes.slice(1).map((push) => push.wire?.upsert.length)).toEqual([1_000, 1_000, 500])
    expect(wireOf(pushes)).toEqual(counted(1, 2_500))
  })

  it('stays bounded when 100,000 messages pass in one frame, and the newest are handed on', async () => {
    const pushes = rig.attach()
    for (let seq = 1; seq <= 100_000; seq++)
      rig.feed.wire(entry(seq), Math.max(1, seq - MAX_WIRE_ENTRIES + 1))
    for (let frame = 0; frame < 20; frame++) await rig.frame()
    expect(wireOf(pushes)).toEqual(counted(100_000 - MAX_WIRE_ENTRIES + 1, 100_000))
    expect(pushes).toHaveLength(11)
  })

  it('says which entries are gone, and hands on none that has gone while it waited', async () => {
    const pushes = rig.attach()
    rig.feed.wire(entry(1), 1)
    rig.feed.dropWire(2)
    rig.feed.wire(entry(2), 2)
    await rig.frame()
    expect(pushes[1]?.wire).toEqual({ upsert: [entry(2)], dropBefore: 2 })
    for (let seq = 3; seq <= 3_000; seq++) rig.feed.wire(entry(seq), 2)
    await rig.frame()
    rig.feed.dropWire(3_001)
    await rig.frame()
    expect(wireOf(pushes.slice(2))).toEqual(counted(3, 2_002))
    expect(pushes.at(-1)?.wire).toEqual({ upsert: [], dropBefore: 3_001 })
  })

  it('says that everything is gone although nothing came', async () => {
    const pushes = rig.attach()
    rig.feed.dropWire(8)
    await rig.frame()
    expect(pushes[1]?.wire).toEqual({ upsert: [], dropBefore: 8 })
  })
})

describe('messages', () => {
  it('hands on the newest form of a message only', async () => {
    const pushes = rig.attach()
    rig.feed.messages({ upsert: [said('a', 'queued'), said('b')] })
    rig.feed.messages({ upsert: [said('a', 'sent')] })
    await rig.frame()
    expect(pushes[1]?.messages).toEqual({ upsert: [said('a', 'sent'), said('b')], remove: [] })
  })

  it('tells of a message that went, also when it came in the same frame', async () => {
    const pushes = rig.attach()
    rig.feed.messages({ upsert: [said('a')] })
    rig.feed.messages({ upsert: [], remove: ['a'] })
    await rig.frame()
    expect(pushes[1]?.messages).toEqual({ upsert: [], remove: ['a'] })
  })

  it('keeps a message that went and came back', async () => {
    const pushes = rig.attach()
    rig.feed.messages({ upsert: [], remove: ['a'] })
    rig.feed.messages({ upsert: [said('a')] })
    await rig.frame()
    expect(pushes[1]?.messages).toEqual({ upsert: [said('a')], remove: [] })
  })

  it('takes removals and additions of one patch as removal first', async () => {
    const pushes = rig.attach()
    rig.feed.messages({ upsert: [said('a', 'new')], remove: ['a'] })
    await rig.frame()
    expect(pushes[1]?.messages).toEqual({ upsert: [said('a', 'new')], remove: [] })
  })
})

it('pushes only what can cross to a window', async () => {
  rig.wire = [entry(1)]
  const pushes = rig.attach()
  rig.feed.messages({ upsert: [said('a')], remove: ['b'] })
  rig.feed.touch('room', 'settings')
  await rig.frame()
  for (const push of pushes) expect(structuredClone(push)).toEqual(push)
})

describe('lights', () => {
  it('come whole in the snapshot, then only those that changed, as they are when the frame is due', async () => {
    rig.lights = [light('a'), light('b')]
    const pushes = rig.attach({ lights: true })
    expect(pushes[0]?.lights).toEqual({ upsert: rig.lights })
    rig.feed.lights(['b'])
    rig.lights = [light('a'), light('b', 'on')]
    rig.feed.lights(['b'])
    await rig.frame()
    expect(pushes.slice(1).map(({ lights }) => lights)).toEqual([{ upsert: [light('b', 'on')], remove: [] }])
  })

  it('that are gone are taken away', async () => {
    rig.lights = [light('a')]
    const pushes = rig.attach({ lights: true })
    rig.lights = []
    rig.feed.lights(['a'])
    await rig.frame()
    expect(pushes[1]?.lights).toEqual({ upsert: [], remove: ['a'] })
  })

  it('are not sent to a window that shows none', async () => {
    const pushes = rig.attach()
    rig.feed.lights(['a'])
    await rig.frame()
    expect(pushes).toHaveLength(1)
    expect(pushes[0]).not.toHaveProperty('lights')
  })
})
