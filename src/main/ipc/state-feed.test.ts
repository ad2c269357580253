import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageView } from '@shared/chat/message'
import { FIRST_CHAT_SETTINGS } from '@shared/chat/room-settings'
import type { StatePush, Views } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import { lightState } from '@shared/light/testing/light-state'
import type { WireEntry } from '@shared/wire/entry'
import { StateFeed, type ViewSources, type Wants } from './state-feed'
import type { WireSource } from './waiting-wire'

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
/** A log of which the oldest can be let go. */
class Log implements WireSource {
  firstSeq = 1
  lastSeq = 0

  get entries(): WireEntry[] {
    return this.entriesFrom(this.firstSeq, Infinity)
  }

  entriesFrom(seq: number, most: number): WireEntry[] {
    const first = Math.max(seq, this.firstSeq)
    return counted(first, Math.min(this.lastSeq, first + most - 1)).map(entry)
  }
}

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
  readonly log = new Log()
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
      wire: this.log,
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

  /** As many pushes as do not wait for their frame. */
  async hurry(): Promise<void> {
    for (let count = 0; count < 3; count++) {
      this.feed.touch('trayLight')
      await Promise.resolve()
    }
  }

  /** So many messages pass, and the oldest that is kept is this one. */
  pass(count: number, first = this.log.firstSeq): void {
    this.log.firstSeq = first
    for (let passed = 0; passed < count; passed++) {
      this.log.lastSeq++
      this.feed.wire()
    }
  }

  /** Everything goes that was kept. */
  clear(): void {
    this.log.firstSeq = this.log.lastSeq + 1
    this.feed.wire()
  }

  /** Lets what is due at once happen, and then what waits for the next turn of the wire. */
  async rest(): Promise<void> {
    await Promise.resolve()
    const due = this.frames.filter(({ ms }) => ms === 100)
    for (const each of due) this.frames.splice(this.frames.indexOf(each), 1)
    for (const { task } of due) task()
    await Promise.resolve()
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
    rig.pass(1)
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
    rig.pass(1)
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
    rig.pass(5_000)
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
    rig.pass(1)
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
    rig.pass(1)
    await rig.frame()
    rig.feed.messages({ upsert: [said('b')] })
    await rig.frame()
    expect([tray, controller, chat].map(({ length }) => length)).toEqual([1, 2, 2])
    rig.feed.touch('trayLight')
    rig.pass(1)
    await rig.frame()
    expect(tray[1]).toEqual({ snapshot: false, views: { trayLight: 'led' } })
    expect(chat[2]).toEqual({ snapshot: false, views: { trayLight: 'led' } })
    expect(wireOf(controller)).toEqual([1, 2, 3])
  })

  it('costs nothing while nobody shows it: no frame, nothing kept for later', async () => {
    rig.attach({ messages: true })
    rig.pass(99, 50)
    await rig.frame()
    expect(rig.frames).toEqual([])
    const pushes = rig.attach({ wire: true })
    rig.feed.touch('trayLight')
    await rig.frame()
    expect(wireOf(pushes)).toEqual(counted(50, 100))
    expect(pushes[1]?.wire).toBeUndefined()
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

  it('come at once three times: a click, its answer, and what that brings', async () => {
    const pushes = rig.attach()
    for (let count = 1; count <= 5; count++) {
      rig.feed.touch('trayLight')
      await Promise.resolve()
    }
    expect(pushes).toHaveLength(4)
    await rig.frame()
    expect(pushes).toHaveLength(5)
  })

  it('come once per frame from then on, however much has changed', async () => {
    const pushes = rig.attach()
    await rig.hurry()
    pushes.splice(1)
    rig.reads = 0
    for (let count = 0; count < 1_000; count++) {
      rig.feed.touch('connection', 'trayLight')
      await Promise.resolve()
    }
    rig.feed.messages({ upsert: [said('a')] })
    expect(pushes).toHaveLength(1)
    expect(rig.frames.map(({ ms }) => ms)).toEqual([16])
    await rig.frame()
    expect(pushes).toHaveLength(2)
    expect(rig.reads).toBe(2)
    expect(Object.keys(pushes[1]?.views ?? {})).toEqual(['connection', 'trayLight'])
    rig.feed.touch('trayLight')
    await Promise.resolve()
    expect(pushes).toHaveLength(2)
  })

  it('come no more often than frames pass, over a long time', async () => {
    const pushes = rig.attach()
    for (let frame = 0; frame < 100; frame++) {
      for (let count = 0; count < 10; count++) {
        rig.feed.touch('trayLight')
        await Promise.resolve()
      }
      await rig.frame()
    }
    expect(pushes).toHaveLength(1 + 3 + 100)
  })

  it('come at once again after frames in which nothing happened, and those end', async () => {
    const pushes = rig.attach()
    await rig.hurry()
    for (let frame = 0; frame < 3; frame++) await rig.frame()
    expect(rig.frames).toEqual([])
    pushes.splice(1)
    await rig.hurry()
    expect(pushes).toHaveLength(4)
  })

  it('wait where a watcher answers a push by a change of its own', async () => {
    let count = 0
    rig.feed.attach(() => count++ < 9 && rig.feed.touch('trayLight'), nothing)
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
    const atOnce = count
    await rig.frame()
    expect([atOnce, count]).toEqual([4, 5])
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
  it('goes out at once, and then every 100 ms, also where other things are pushed', async () => {
    const pushes = rig.attach()
    rig.pass(1)
    await Promise.resolve()
    expect(wireOf(pushes)).toEqual([1])
    rig.pass(1)
    rig.feed.touch('trayLight')
    await Promise.resolve()
    expect(pushes).toHaveLength(3)
    expect(wireOf(pushes)).toEqual([1])
    await rig.rest()
    expect(wireOf(pushes)).toEqual([1, 2])
    expect(pushes.at(-1)?.views).toEqual({ wireKept: rig.views.wireKept })
  })

  it.each([
    [1, 100],
    [50, 100],
    [51, 250],
    [3_999, 250],
  ])('rests after %i entries for %i ms', async (count, ms) => {
    rig.attach()
    rig.pass(count)
    await Promise.resolve()
    // The other is the frame.
    expect(rig.frames.map((each) => each.ms).sort((a, b) => b - a)).toEqual([ms, 16])
  })

  it('hands on each entry once and in order over many frames, with how much is kept', async () => {
    const pushes = rig.attach()
    for (let count = 1; count <= 500; count++) {
      rig.views.wireKept = { entries: count, bytes: 2 * count }
      rig.pass(1)
      if (count % 7 === 0) await rig.frame()
    }
    await rig.frame()
    expect(wireOf(pushes)).toEqual(counted(1, 500))
    expect(pushes.at(-1)?.views).toEqual({ wireKept: { entries: 500, bytes: 1_000 } })
  })

  it('spreads a burst, 4,000 entries at a time', async () => {
    const pushes = rig.attach()
    rig.pass(9_000)
    for (let turn = 0; turn < 5; turn++) await rig.frame()
    expect(pushes.slice(1).map((push) => push.wire?.upsert.length)).toEqual([4_000, 4_000, 1_000])
    expect(wireOf(pushes)).toEqual(counted(1, 9_000))
  })

  it('goes on with the next frame where it could not tell all, and rests the longer then', async () => {
    rig.attach()
    rig.pass(4_001)
    const rests: number[] = []
    for (let push = 0; push < 2; push++) {
      await Promise.resolve()
      rests.push(Math.max(...rig.frames.map(({ ms }) => ms)))
      await rig.frame()
    }
    expect(rests).toEqual([16, 500])
  })

  it('tells of what is kept when 100,000 messages pass at once', async () => {
    const pushes = rig.attach()
    rig.pass(100_000, 90_001)
    for (let turn = 0; turn < 20; turn++) await rig.frame()
    expect(wireOf(pushes)).toEqual(counted(90_001, 100_000))
    expect(pushes).toHaveLength(4)
  })

  it('says which entries are gone, and hands on none that has gone while it waited', async () => {
    const pushes = rig.attach()
    rig.pass(2, 2)
    await rig.frame()
    expect(pushes[1]?.wire).toEqual({ upsert: [entry(2)], dropBefore: 2 })
    rig.pass(5_000, 2)
    await Promise.resolve()
    rig.clear()
    await rig.frame()
    await rig.frame()
    expect(wireOf(pushes.slice(2))).toEqual(counted(3, 4_002))
    expect(pushes.at(-1)?.wire).toEqual({ upsert: [], dropBefore: 5_003 })
  })

  it('says that everything is gone although nothing came', async () => {
    rig.pass(7)
    const pushes = rig.attach()
    rig.clear()
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
  rig.pass(1)
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
