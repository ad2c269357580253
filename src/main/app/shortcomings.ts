import type { ConnectionState } from '@shared/mqtt/connection'
import type { MqttSession } from '../mqtt/session'
import type { Notices } from './notices'

/** Says once what a broker gives less of than was asked: the quality of subscriptions, the time a session is kept. */
export class Shortcomings {
  readonly #notices: Pick<Notices, 'say'>
  readonly #own: () => readonly string[]
  /** What the user knows already; at the next connection to the same broker it is no news. */
  #lowered = ''
  #shortened: number | undefined

  /** Of the filters only the app's `own` count: what the user asks for in Wire is answered there. */
  constructor(notices: Pick<Notices, 'say'>, own: () => readonly string[]) {
    this.#notices = notices
    this.#own = own
  }

  connected(
    { sessionExpiry }: Extract<ConnectionState, { phase: 'connected' }>,
    subscriptions: MqttSession['subscriptions'],
  ): void {
    if (sessionExpiry !== undefined && sessionExpiry !== this.#shortened) {
      this.#shortened = sessionExpiry
      this.#notices.say('session-shortened', String(sessionExpiry))
    }
    const own = this.#own()
    const lowered = subscriptions
      .filter(
        ({ filter, asked, granted }) =>
          own.includes(filter) && typeof granted === 'number' && granted < asked,
      )
      .map(({ filter }) => filter)
      .join(', ')
    if (lowered === '' || lowered === this.#lowered) return
    this.#lowered = lowered
    this.#notices.say('qos-lowered', lowered)
  }
}
