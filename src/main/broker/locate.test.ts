import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocator, LocateError, type LocatorOptions } from './locate'
import type { ProbeResult } from './probe'

/** The ports of one computer: who holds which. Steps of several copies interleave as the schedule says. */
class Computer {
  readonly holders = new Map<number, 'other' | { broker: string }>()

  see(port: number): ProbeResult {
    const holder = this.holders.get(port)
    if (!holder) return 'closed'
    return holder === 'other' ? 'other' : 'mqtt'
  }

  take(port: number, copy: string): 'listening' | 'in-use' {
    if (this.holders.has(port)) return 'in-use'
    this.holders.set(port, { broker: copy })
    return 'listening'
  }

  kill(copy: string): void {
    for (const [port, holder] of this.holders) {
      if (holder !== 'other' && holder.broker === copy) this.holders.delete(port)
    }
  }

  runsHere(copy: string): boolean {
    return [...this.holders.values()].some((holder) => holder !== 'other' && holder.broker === copy)
  }
}

const PORTS = [1, 2, 3, 4]
const never = new AbortController().signal

function copyOn(computer: Computer, name: string, step: () => Promise<void> = async () => undefined) {
  const calls: string[] = []
  const options: LocatorOptions = {
    ports: PORTS,
    pause: step,
    probe: async (port) => {
      calls.push(`probe ${port}`)
      await step()
      const seen = computer.see(port)
      await step()
      return seen
    },
    host: {
      start: async (port) => {
        calls.push(`start ${port}`)
        await step()
        const taken = computer.take(port, name)
        await step()
        return taken
      },
      running: () => computer.runsHere(name),
    },
  }
  return { locator: createLocator(options), options, calls }
}

