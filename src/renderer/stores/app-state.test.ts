import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { computed } from 'vue'
import { MAX_WIRE_ENTRIES } from '@shared/wire/entry'
import { aLight, aMessage, anEntry, aRoom, connected, someSettings } from '../testing/state'
import { useAppState } from './app-state'

beforeEach(() => setActivePinia(createPinia()))

const seqs = (): number[] => useAppState().wire.map(({ seq }) => seq)
const wire = (upsert: number[], dropBefore?: number) => ({
  snapshot: false,
  views: {},
  wire: {
    upsert: upsert.map((seq) => anEntry({ seq })),
    ...(dropBefore === undefined ? {} : { dropBefore }),
  },
})

describe('the views', () => {
  it('know nothing before the first push', () => {
    const state = useAppState()
    expect(state.connection).toBeUndefined()
    expect(state.connected).toBe(false)
    expect(state.rooms).toBeUndefined()
    expect(state.wire).toEqual([])
  })

  it('keep what a patch does not mention', () => {
    const state = useAppState()
    state.apply({ snapshot: true, views: { connection: connected, trayLight: 'led', version: '1' } })
    state.apply({ snapshot: false, views: { trayLight: 'lamp' } })
    expect(state.trayLight).toBe('lamp')
    expect(state.version).toBe('1')
    expect(state.connected).toBe(true)
  })

  it('are not connected in any other phase', () => {
    const state = useAppState()
    for (const phase of ['connecting', 'stopped'] as const) {
      state.apply({ snapshot: false, views: { connection: { phase } } })
      expect(state.connected).toBe(false)
    }
  })

  it('hold settings as they came', () => {
    const state = useAppState()
    state.apply({ snapshot: true, views: { settings: someSettings({ name: 'Yoko' }) } })
    expect(state.settings?.name).toBe('Yoko')
  })
})

describe('the lights', () => {
  const patch = (upsert: ReturnType<typeof aLight>[], remove: string[] = []) =>
    useAppState().apply({ snapshot: false, views: {}, lights: { upsert, remove } })

  it('come, change and go by their ids', () => {
    patch([aLight({ id: 'a' }), aLight({ id: 'b' })])
    patch([aLight({ id: 'b', power: 'on' }), aLight({ id: 'c' })], ['a', 'nobody'])
    expect(useAppState().lights).toEqual([aLight({ id: 'b', power: 'on' }), aLight({ id: 'c' })])
  })

  it('stay the same objects where a patch does not mention them', () => {
    const kept = aLight({ id: 'a' })
    patch([kept, aLight({ id: 'b' })])
    patch([aLight({ id: 'b', power: 'on' })])
    expect(useAppState().lights[0]).toBe(kept)
  })

  it('begin anew with a snapshot', () => {
    patch([aLight({ id: 'a' })])
    useAppState().apply({ snapshot: true, views: {}, lights: { upsert: [aLight({ id: 'z' })] } })
    expect(useAppState().lights.map(({ id }) => id)).toEqual(['z'])
  })
})

describe('the wire', () => {
  it('adds rows at the end', () => {
    useAppState().apply(wire([1, 2]))
    useAppState().apply(wire([3]))
    expect(seqs()).toEqual([1, 2, 3])
  })

  it('lets go of what main has dropped, and of all of it when it was cleared', () => {
    useAppState().apply(wire([1, 2, 3]))
    useAppState().apply(wire([4], 3))
    expect(seqs()).toEqual([3, 4])
    useAppState().apply(wire([], 5))
    expect(seqs()).toEqual([])
  })

  it('never grows beyond its bound, and keeps the newest', () => {
    useAppState().apply(wire(Array.from({ length: MAX_WIRE_ENTRIES + 20 }, (_, index) => index + 1)))
    expect(seqs()).toHaveLength(MAX_WIRE_ENTRIES)
    expect(seqs()[0]).toBe(21)
    useAppState().apply(wire([MAX_WIRE_ENTRIES + 21]))
    expect(seqs()).toHaveLength(MAX_WIRE_ENTRIES)
    expect(seqs().at(-1)).toBe(MAX_WIRE_ENTRIES + 21)
  })

  it('keeps its order and bound when entries go and come in one patch', () => {
    const all = (from: number, to: number): number[] =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index)
    useAppState().apply(wire(all(1, MAX_WIRE_ENTRIES)))
    for (let frame = 0; frame < 20; frame++) {
      const last = MAX_WIRE_ENTRIES + frame * 167
      useAppState().apply(wire(all(last + 1, last + 167), last + 168 - MAX_WIRE_ENTRIES))
    }
    expect(seqs()).toEqual(all(20 * 167 + 1, MAX_WIRE_ENTRIES + 20 * 167))
  })

  it('is another list after each patch, so that what is computed from it notices', () => {
    const state = useAppState()
    const doubled = computed(() => state.wire)
    state.apply(wire([1]))
    const before = doubled.value
    state.apply(wire([2]))
    expect(doubled.value).not.toBe(before)
    expect(before).toHaveLength(1)
  })

  it('begins anew with a snapshot', () => {
    useAppState().apply(wire([1, 2]))
    useAppState().apply({ ...wire([7]), snapshot: true })
    expect(seqs()).toEqual([7])
    useAppState().apply({ snapshot: true, views: {} })
    expect(seqs()).toEqual([])
  })
})

describe('a listener', () => {
  it('hears each push, when its views are here already, until it has heard enough', () => {
    const state = useAppState()
    const heard: unknown[] = []
    const stop = state.listen((push) => heard.push([push.messages?.upsert[0]?.id, state.room?.topic]))
    const say = (id: string, topic: string) =>
      state.apply({
        snapshot: false,
        views: { room: aRoom({ topic }) },
        messages: { upsert: [aMessage({ id })] },
      })
    say('a', 'chat')
    say('b', 'boat')
    stop()
    say('c', 'chat')
    expect(heard).toEqual([
      ['a', 'chat'],
      ['b', 'boat'],
    ])
  })
})
