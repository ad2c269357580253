import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from './plan'

/** From the person to the broker, or back. */
type Way = 'up' | 'down'

/** Longest delay of a piece of data in milliseconds. */
const LONGEST_DELAY = 150
/** Slowest and fastest throttled line in bytes per second. */
const SLOWEST = 1_000
const FASTEST = 12_000
/** Bytes that a throttled line takes at once: fewer than a packet has, so that packets are torn. */
const SLICE = 40

/** One connection through the proxy, with what is wrong with it at the moment. */
export class Link {
  readonly #near: Socket
  readonly #far: Socket
  readonly #faults = new Set<Fault>()
  /** What goes these ways vanishes, for as long as the connection lasts: TCP has no gaps. */
  readonly #lost = new Set<Way>()
  /** The next piece of data breaks the connection in its middle. */
  #tears = false
  /** One end is gone without the other being told. */
  #halfOpen = false
  readonly #gone: () => void

  constructor(near: Socket, target: number, gone: () => void) {
    this.#near = near.setNoDelay(true)
    this.#far = connect({ host: '127.0.0.1', port: target, noDelay: true })
    this.#gone = gone
    for (const socket of [this.#near, this.#far]) {
      socket.on('error', () => undefined)
      socket.once('close', () => {
        if (!this.#halfOpen || (this.#near.destroyed && this.#far.destroyed)) this.close()
      })
    }
    void this.#carry('up', this.#near, this.#far)
    void this.#carry('down', this.#far, this.#near)
  }

  suffer(fault: Fault): void {
    this.#faults.add(fault)
    if (fault.kind === 'cut') {
      if (fault.strength < 0.5) this.#tears = true
      else this.close()
    } else if (fault.kind === 'black-hole') this.#lose(fault.strength)
    else if (fault.kind === 'half-open') this.#dropOneEnd(fault.strength < 0.5 ? this.#near : this.#far)
  }

  recover(fault: Fault): void {
    this.#faults.delete(fault)
    // One that said nothing meanwhile breaks all the same.
    if (fault.kind === 'cut' && this.#tears) this.close()
  }

  close(): void {
    this.#near.resetAndDestroy()
    this.#far.resetAndDestroy()
    this.#gone()
  }

  /** Mostly both ways, at times only one. */
  #lose(strength: number): void {
    if (strength < 0.75) this.#lost.add('up')
    if (strength < 0.5 || strength >= 0.75) this.#lost.add('down')
  }

  #dropOneEnd(end: Socket): void {
    this.#halfOpen = true
    this.#lost.add('up').add('down')
    end.resetAndDestroy()
  }

  async #carry(way: Way, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const data of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (this.#tears) {
          to.write(data.subarray(0, Math.ceil(data.length / 2)), () => this.close())
          return
        }
        await this.#pass(way, data, to)
      }
      to.end()
    } catch {
      // Broken, by us or by its end; its closing says the rest.
    }
  }

  async #pass(way: Way, data: Buffer, to: Socket): Promise<void> {
    const delay = this.#strongest('delay')
    if (delay !== undefined) await pause(1 + delay * LONGEST_DELAY)
    for (let sent = 0; sent < data.length && !to.destroyed;) {
      const throttle = this.#strongest('throttle')
      const slice = throttle === undefined ? data.subarray(sent) : data.subarray(sent, sent + SLICE)
      if (throttle !== undefined) {
        const rate = FASTEST * (SLOWEST / FASTEST) ** throttle
        await pause((slice.length / rate) * 1_000)
      }
      if (!this.#lost.has(way)) to.write(slice)
      sent += slice.length
    }
  }

  #strongest(kind: Fault['kind']): number | undefined {
    const strengths = [...this.#faults].filter((fault) => fault.kind === kind).map(({ strength }) => strength)
    return strengths.length === 0 ? undefined : Math.max(...strengths)
  }
}
