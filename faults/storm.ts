import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './brokers/broker'
import { FAULT_KINDS, type Fault, type FaultKind, type Kill, type Who } from './plan'
import type { Proxy } from './proxy'

/** Everything that goes wrong in a run, let loose as the messages come in. */
export class Storm {
  readonly #faults: Fault[]
  readonly #kills: Kill[]
  readonly #proxies: Readonly<Record<Exclude<Who, 'both'>, Proxy>>
  readonly #broker: Broker
  readonly #running = new Set<Promise<void>>()
  readonly #counts = new Map<FaultKind, number>(FAULT_KINDS.map((kind) => [kind, 0]))
  /** Kills come one after another: a node is up again before the next one goes. */
  #lastKill = Promise.resolve()
  #killed = 0
  #trouble: Error | undefined

  constructor(
    plan: { readonly faults: readonly Fault[]; readonly kills: readonly Kill[] },
    proxies: Readonly<Record<Exclude<Who, 'both'>, Proxy>>,
    broker: Broker,
  ) {
    this.#faults = [...plan.faults]
    this.#kills = [...plan.kills]
    this.#proxies = proxies
    this.#broker = broker
  }

  /** Faults that have begun, by kind, and finished kills. */
  get counts(): { faults: ReadonlyMap<FaultKind, number>; kills: number } {
    return { faults: this.#counts, kills: this.#killed }
  }

  /** All that was planned has happened and is over. */
  get isOver(): boolean {
    return this.#faults.length + this.#kills.length + this.#running.size === 0
  }

  /** Why a broker could not be killed or started again, if so. */
  get trouble(): Error | undefined {
    return this.#trouble
  }

  /** So many messages have arrived: what is due by then begins. */
  reached(messages: number): void {
    while (this.#faults[0] && this.#faults[0].at <= messages) this.#let(this.#strike(this.#faults.shift()))
    while (this.#kills[0] && this.#kills[0].at <= messages) {
      const kill = this.#kills.shift()
      this.#lastKill = this.#lastKill.then(() => this.#kill(kill))
      this.#let(this.#lastKill)
    }
  }

  /** Waits for what has begun, so that no broker is left behind; nothing new begins. */
  async settle(): Promise<void> {
    this.#faults.length = 0
    this.#kills.length = 0
    await Promise.all(this.#running)
  }

  #let(happen: Promise<void>): void {
    const done = happen
      .catch((error: unknown) => {
        this.#trouble ??= error instanceof Error ? error : new Error(String(error))
      })
      .finally(() => this.#running.delete(done))
    this.#running.add(done)
  }

  async #strike(fault: Fault | undefined): Promise<void> {
    if (!fault) return
    const { john, yoko } = this.#proxies
    const struck = fault.who === 'both' ? [john, yoko] : [this.#proxies[fault.who]]
    await pause(fault.wait)
    for (const proxy of struck) proxy.begin(fault)
    this.#counts.set(fault.kind, (this.#counts.get(fault.kind) ?? 0) + 1)
    await pause(fault.lasts)
    for (const proxy of struck) proxy.end(fault)
  }

  async #kill(kill: Kill | undefined): Promise<void> {
    if (!kill) return
    await pause(kill.wait)
    await this.#broker.kill(kill.node)
    await pause(kill.down)
    await this.#broker.restart(kill.node)
    this.#killed++
  }
}
