import { readRules, writeRules } from '@shared/chat/room-wire'
import { replacesRules, type RoomRules } from '@shared/chat/rules'
import { encodeText, type MqttMessage, type RetainedMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** Longest time in milliseconds before a copy says again what the broker has lost; copies draw it. */
const MENDING_SPREAD = 300

/** Rules whose revision is further ahead than this are a lie: nobody changes rules that often. */
const MAX_LEAP = 1_000

/** What holds in a room for everybody, retained on `<room>/rules`. */
export class Rules {
  readonly #parts: RoomParts
  #current: RoomRules
  #atBroker: RoomRules | undefined
  #isDue = false

  constructor(parts: RoomParts) {
    this.#parts = parts
    this.#current = parts.history.memory(parts.topic).rules ?? parts.firstRules
  }

  get topic(): string {
    return `${this.#parts.topic}/rules`
  }

  get current(): RoomRules {
    return this.#current
  }

  receive({ topic, payload }: MqttMessage): boolean | undefined {
    if (topic !== this.topic) return undefined
    const rules = readRules(payload)
    if (!rules || rules.revision > this.#current.revision + MAX_LEAP) {
      // Believed, it would leave no number for whoever sets rules next.
      this.#atBroker = undefined
      this.settle()
      return false
    }
    this.#atBroker = rules
    if (replacesRules(rules, this.#current)) this.#keep(rules)
    else if (replacesRules(this.#current, rules)) this.settle()
    return true
  }

  set(turns: boolean, timeout: number): void {
    this.#keep({ turns, timeout, revision: this.#current.revision + 1 })
    this.settle()
  }

  /** Sees to it that the broker has the rules that count; one that was started anew has none. */
  settle(): void {
    if (this.#isDue) return
    this.#isDue = true
    this.#parts.after(Math.round(this.#parts.random() * MENDING_SPREAD), () => {
      this.#isDue = false
      if (this.#current.revision === 0) return
      if (this.#atBroker && !replacesRules(this.#current, this.#atBroker)) return
      const { topic, payload, qos } = this.#message()
      void this.#parts.session.publish(topic, payload, { qos, retain: true })
    })
  }

  /** Another broker may hold other rules, or none. */
  forget(): void {
    this.#atBroker = undefined
  }

  retained(): RetainedMessage[] {
    return this.#current.revision > 0 ? [this.#message()] : []
  }

  #keep(rules: RoomRules): void {
    this.#current = rules
    this.#parts.history.remember(this.#parts.topic, { rules })
  }

  #message(): RetainedMessage & { readonly qos: 1 } {
    return { topic: this.topic, payload: encodeText(writeRules(this.#current)), qos: 1 }
  }
}
