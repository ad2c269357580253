import type { SubscriptionView } from '@shared/ipc/state'
import type { Qos } from '@shared/mqtt/message'
import type { MqttSession } from '../mqtt/session'
import type { Granted } from '../mqtt/subscriptions'

type SubscribingSession = Pick<MqttSession, 'subscribe' | 'unsubscribe' | 'subscriptions'>

/** The user's own subscriptions beside the app's: removing one in Wire must not deafen a light or a room. */
export class WireFilters {
  readonly #session: SubscribingSession
  readonly #app: ReadonlySet<string>
  readonly #user = new Set<string>()

  constructor(session: SubscribingSession, app: readonly string[]) {
    this.#session = session
    this.#app = new Set(app)
  }

  async add(filter: string, qos: Qos): Promise<Granted> {
    this.#user.add(filter)
    // The app asks for the highest quality it needs; the user's wish must not lower it.
    if (this.#app.has(filter)) return 'later'
    return await this.#session.subscribe(filter, qos)
  }

  async remove(filter: string): Promise<void> {
    if (this.#user.delete(filter) && !this.#app.has(filter)) await this.#session.unsubscribe(filter)
  }

  /** Lets go of all of them: kept in the session they would fill the broker's queue while nobody looks. */
  async removeAll(): Promise<void> {
    await Promise.all([...this.#user].map((filter) => this.remove(filter)))
  }

  list(): SubscriptionView[] {
    return this.#session.subscriptions.map(({ filter, asked, granted }) => ({
      filter,
      asked,
      byUser: this.#user.has(filter),
      ...(typeof granted === 'number' ? { granted } : {}),
      ...(granted === 'refused' ? { refused: true as const } : {}),
    }))
  }
}
