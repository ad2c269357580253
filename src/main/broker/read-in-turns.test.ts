import { EventEmitter, once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readersInTurns } from './read-in-turns'

const PORTION = 8_192
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('loses nothing of what a socket brings, and takes a portion at a time', async () => {
  const bytes = Buffer.from(Array.from({ length: 1_048_576 }, (_, index) => index % 251))
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const accepted = once(server, 'connection') as Promise<[Socket]>
  const sender = connect(port, '127.0.0.1')
  const [socket] = await accepted
  onTestFinished(() => void [socket, sender].forEach((each) => each.destroy()))
  readersInTurns(() => performance.now())(socket, () => false)
  const portions: Buffer[] = []
  socket.on('readable', () => {
    for (let portion = take(); portion; portion = take()) portions.push(portion)
  })
  const take = () => socket.read() as Buffer | null
  sender.end(bytes)
  await once(socket, 'end')
  expect(Buffer.concat(portions).equals(bytes)).toBe(true)
  expect(Math.max(...portions.map(({ length }) => length))).toBe(PORTION)
})

describe('clients that send more than a portion', () => {
  let time: number
  let took: string[]
  let readInTurn: ReturnType<typeof readersInTurns>
  beforeEach(() => {
    time = 0
    took = []
    readInTurn = readersInTurns(() => time)
  })

  /** A stream that holds so many portions, each of which is worked on for so long, in ms. */
  class Held extends EventEmitter {
    destroyed = false
    isBusy = false
    readableLength: number
    constructor(
      readonly name: string,
      portions: number,
      readonly workMs: number,
    ) {
      super()
      this.readableLength = portions * PORTION
      readInTurn(this, () => this.isBusy)
      onTestFinished(() => void (this.destroyed = true))
      this.on('readable', () => {
        while (this.read() !== null) time += this.workMs
      })
    }
    read(size = this.readableLength): unknown {
      if (size === 0) return null
      this.readableLength -= size
      took.push(this.name)
      return size
    }
  }

  it('go on in a turn while its share lasts', async () => {
    const flood = new Held('flood', 9, 0.4)
    flood.emit('readable')
    expect(took).toHaveLength(0)
    for (const soFar of [3, 6, 9, 9]) {
      await turn()
      expect(took).toHaveLength(soFar)
    }
  })

  it('are read one after the other, but for those that are gone', async () => {
    const clients = ['a', 'b', 'c'].map((name) => new Held(name, 9, 5))
    for (const each of [...clients, ...clients]) each.emit('readable')
    for (let index = 0; index < 4; index++) await turn()
    expect(took).toEqual(['a', 'b', 'c', 'a'])
    for (const each of clients) each.destroyed = each.name === 'c'
    for (let index = 0; index < 4; index++) await turn()
    expect(took).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'b', 'a'])
  })

  it('are not asked while they are busy, and go on when they ask', async () => {
    const flood = new Held('flood', 3, 5)
    flood.emit('readable')
    flood.isBusy = true
    for (let index = 0; index < 3; index++) await turn()
    expect(took).toEqual([])
    flood.isBusy = false
    flood.emit('readable')
    for (let index = 0; index < 3; index++) await turn()
    expect(took).toHaveLength(3)
  })

  it('do not hold up who sends little', () => {
    const flood = new Held('flood', 3, 5)
    const little = new Held('little', 1, 0)
    flood.emit('readable')
    little.emit('readable')
    expect(took).toEqual(['little'])
  })

  it('leave what Node reads for itself as it is', () => {
    const flood = new Held('flood', 3, 5)
    flood.emit('readable')
    expect(flood.read(2 * PORTION)).toBe(2 * PORTION)
  })
})
