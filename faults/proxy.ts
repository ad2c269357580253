import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Link } from './link'
import type { Fault } from './plan'

/** The wire of one person to the broker, with a door for each of its nodes; every fault is made here. */
export class Proxy {
  readonly #targets: readonly number[]
  readonly #links = new Set<Link>()
  /** Those that have begun and not ended. */
  readonly #faults = new Set<Fault>()
  #servers: Server[] = []

  /** Takes the ports of the broker's nodes on the loopback. */
  constructor(targets: readonly number[]) {
    this.#targets = targets
  }

  /** Opens the doors; gives their ports in the order of the nodes. */
  async listen(): Promise<number[]> {
    this.#servers = this.#targets.map((target) => createServer((near) => this.#join(near, target)))
    for (const server of this.#servers) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    return this.#servers.map((server) => (server.address() as AddressInfo).port)
  }

  /** A fault begins. */
  begin(fault: Fault): void {
    this.#faults.add(fault)
    for (const link of this.#links) link.suffer(fault)
  }

  /** It ends: what was lost stays lost, what comes next passes. */
  end(fault: Fault): void {
    this.#faults.delete(fault)
    for (const link of this.#links) link.recover(fault)
  }

  close(): void {
    for (const server of this.#servers) server.close()
    for (const link of this.#links) link.close()
  }

  #join(near: Socket, target: number): void {
    const faults = [...this.#faults]
    // Nobody is there while a cable is out.
    if (faults.some(({ kind }) => kind === 'cut')) {
      near.on('error', () => undefined)
      near.resetAndDestroy()
      return
    }
    const link = new Link(near, target, () => this.#links.delete(link))
    this.#links.add(link)
    // What is half open is a connection of before; a new one knows nothing of it.
    for (const fault of faults) if (fault.kind !== 'half-open') link.suffer(fault)
  }
}
