import type { Refusal } from '@shared/ipc/contract'
import type { LightId, LightNote, LightState } from '@shared/light/light'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import type { MqttSession } from '../mqtt/session'
import { plainLight } from './plain'

/** Milliseconds a light has to answer before the wish is given up. */
export const ANSWER_PATIENCE = 5_000

export interface LightsParts {
  readonly session: Pick<MqttSession, 'publish' | 'state'>
  readonly after: (ms: number, task: () => void) => () => void
  readonly changed: () => void
}

interface Light {
  readonly adapter: ReturnType<typeof plainLight>
  state: LightState
  /** The last payload that was understood, for a broker that this copy starts. */
  payload?: Uint8Array
  callOff?: () => void
}

/** All lights: their state is what the wire last said, and a wish is pending until the wire says so too. */
export class Lights {
  readonly #parts: LightsParts
  readonly #lights = new Map<LightId, Light>()

  constructor(parts: LightsParts, topics: readonly string[]) {
    this.#parts = parts
    for (const topic of topics) {
      this.#lights.set(topic, {
        adapter: plainLight(topic),
        state: { id: topic, name: topic, power: 'unknown' },
      })
    }
  }

  /** The topics that have to be subscribed, with QoS 2. */
  filters(): string[] {
    return [...this.#lights.values()].map(({ adapter }) => adapter.filter)
  }

  list(): LightState[] {
    return [...this.#lights.values()].map(({ state }) => state)
  }

  get(id: LightId): LightState | undefined {
    return this.#lights.get(id)?.state
  }

  /** Takes a message from the wire; `undefined` where it is no light's, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined {
    const light = this.#lights.get(message.topic)
    if (!light) return undefined
    const power = light.adapter.read(message)
    if (power === undefined) return false
    light.payload = message.payload
    const { id, name, pending } = light.state
    // Somebody else's "off" does not answer our "on"; ours is still on its way.
    if (pending !== undefined && pending !== power) light.state = { id, name, power, pending }
    else this.#settle(light, { id, name, power })
    this.#parts.changed()
    return true
  }

  /** Asks a light to be on or off. The state changes when the message comes back, not before. */
  set(id: LightId, on: boolean): Result<undefined, Refusal> {
    const light = this.#lights.get(id)
    if (!light) return refused({ kind: 'unknown-light' })
    if (this.#parts.session.state.phase !== 'connected') {
      this.#note(light, 'not-connected')
      return refused({ kind: 'not-connected' })
    }
    const { note: _note, ...state } = light.state
    this.#settle(light, { ...state, pending: on ? 'on' : 'off' })
    const callOff = this.#parts.after(ANSWER_PATIENCE, () => this.#note(light, 'no-answer'))
    light.callOff = callOff
    this.#parts.changed()
    void this.#send(light, on, callOff)
    return ok(undefined)
  }

  /** What a broker started by this copy has to know from the beginning (DESIGN 2, Who hosts). */
  retained(): RetainedMessage[] {
    return [...this.#lights.values()].flatMap(({ adapter, payload }) =>
      payload ? [{ topic: adapter.filter, payload, qos: 2 as const }] : [],
    )
  }

  async #send(light: Light, on: boolean, wish: () => void): Promise<void> {
    const { topic, payload, qos, retain } = light.adapter.command(on)
    const result = await this.#parts.session.publish(topic, payload, { qos, retain })
    // By then the wish may have been answered, given up, or followed by another.
    if (!result.ok && light.callOff === wish)
      this.#note(light, result.error.kind === 'not-connected' ? 'not-connected' : 'not-sent')
  }

  /** Gives a wish up and says why; what the wire last said shows again. */
  #note(light: Light, note: LightNote): void {
    const { id, name, power } = light.state
    this.#settle(light, { id, name, power, note })
    this.#parts.changed()
  }

  #settle(light: Light, state: LightState): void {
    light.callOff?.()
    delete light.callOff
    light.state = state
  }
}
