import type { Qos } from '@shared/mqtt/message'

/** What the broker said to a subscription. `later`: it is asked when the connection stands. */
export type Granted = Qos | 'refused' | 'later'

/** Filters in one packet: some brokers take no more, and one of all a household's lamps would be a large packet. */
const MOST_AT_ONCE = 100

/** The filters that are wanted, whatever the connection does, and what was granted of them. */
export class Subscriptions {
  readonly #wanted = new Map<string, { qos: Qos; granted: Granted }>()
  /** Dropped here, but the broker does not know yet. */
  readonly #unwanted = new Set<string>()

  want(filter: string, qos: Qos): void {
    this.#unwanted.delete(filter)
    this.#wanted.set(filter, { qos, granted: 'later' })
  }

  drop(filter: string): boolean {
    if (!this.#wanted.delete(filter)) return false
    this.#unwanted.add(filter)
    return true
  }

  /** The broker knows that these are not wanted. */
  dropped(filters: readonly string[]): void {
    for (const filter of filters) this.#unwanted.delete(filter)
  }

  /** Nothing is granted any more: the connection is gone. */
  forgetGrants(): void {
    for (const entry of this.#wanted.values()) entry.granted = 'later'
  }

  granted(filter: string, code: number): Granted {
    const granted = code === 0 || code === 1 || code === 2 ? code : 'refused'
    const entry = this.#wanted.get(filter)
    if (entry) entry.granted = granted
    return granted
  }

  filters(): string[] {
    return [...this.#wanted.keys()]
  }

  has(filter: string): boolean {
    return this.#wanted.has(filter)
  }

  /** What the broker has to be asked next: filters of one quality, then what is not wanted any more. */
  due():
    | { filters: string[]; qos: Qos; unwanted?: undefined }
    | { filters?: undefined; unwanted: string[] }
    | undefined {
    const open = [...this.#wanted].filter(([, { granted }]) => granted === 'later')
    const qos = open[0]?.[1].qos
    if (qos !== undefined) {
      const filters = open.filter(([, wish]) => wish.qos === qos).map(([filter]) => filter)
      return { filters: filters.slice(0, MOST_AT_ONCE), qos }
    }
    return this.#unwanted.size > 0 ? { unwanted: [...this.#unwanted].slice(0, MOST_AT_ONCE) } : undefined
  }

  list(): { filter: string; asked: Qos; granted: Granted }[] {
    return [...this.#wanted].map(([filter, { qos, granted }]) => ({ filter, asked: qos, granted }))
  }
}
