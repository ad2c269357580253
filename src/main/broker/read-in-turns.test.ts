import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readersInTurns } from './read-in-turns'

/** A socket that has been sent a megabyte, and how much of it is taken from it in each turn of the loop. */
async function turnsOf(prepare: (socket: Socket) => void): Promise<number[]> {
  const bytes = 1_048_576
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const sender = connect(port, '127.0.0.1')
  const [socket] = await accepted
  onTestFinished(() => void [socket, sender].forEach((each) => each.destroy()))
  prepare(socket)
  sender.write(Buffer.alloc(bytes))
  const turns: number[] = []
  let now = 0
  let all = 0
  return new Promise((resolve) => {
    socket.on('readable', () => {
      for (let chunk = socket.read() as Buffer | null; chunk; chunk = socket.read() as Buffer | null) {
        if (now === 0) {
          setImmediate(() => {
            turns.push(now)
            now = 0
            if (all === bytes) resolve(turns)
          })
        }
        now += chunk.length
        all += chunk.length
      }
    })
  })
}

it('takes no more in a turn than the buffer and what one look at the socket brings', async () => {
  const turns = await turnsOf(readersInTurns())
  expect(Math.max(...turns)).toBeLessThanOrEqual(65_536 + 16_384)
  expect(turns.reduce((sum, each) => sum + each)).toBe(1_048_576)
})

describe('the line', () => {
  let read: string[]
  let readInTurn: ReturnType<typeof readersInTurns>
  beforeEach(() => {
    read = []
    readInTurn = readersInTurns()
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  /** A stream whose buffer is full with each chunk, or never. */
  function stream(name: string, isFull = true) {
    const one = { destroyed: false, _read: () => void read.push(name), push: () => !isFull }
    readInTurn(one)
    return one as { destroyed: boolean; _read(size?: number): void; push(chunk?: unknown): boolean }
  }

  it('has one read in each turn, and none that is gone by then', async () => {
    const [a, b, c] = [stream('a'), stream('b'), stream('c')]
    for (const each of [a, b, c, a]) {
      expect(each.push()).toBe(false)
      each._read()
    }
    b.destroyed = true
    expect(read).toEqual([])
    await turn()
    expect(read).toEqual(['a'])
    await turn()
    expect(read).toEqual(['a'])
    await turn()
    await turn()
    expect(read).toEqual(['a', 'c', 'a'])
    c.push()
    c._read()
    await turn()
    expect(read).toEqual(['a', 'c', 'a', 'c'])
  })

  it('has no place for a stream that was not stopped', () => {
    const quiet = stream('quiet', false)
    quiet._read()
    expect(quiet.push()).toBe(true)
    quiet._read()
    expect(read).toEqual(['quiet', 'quiet'])
  })
})
