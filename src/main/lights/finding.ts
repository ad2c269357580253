import type { MqttMessage } from '@shared/mqtt/message'
import type { LightId } from '@shared/light/light'
import { Catalog } from './catalog'
import type { Finder, Lamp, LightCommand } from './lamp'

/** Milliseconds in which the discovery of a whole house comes in at once. */
const SETTLE = 20
/** Milliseconds after which a broker has said again all it keeps. */
export const SAID_AGAIN = 10_000

/** Questions that wait for a connection; a household has a device for each. */
const MAX_QUESTIONS = 1_000

export interface FindingParts {
  /** Finders that have heard nothing yet. */
  readonly finders: () => readonly Finder[]
  /** Topics that are the app's own and no lamp's. */
  readonly isOurs: (topic: string) => boolean
  readonly after: (ms: number, task: () => void) => () => void
  /** All lamps there are now. */
  readonly settled: (lamps: ReadonlyMap<LightId, Lamp>) => void
  readonly ask: (questions: readonly LightCommand[]) => void
  /** More lamps were found than are shown. */
  readonly crowded: () => void
}

/** Hears what devices and bridges tell of their lamps, in every convention. */
export class Finding {
  readonly #parts: FindingParts
  readonly #catalog: Catalog
  #finders: readonly Finder[]
  #isConnected = false
  /** Asked as soon as something can go out: what the broker keeps can come in before. */
  #questions: LightCommand[] = []
  #isSettling = false
  #isCrowdSaid = false
  #callOffSweep: (() => void) | undefined

  constructor(parts: FindingParts) {
    this.#parts = parts
    this.#catalog = new Catalog(parts.isOurs)
    this.#finders = parts.finders()
  }

  /** What has to be subscribed to find lamps. */
  get filters(): string[] {
    return this.#finders.flatMap(({ filters }) => filters)
  }

  /** The lamps that were added by hand, at once. */
  setPlain(lamps: readonly Lamp[]): void {
    this.#catalog.take('plain', { source: 'arranged', lamps }, { kept: false, bytes: 0 })
    this.#settle()
  }

  /** A new connection: where devices can be, they are asked to tell about themselves. */
  connected(canHaveDevices: boolean): void {
    this.#isConnected = true
    if (canHaveDevices) for (const { asks } of this.#finders) this.#parts.ask(asks)
    if (this.#questions.length > 0) this.#parts.ask(this.#questions)
    this.#questions = []
    this.#callOffSweep = this.#parts.after(SAID_AGAIN, () => {
      this.#catalog.sweep()
      this.#settle()
    })
  }

  disconnected(): void {
    this.#isConnected = false
    this.#questions = []
    this.#callOffSweep?.()
    this.#catalog.disconnected()
  }

  /** Another broker has other lamps. */
  forget(): void {
    this.#finders = this.#parts.finders()
    this.#questions = []
    this.#catalog.clear()
    this.#isCrowdSaid = false
    this.#settle()
  }

  /** `undefined` where a message tells of no lamp, else whether it could be understood. */
  receive(message: MqttMessage): boolean | undefined {
    let understood: boolean | undefined
    const said = { kept: message.retain, bytes: message.payload.length }
    for (const finder of this.#finders) {
      const discovery = finder.receive(message)
      if (discovery === undefined) continue
      understood = discovery !== false
      if (!discovery) continue
      for (const found of discovery.found ?? []) {
        if (this.#catalog.take(finder.convention, found, said)) understood = false
        this.#settleSoon()
      }
      this.#ask(discovery.asks ?? [])
    }
    return understood
  }

  #ask(questions: readonly LightCommand[]): void {
    if (this.#isConnected) return this.#parts.ask(questions)
    this.#questions = [...this.#questions, ...questions].slice(0, MAX_QUESTIONS)
  }

  #settleSoon(): void {
    if (this.#isSettling) return
    this.#isSettling = true
    this.#parts.after(SETTLE, () => {
      this.#isSettling = false
      this.#settle()
    })
  }

  #settle(): void {
    this.#parts.settled(this.#catalog.settle())
    if (!this.#catalog.isCrowded || this.#isCrowdSaid) return
    this.#isCrowdSaid = true
    this.#parts.crowded()
  }
}
