import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { gatherReads } from './gather-reads'

describe('when the next portion is asked for', () => {
  let at: number
  let read: number
  let waiting: { ms: number; task: () => void }[]
  let hurry: () => void
  let stream: {
    destroyed: boolean
    goesOn: boolean
    _read(size?: number): void
    push(chunk: unknown): boolean
  }
  beforeEach(() => {
    at = 1_000
    read = 0
    waiting = []
    stream = { destroyed: false, goesOn: true, _read: () => void read++, push: () => stream.goesOn }
    hurry = gatherReads(
      stream,
      () => at,
      (ms, task) => {
        const one = { ms, task }
        waiting.push(one)
        return () => (waiting = waiting.filter((each) => each !== one))
      },
    )
  })

  /** A portion comes, and the next is asked for; whether it is at once. */
  function comes(bytes: number): boolean {
    const before = read
    stream.push(Buffer.alloc(bytes))
    stream._read()
    return read > before
  }
  /** A second in which so many bytes come in a millisecond, a portion every ten or after a rest; how many did not rest. */
  function passes(rate: number): { portions: number; rests: number } {
    let [portions, rests] = [0, 0]
    for (const end = at + 1_000; at < end; portions++) {
      let elapsed = 10
      for (const { ms, task } of waiting.splice(0)) {
        elapsed = ms
        task()
        rests++
      }
      at += elapsed
      comes(rate * elapsed)
    }
    return { portions, rests }
  }

  it('is at once where little comes, however often', () => {
    expect(passes(9)).toEqual({ portions: 100, rests: 0 })
  })

  it('is after a rest of 50 ms where much comes in small portions', () => {
    passes(200)
    expect(passes(200)).toEqual({ portions: 20, rests: 20 })
    expect(waiting.map(({ ms }) => ms)).toEqual([50])
  })

  it('is at once again after a calm', () => {
    passes(200)
    at += 5_000
    expect(comes(200)).toBe(true)
    expect(comes(200)).toBe(true)
  })

  it('is at once for portions that are worth it', () => {
    passes(200)
    at += 10
    expect(comes(16_384)).toBe(true)
  })

  it('is left to the stream where its buffer is full', () => {
    passes(200)
    stream.goesOn = false
    at += 10
    expect(stream.push(Buffer.alloc(2_000))).toBe(false)
    const before = read
    stream._read()
    expect(read).toBe(before + 1)
  })

  it('is at once for half a second after something was asked, also where it rests just then', () => {
    passes(200)
    const before = read
    hurry()
    expect(read).toBe(before + 1)
    expect(waiting).toEqual([])
    const until = at + 500
    for (; at < until; at += 10) expect(comes(2_000)).toBe(true)
    expect(comes(2_000)).toBe(false)
  })

  it('is never for a stream that is gone by then', () => {
    passes(200)
    stream.destroyed = true
    const before = read
    waiting[0]?.task()
    expect(read).toBe(before)
  })

  it('does not take the end of a stream for a portion', () => {
    expect(stream.push(null)).toBe(true)
  })
})

it('leaves what comes to the system for as long as it rests, and loses nothing of it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const socket = connect(port, '127.0.0.1')
  const [sender] = await accepted
  onTestFinished(() => void [socket, sender].forEach((each) => each.destroy()))
  let at = 0
  const waiting: (() => void)[] = []
  gatherReads(
    socket,
    () => at,
    (_ms, task) => {
      waiting.push(task)
      return () => undefined
    },
  )
  const portions: Buffer[] = []
  socket.on('data', (portion: Buffer) => portions.push(portion))
  const send = (bytes: Buffer) => new Promise((resolve) => sender.write(bytes, resolve))
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  at += 100
  await send(Buffer.alloc(12_000, 1))
  await vi.waitFor(() => expect(waiting).toHaveLength(1))
  for (let count = 2; count <= 20; count++) {
    await send(Buffer.alloc(1_000, count))
    await turn()
  }
  expect(portions.map(({ length }) => length)).toEqual([12_000])
  waiting[0]?.()
  sender.end()
  await once(socket, 'end')
  expect(portions).toHaveLength(2)
  expect([...new Set(Buffer.concat(portions))]).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  expect(Buffer.concat(portions)).toHaveLength(12_000 + 19 * 1_000)
})
