import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connectAsync, type MqttClient } from 'mqtt'

const EVERY_MS = 20
/** One that took so long counts as never. */
const NEVER_MS = 10_000
const TOPIC = 'siege/good'

/** A client as any other, that tells how long its messages take to come back to it. */
export class GoodClient {
  readonly #client: MqttClient
  #waits: ((at: number) => void) | undefined
  /** Connections that the broker ended. */
  lost = 0

  private constructor(client: MqttClient) {
    this.#client = client
    client.on('message', () => this.#waits?.(performance.now()))
    client.on('close', () => (this.lost += 1))
  }

  static async at(port: number): Promise<GoodClient> {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: 'good', reconnectPeriod: 500 })
    // Nagle's algorithm would hold back the answers for longer than an attack does.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true)
    await client.subscribeAsync(TOPIC, { qos: 1 })
    return new GoodClient(client)
  }

  /** Round trips with QoS 1, one after the other, for so long, in ms. */
  async measure(forMs: number): Promise<number[]> {
    const took: number[] = []
    for (const until = performance.now() + forMs; performance.now() < until; await pause(EVERY_MS)) {
      const began = performance.now()
      const over = new AbortController()
      const back = new Promise<number>((resolve) => (this.#waits = resolve))
      const never = pause(NEVER_MS, began + NEVER_MS, { signal: over.signal })
      never.catch(() => undefined)
      this.#client.publish(TOPIC, 'x', { qos: 1 })
      took.push((await Promise.race([back, never])) - began)
      over.abort()
    }
    return took
  }

  async end(): Promise<void> {
    await this.#client.endAsync()
  }
}

/** The 99th of a hundred, in ms. */
export function p99(took: readonly number[]): number {
  const sorted = [...took].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Infinity
}