describe('who hosts', () => {
  it('joins a broker that is there', async () => {
    const computer = new Computer()
    computer.take(1, 'somebody')
    const { locator, calls } = copyOn(computer, 'me')
    expect(await locator.locate(never)).toEqual({ port: 1, hostedHere: false, portTaken: undefined })
    expect(calls).toEqual(['probe 1'])
  })

  it('hosts where nobody is', async () => {
    const { locator } = copyOn(new Computer(), 'me')
    expect(await locator.locate(never)).toEqual({ port: 1, hostedHere: true, portTaken: undefined })
  })

  it('leaves a port to something else and says which', async () => {
    const computer = new Computer()
    computer.holders.set(1, 'other').set(2, 'other')
    const { locator } = copyOn(computer, 'me')
    expect(await locator.locate(never)).toEqual({ port: 3, hostedHere: true, portTaken: 1 })
    expect(await copyOn(computer, 'you').locator.locate(never)).toEqual({
      port: 3,
      hostedHere: false,
      portTaken: 1,
    })
  })

  it('answers at once while it hosts, and looks again when its broker died', async () => {
    const computer = new Computer()
    const { locator, calls } = copyOn(computer, 'me')
    await locator.locate(never)
    calls.length = 0
    expect(await locator.locate(never)).toMatchObject({ port: 1, hostedHere: true })
    expect(calls).toEqual([])
    computer.kill('me')
    computer.take(1, 'you')
    expect(await locator.locate(never)).toMatchObject({ port: 1, hostedHere: false })
  })

  it('says so in words when every port belongs to something else', async () => {
    const computer = new Computer()
    for (const port of PORTS) computer.holders.set(port, 'other')
    const failure = copyOn(computer, 'me').locator.locate(never)
    await expect(failure).rejects.toBeInstanceOf(LocateError)
    await expect(failure).rejects.toMatchObject({
      problem: 'no-port',
      message: 'Other programs hold the ports 1 to 4. Close one of them, or name a broker in the settings.',
    })
  })

  it('takes a port nobody answers on but nobody can have for taken', async () => {
    const computer = new Computer()
    const { options } = copyOn(computer, 'me')
    const start = options.host.start
    const host = {
      ...options.host,
      start: async (port: number) => (port === 1 ? 'in-use' : start(port)),
    } as const
    expect(await createLocator({ ...options, host }).locate(never)).toEqual({
      port: 2,
      hostedHere: true,
      portTaken: 1,
    })
  })

  it('joins elsewhere when it cannot host, and gives the reason when there is nowhere', async () => {
    const computer = new Computer()
    const { options } = copyOn(computer, 'me')
    const host = { start: () => Promise.reject(new Error('no memory')), running: () => false }
    const locator = createLocator({ ...options, host })
    await expect(locator.locate(never)).rejects.toMatchObject({
      problem: 'cannot-host',
      message: expect.stringContaining('no memory'),
    })
    computer.take(3, 'you')
    expect(await locator.locate(never)).toMatchObject({ port: 3, hostedHere: false })
  })

  it('hosts nowhere else when its broker dies while it starts, and where it was the next time', async () => {
    const { options, calls } = copyOn(new Computer(), 'me')
    let isDying = true
    const start = (port: number): Promise<'listening' | 'in-use'> =>
      isDying && port === 1 ? Promise.reject(new Error('killed')) : options.host.start(port)
    const locator = createLocator({ ...options, host: { ...options.host, start } })
    await expect(locator.locate(never)).rejects.toMatchObject({ problem: 'cannot-host' })
    expect(calls).toEqual(PORTS.map((port) => `probe ${port}`))
    isDying = false
    expect(await locator.locate(never)).toEqual({ port: 1, hostedHere: true, portTaken: undefined })
  })

  it('stops when told to, and is ready for the next search', async () => {
    const { locator, calls } = copyOn(new Computer(), 'me')
    const stopped = new AbortController()
    stopped.abort(new Error('quit'))
    await expect(locator.locate(stopped.signal)).rejects.toThrow('quit')
    expect(calls).toEqual([])
    expect(await locator.locate(never)).toMatchObject({ hostedHere: true })
  })

  it('one search at a time: two callers of one copy share its broker', async () => {
    const { locator, calls } = copyOn(new Computer(), 'me')
    const both = await Promise.all([locator.locate(never), locator.locate(never)])
    expect(both[0]).toEqual(both[1])
    expect(calls.filter((call) => call.startsWith('start'))).toEqual(['start 1'])
  })

  it('copies that start together, in any order of their steps, meet at one broker', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 5 }),
        fc.uniqueArray(fc.constantFrom(...PORTS), { maxLength: 3 }),
        async (scheduler, count, taken) => {
          const computer = new Computer()
          for (const port of taken) computer.holders.set(port, 'other')
          const copies = Array.from({ length: count }, (_, index) =>
            copyOn(computer, `copy ${index}`, () => scheduler.schedule(Promise.resolve())),
          )
          const all = Promise.all(copies.map(({ locator }) => locator.locate(never)))
          const found = await scheduler.waitFor(all)
          expect(new Set(found.map(({ port }) => port)).size).toBe(1)
          expect(found.filter(({ hostedHere }) => hostedHere)).toHaveLength(1)
          const first = PORTS.find((port) => !taken.includes(port))
          expect(found[0]?.port).toBe(first)
          expect(found.every(({ portTaken }) => portTaken === (first === 1 ? undefined : 1))).toBe(true)
        },
      ),
    )
  })

  it('when the host dies, exactly one of the others takes over, where the broker was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
        const computer = new Computer()
        const copies = Array.from({ length: count }, (_, index) =>
          copyOn(computer, `copy ${index}`, () => scheduler.schedule(Promise.resolve())),
        )
        const search = () =>
          scheduler.waitFor(Promise.all(copies.map(({ locator }) => locator.locate(never))))
        const host = (await search()).findIndex(({ hostedHere }) => hostedHere)
        computer.kill(`copy ${host}`)
        copies.splice(host, 1)
        const after = await search()
        expect(after.every(({ port }) => port === 1)).toBe(true)
        expect(after.filter(({ hostedHere }) => hostedHere)).toHaveLength(1)
      }),
    )
  })
})
