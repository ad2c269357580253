import { firstArrangement, type Arrangement } from '@shared/light/arrangement'
import { ON_OFF, type LightAbilities, type LightId, type LightValues } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import { decodeText, encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { PublishFailure, PublishOptions } from '../../mqtt/publisher'
import type { Finder, Lamp, LightCommand } from '../lamp'
import { Lights } from '../lights'
import { plainLamp } from '../plain'

export type PublishResult = { ok: true; value: undefined } | { ok: false; error: PublishFailure }

/** A lamp that says and is told its values as JSON, on `<name>` and `<name>/set`. */
export function aLamp(name: string, more: Partial<Lamp> = {}): Lamp {
  const can: LightAbilities = { ...ON_OFF, brightness: true, transition: true }
  return {
    id: `tasmota:${name}`,
    convention: 'tasmota',
    kind: 'light',
    name,
    can,
    topic: `${name}/set`,
    commandTopics: [`${name}/set`],
    listens: [name],
    asks: [],
    read: (_topic, payload) => {
      const text = decodeText(payload)
      if (text === 'here' || text === 'away') return { available: text === 'here' }
      try {
        return { values: JSON.parse(text ?? '') as Partial<LightValues> }
      } catch {
        return undefined
      }
    },
    write: (wish) => [
      // Retained on purpose: the registry must not let that through to a device.
      { topic: `${name}/set`, payload: encodeText(JSON.stringify(wish)), qos: 1, retain: true },
    ],
    ...more,
  }
}

/** A session of which only what lights use is real, finders that find what the test says, a clock that the test moves. */
export class LightsRig {
  readonly state: ConnectionState = {
    phase: 'connected',
    broker: { scheme: 'mqtt', host: 'h', port: 1 },
    hostedHere: false,
    version: '3.1.1',
  }
  readonly published: { topic: string; payload: string | undefined; options: PublishOptions | undefined }[] =
    []
  readonly answers: ((result: PublishResult) => void)[] = []
  readonly timers: { ms: number; due: number; task: () => void }[] = []
  readonly wanted = new Map<string, number>()
  /** Whose discovery is heard on the topic `find`: the next in line. */
  readonly finds: ReturnType<Finder['receive']>[] = []
  /** What each finder wants published at a new connection. */
  readonly finderAsks: LightCommand[] = []
  changed: LightId[] = []
  crowded = 0
  now = 0
  readonly lights: Lights

  constructor(arrangement: Arrangement = firstArrangement('led'), finders?: readonly Finder[]) {
    this.lights = new Lights({
      session: {
        state: this.state,
        publish: (topic, payload, options) => {
          this.published.push({ topic, payload: decodeText(payload), options })
          return new Promise((resolve) => this.answers.push(resolve))
        },
        wants: (filter) => this.wanted.has(filter),
        changeSubscriptions: (more, qos, less) => {
          for (const filter of more) this.wanted.set(filter, qos)
          for (const filter of less) this.wanted.delete(filter)
          return Promise.resolve()
        },
      },
      finders: () => finders ?? (['tasmota', 'home-assistant'] as const).map((name) => this.#finder(name)),
      plain: (light) => plainLamp(light, { client: 'porchlight-a', now: () => this.now }),
      isOurs: (topic) => topic === 'chat' || topic.startsWith('chat/'),
      after: (ms, task) => {
        const timer = { ms, due: this.now + ms, task }
        this.timers.push(timer)
        return () => void this.timers.splice(this.timers.indexOf(timer) >>> 0, 1)
      },
      changed: (ids) => void this.changed.push(...ids),
      crowded: () => this.crowded++,
    })
    this.lights.arrange(arrangement)
  }

  hear(payload: string | Uint8Array, topic = 'led', retain = false): boolean | undefined {
    const bytes = typeof payload === 'string' ? encodeText(payload) : payload
    return this.lights.receive({ topic, payload: bytes, qos: 2, retain } satisfies MqttMessage)
  }

  /** A convention finds lamps, and they have settled. */
  find(
    convention: 'tasmota' | 'home-assistant',
    source: string,
    lamps: readonly Lamp[],
    retain = false,
    said: string | Uint8Array = source,
  ): boolean | undefined {
    this.finds.push({ found: [{ source, lamps }] })
    const understood = this.hear(said, `find/${convention}`, retain)
    this.pass(20)
    return understood
  }

  /** Time passes, and what is due happens in its order. */
  pass(ms: number): void {
    const until = this.now + ms
    for (;;) {
      const next = this.timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0]
      if (!next) break
      this.timers.splice(this.timers.indexOf(next), 1)
      this.now = Math.max(this.now, next.due)
      next.task()
    }
    this.now = until
  }

  async answer(index: number, result: PublishResult): Promise<void> {
    this.answers[index]?.(result)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  #finder(convention: 'tasmota' | 'home-assistant'): Finder {
    return {
      convention,
      filters: [`find/${convention}`],
      asks: this.finderAsks,
      receive: ({ topic }) => (topic === `find/${convention}` ? this.finds.shift() : undefined),
    }
  }
}
