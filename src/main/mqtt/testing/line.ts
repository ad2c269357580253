import { once } from 'node:events'
import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line to a broker that carries bytes of any kind, TLS and WebSockets too, and that can be cut or go dead. */
export class Line {
  /** Whose bytes vanish while the line holds: as when the other side is gone without a word. */
  dead: 'nobody' | 'broker' | 'both' = 'nobody'
  /** Bytes of the broker that vanished. */
  lost = 0
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((near) => this.#join(near))
  readonly #to: number

  constructor(to: number) {
    this.#to = to
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.cut()
  }

  #join(near: Socket): void {
    const far = connectTcp({ host: '127.0.0.1', port: this.#to })
    near.on('data', (chunk) => {
      if (this.dead !== 'both') far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (this.dead === 'nobody') near.write(chunk)
      else this.lost += chunk.length
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        this.#sockets.delete(socket)
        // Over a dead line nobody hears that the other side has hung up.
        if (this.dead === 'nobody') other.destroy()
      })
    }
  }
}
