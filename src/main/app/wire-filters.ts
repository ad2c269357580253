import type { SubscriptionView } from '@shared/ipc/state'
import type { Qos } from '@shared/mqtt/message'
import type { MqttSession } from '../mqtt/session'
import type { Granted } from '../mqtt/subscriptions'

type SubscribingSession = Pick<MqttSession, 'subscribe' | 'unsubscribe' | 'subscriptions'>

/** The user's own subscriptions beside the app's: removing one in Wire must not deafen a light or a room. */
export class WireFilters {
  readonly #session: SubscribingSession
  readonly #app: () => readonly string[]
  readonly #needed: (filter: string) => boolean
  readonly #user = new Set<string>()

  /** Beside the `app`'s own filters there are hundreds by which lamps are found and heard: those are `needed` and not listed. */
  constructor(
    session: SubscribingSession,
    app: () => readonly string[],
    needed: (filter: string) => boolean,
  ) {
    this.#session = session
    this.#app = app
    this.#needed = needed
  }

  async add(filter: string, qos: Qos): Promise<Granted> {
    this.#user.add(filter)
    // The app asks for the quality it needs; the user's wish must not lower it.
    if (this.#app().includes(filter)) return 'later'
    const wanted = this.#session.subscriptions.find((each) => each.filter === filter)?.asked ?? 0
    return await this.#session.subscribe(filter, qos > wanted ? qos : wanted)
  }

  async remove(filter: string): Promise<void> {
    if (this.#user.delete(filter) && !this.#isOwn(filter)) await this.#session.unsubscribe(filter)
  }

  /** Lets go of all of them: kept in the session they would fill the broker's queue while nobody looks. */
  async removeAll(): Promise<void> {
    await Promise.all([...this.#user].map((filter) => this.remove(filter)))
  }

  /** Whether the user has asked for a filter. */
  isByUser(filter: string): boolean {
    return this.#user.has(filter)
  }

  list(): SubscriptionView[] {
    const app = new Set(this.#app())
    const listed = this.#session.subscriptions.filter(
      ({ filter }) => this.#user.has(filter) || app.has(filter) || !this.#needed(filter),
    )
    return listed.map(({ filter, asked, granted }) => ({
      filter,
      asked,
      byUser: this.#user.has(filter),
      ...(typeof granted === 'number' ? { granted } : {}),
      ...(granted === 'refused' ? { refused: true as const } : {}),
    }))
  }

  #isOwn(filter: string): boolean {
    return this.#app().includes(filter) || this.#needed(filter)
  }
}
