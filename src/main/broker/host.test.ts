import { describe, expect, it, vi } from 'vitest'
import { createBrokerHost, type BrokerProcess } from './host'
import type { FromBroker, ToBroker } from './protocol'

class FakeProcess implements BrokerProcess {
  readonly told: ToBroker[] = []
  killed = 0
  readonly #onMessage: ((message: unknown) => void)[] = []
  readonly #onExit: ((code: number) => void)[] = []

  postMessage(message: ToBroker): void {
    this.told.push(message)
  }

  on(event: 'message' | 'exit', listener: ((message: unknown) => void) & ((code: number) => void)): void {
    if (event === 'message') this.#onMessage.push(listener)
    else this.#onExit.push(listener)
  }

  kill(): boolean {
    this.killed++
    this.exit(15)
    return true
  }

  say(message: FromBroker | { type: 'nonsense' }): void {
    for (const listener of this.#onMessage) listener(message)
  }

  exit(code: number): void {
    for (const listener of this.#onExit.splice(0)) listener(code)
  }
}

function setUp(now = () => 0) {
  const children: FakeProcess[] = []
  const exits: number[] = []
  const notes: unknown[] = []
  const host = createBrokerHost({
    fork: () => {
      const child = new FakeProcess()
      children.push(child)
      return child
    },
    folder: '/data/broker',
    seed: () => [{ topic: 'led', payload: new Uint8Array([1]), qos: 2 }],
    onNote: (note) => notes.push(note),
    onExit: (code) => exits.push(code),
    now,
    startTimeoutMs: 500,
  })
  return { host, children, exits, notes }
}

describe('the host of the broker process', () => {
  it('starts it with folder and seed, and runs once it listens', async () => {
    const { host, children, notes } = setUp()
    const started = host.start(1883)
    expect(host.running()).toBe(false)
    expect(children[0]?.told).toEqual([
      {
        type: 'start',
        port: 1883,
        folder: '/data/broker',
        seed: [{ topic: 'led', payload: new Uint8Array([1]), qos: 2 }],
      },
    ])
    children[0]?.say({ type: 'nonsense' })
    children[0]?.say({ type: 'note', note: { kind: 'fault', reason: 'x' } })
    children[0]?.say({ type: 'listening', port: 1883 })
    expect(await started).toBe('listening')
    expect(host.running()).toBe(true)
    expect(notes).toEqual([{ kind: 'fault', reason: 'x' }])
  })

  it('notices that it crashed, and starts another the next time', async () => {
    const { host, children, exits } = setUp()
    const started = host.start(1883)
    children[0]?.say({ type: 'listening', port: 1883 })
    await started
    children[0]?.exit(139)
    expect(host.running()).toBe(false)
    expect(exits).toEqual([139])
    const again = host.start(1883)
    children[1]?.say({ type: 'listening', port: 1883 })
    expect(await again).toBe('listening')
  })

  it('says nothing of one that dies again and again, until a minute has passed', async () => {
    let now = 5_000
    const { host, children, exits } = setUp(() => now)
    const die = async (code: number): Promise<void> => {
      const started = host.start(1883)
      children.at(-1)?.say({ type: 'listening', port: 1883 })
      await started
      children.at(-1)?.exit(code)
    }
    await die(1)
    now += 59_999
    await die(2)
    now += 59_999
    await die(3)
    expect(exits).toEqual([1])
    now += 60_000
    await die(4)
    expect(exits).toEqual([1, 4])
    expect(children).toHaveLength(4)
  })

  it('passes on that the port is taken and lets the process go', async () => {
    const { host, children, exits } = setUp()
    const started = host.start(1883)
    children[0]?.say({ type: 'in-use' })
    await vi.waitFor(() => expect(children[0]?.told.at(-1)).toEqual({ type: 'stop' }))
    children[0]?.exit(0)
    expect(await started).toBe('in-use')
    expect(host.running()).toBe(false)
    expect(exits).toEqual([])
  })

  it('fails with words when it fails, dies, or says nothing', async () => {
    const failed = setUp()
    const refused = failed.host.start(1883)
    failed.children[0]?.say({ type: 'failed', reason: 'no memory' })
    await vi.waitFor(() => expect(failed.children[0]?.told).toHaveLength(2))
    failed.children[0]?.exit(0)
    await expect(refused).rejects.toThrow('no memory')

    const dead = setUp()
    const dying = dead.host.start(1883)
    dead.children[0]?.exit(7)
    await expect(dying).rejects.toThrow('its process ended with 7')
    expect(dead.exits).toEqual([])

    vi.useFakeTimers()
    const mute = setUp()
    const waiting = mute.host.start(1883)
    const outcome = expect(waiting).rejects.toThrow('it did not answer in time')
    await vi.advanceTimersByTimeAsync(500)
    await vi.advanceTimersByTimeAsync(1_000)
    await outcome
    expect(mute.children[0]?.killed).toBe(1)
    vi.useRealTimers()
  })

  it('asks it to stop, and kills it after a second', async () => {
    vi.useFakeTimers()
    const { host, children, exits } = setUp()
    const started = host.start(1883)
    children[0]?.say({ type: 'listening', port: 1883 })
    await started
    let isStopped = false
    const stopped = host.stop().then(() => (isStopped = true))
    expect(children[0]?.told.at(-1)).toEqual({ type: 'stop' })
    expect(host.running()).toBe(false)
    await vi.advanceTimersByTimeAsync(999)
    expect(isStopped).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await stopped
    expect(children[0]?.killed).toBe(1)
    expect(exits).toEqual([])
    await host.stop()
    vi.useRealTimers()
  })

  it('kills nothing that goes when asked', async () => {
    const { host, children } = setUp()
    const started = host.start(1883)
    children[0]?.say({ type: 'listening', port: 1883 })
    await started
    const stopped = host.stop()
    children[0]?.exit(0)
    await stopped
    expect(children[0]?.killed).toBe(0)
  })
})
