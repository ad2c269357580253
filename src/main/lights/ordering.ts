import type { LightId, LightWish } from '@shared/light/light'
import type { MqttSession } from '../mqtt/session'
import { forDevice, mayBeCommanded } from './accept'
import type { KnownLamp } from './known-lamp'
import type { LightCommand } from './lamp'
import { Pace } from './pace'

/** Milliseconds a light has to answer before the wish is given up, beside the time its own transition takes. */
export const ANSWER_PATIENCE = 5_000

export interface OrderingParts {
  readonly session: Pick<MqttSession, 'publish'>
  /** Topics that are the app's own and no lamp's. */
  readonly isOurs: (topic: string) => boolean
  readonly after: (ms: number, task: () => void) => () => void
  /** Something has become of a wish. */
  readonly changed: (id: LightId) => void
}

/** Brings wishes to lamps: as fast as a lamp bears, never retained to a device, and given up when nobody answers. */
export class Ordering {
  readonly #parts: OrderingParts
  readonly #pace: Pace

  constructor(parts: OrderingParts) {
    this.#parts = parts
    this.#pace = new Pace(parts.after)
  }

  /** Asks a lamp for what it can do. */
  order(known: KnownLamp, able: LightWish): void {
    const { id } = known.lamp
    const patience = ANSWER_PATIENCE + (able.transition ?? 0) * 1_000
    known.expect(able, (tire) =>
      this.#parts.after(patience, () => {
        tire()
        this.#parts.changed(id)
      }),
    )
    this.#parts.changed(id)
    this.#pace.send(id, able, (paced) => void this.#send(known, paced))
  }

  /** Asks devices about themselves; a question to where no device can be is left out. */
  ask(questions: readonly LightCommand[]): void {
    for (const question of questions) {
      if (mayBeCommanded(question.topic, this.#parts.isOurs)) void this.#publish(forDevice(question))
    }
  }

  /** The lamp is gone, and with it what waits for it. */
  forget(id: LightId): void {
    this.#pace.forget(id)
  }

  async #send(known: KnownLamp, wish: LightWish): Promise<void> {
    const { lamp, values, wishes } = known
    const commands = lamp.write(wish, values)
    const results = await Promise.all(
      commands.map((command) => this.#publish(lamp.convention === 'plain' ? command : forDevice(command))),
    )
    // By then the wish may have been answered, given up, or followed by another.
    if (known.wishes !== wishes || !known.pending) return
    const failed = results.find((result) => !result.ok)
    if (failed) known.giveUp(failed.error.kind === 'not-connected' ? 'not-connected' : 'not-sent')
    else if (commands.length === 0) known.giveUp('not-sent')
    else if (lamp.optimistic) known.assume(wish)
    else return
    this.#parts.changed(lamp.id)
  }

  #publish({ topic, payload, qos, retain }: LightCommand): ReturnType<MqttSession['publish']> {
    return this.#parts.session.publish(topic, payload, { qos, retain })
  }
}
