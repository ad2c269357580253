import type { Refusal } from '@shared/ipc/contract'
import type { Arrangement, PlainLight } from '@shared/light/arrangement'
import type { Availability, LightId, LightState, LightWish } from '@shared/light/light'
import { possible } from '@shared/light/wish'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import type { MqttSession } from '../mqtt/session'
import { Arranging } from './arranging'
import { Asking } from './asking'
import { Finding } from './finding'
import { groupState } from './groups'
import { KnownLamp } from './known-lamp'
import type { Finder, Lamp } from './lamp'
import { Listening } from './listening'
import { Ordering } from './ordering'

export interface LightsParts {
  readonly session: Pick<MqttSession, 'publish' | 'state' | 'changeSubscriptions' | 'wants'>
  /** Finders that have heard nothing yet. */
  readonly finders: () => readonly Finder[]
  /** A light added by hand as a lamp. */
  readonly plain: (light: PlainLight) => Lamp
  /** Topics that are the app's own and no lamp's, such as the chat's. */
  readonly isOurs: (topic: string) => boolean
  readonly after: (ms: number, task: () => void) => () => void
  /** These lights are new, different or gone. */
  readonly changed: (ids: readonly LightId[]) => void
  /** More lamps were found than are shown. */
  readonly crowded: () => void
}

const NOTHING: Pick<Arrangement, 'lamps' | 'groups' | 'order'> = { lamps: [], groups: [], order: [] }

/** All lights: how they are is what the wire last said, and a wish is pending until the wire says so too. */
export class Lights {
  readonly #parts: LightsParts
  readonly #finding: Finding
  readonly #listening: Listening
  readonly #ordering: Ordering
  readonly #asking: Asking
  readonly #known = new Map<LightId, KnownLamp>()
  /** States that were composed since their light last changed. */
  readonly #shown = new Map<LightId, LightState>()
  /** What topics that speak for several lamps, such as a bridge's state, said last: a lamp that comes later heard none of it. */
  readonly #presence = new Map<string, Uint8Array>()
  #arranging = new Arranging(NOTHING)
  #connected = false

  /** There are no lights before the first `arrange`. */
  constructor(parts: LightsParts) {
    this.#parts = parts
    this.#ordering = new Ordering({ ...parts, changed: (id) => this.#touch([id]) })
    this.#finding = new Finding({
      ...parts,
      settled: (lamps) => this.#follow(lamps),
      ask: (questions) => this.#ordering.ask(questions),
    })
    this.#listening = new Listening(parts.session)
    this.#asking = new Asking(parts.after, (id) => this.#ask(id))
  }

  /** What has to be subscribed to find lamps, with QoS 1. */
  finderFilters(): string[] {
    return this.#finding.filters
  }

  /** What lights added by hand are listened to on, with QoS 2. */
  plainTopics(): string[] {
    return [...this.#known.values()].flatMap(({ lamp }) => (lamp.convention === 'plain' ? lamp.listens : []))
  }

  /** Whether a light would be deaf without this filter. */
  needs(filter: string): boolean {
    return this.#listening.needs(filter)
  }

  list(): LightState[] {
    return this.#ids().flatMap((id) => this.get(id) ?? [])
  }

  get(id: LightId): LightState | undefined {
    const shown = this.#shown.get(id) ?? this.#compose(id)
    if (shown) this.#shown.set(id, shown)
    return shown
  }

  /** The user has arranged the lights, at the start or anew. */
  arrange(arrangement: Arrangement): void {
    const before = this.#ids()
    this.#arranging = new Arranging(arrangement)
    this.#finding.setPlain(arrangement.plain.map((light) => this.#parts.plain(light)))
    this.#shown.clear()
    this.#touch([...before, ...this.#ids()])
  }

  /** Takes a message from the wire; `undefined` where it is no light's, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined {
    const found = this.#finding.receive(message)
    const heard = this.#hear(message)
    return found === undefined ? heard : found || heard === true
  }

  /** Asks a light for something. It shows as pending, and changes when the light says so. */
  set(id: LightId, wish: LightWish): Result<undefined, Refusal> {
    const group = this.#arranging.group(id)
    if (group) return this.#setAll(group.members, wish)
    const known = this.#known.get(id)
    if (!known) return refused({ kind: 'unknown-light' })
    if (this.#parts.session.state.phase !== 'connected') {
      known.giveUp('not-connected')
      this.#touch([id])
      return refused({ kind: 'not-connected' })
    }
    if (!known.isAvailable) return refused({ kind: 'light-offline' })
    const own = this.#arranging.row(id)?.transition
    const able = possible({ transition: own, ...wish }, known.lamp.can)
    if (!able || known.lamp.locked) return refused({ kind: 'light-unable' })
    this.#ordering.order(known, able)
    return ok(undefined)
  }

  /** The connection came or went. */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return
    this.#connected = connected
    if (!connected) {
      this.#asking.stop()
      this.#finding.disconnected()
      return
    }
    for (const known of this.#known.values()) known.hasSpoken = false
    const { state } = this.#parts.session
    // The broker of this very copy can be reached from this computer only: nobody is there who could be asked.
    this.#finding.connected(!(state.phase === 'connected' && state.hostedHere))
    this.#asking.want(this.#known.keys())
  }

  /** The next connection is to another broker: nothing is known of its lamps, nor what the plain lights are there. */
  forget(): void {
    const before = this.#ids()
    this.#presence.clear()
    for (const known of this.#known.values()) known.drop()
    this.#known.clear()
    this.#finding.forget()
    this.#shown.clear()
    this.#touch(before)
  }

  /** What a broker started by this copy has to know from the beginning (DESIGN 2, Who hosts). */
  retained(): RetainedMessage[] {
    return [...this.#known.values()].flatMap(({ lamp, payload }) =>
      payload ? [{ topic: lamp.topic, payload, qos: 2 as const }] : [],
    )
  }

  /** Lets go of what a session that sleeps must not gather. */
  async leave(): Promise<void> {
    await this.#listening.leave()
  }

  #ids(): LightId[] {
    return [...new Set([...this.#known.keys(), ...this.#arranging.ids])]
  }

  #hear({ topic, payload }: MqttMessage): boolean | undefined {
    const lamps = this.#listening.lampsOf(topic)
    if (lamps.length === 0) return undefined
    if (lamps.some(({ availability }) => availability?.topics.includes(topic)))
      this.#presence.set(topic, payload)
    const heard = lamps.filter(({ id }) => this.#known.get(id)?.receive(topic, payload))
    this.#touch(heard.map(({ id }) => id))
    return heard.length > 0
  }

  /** These are all lamps now: what was known of one that stays is kept. */
  #follow(lamps: ReadonlyMap<LightId, Lamp>): void {
    const gone = [...this.#known.keys()].filter((id) => !lamps.has(id))
    for (const id of gone) {
      this.#known.get(id)?.drop()
      this.#known.delete(id)
      this.#ordering.forget(id)
    }
    const changed = [...lamps.values()].filter((lamp) => this.#known.get(lamp.id)?.lamp !== lamp)
    for (const lamp of changed) {
      const known = this.#known.get(lamp.id) ?? new KnownLamp(lamp)
      known.lamp = lamp
      this.#known.set(lamp.id, known)
      for (const topic of lamp.availability?.topics ?? []) {
        const said = this.#presence.get(topic)
        if (said) known.receive(topic, said)
      }
    }
    this.#listening.follow(lamps.values())
    for (const topic of this.#presence.keys()) if (!this.needs(topic)) this.#presence.delete(topic)
    if (this.#connected) this.#asking.want(changed.map(({ id }) => id))
    this.#touch([...gone, ...changed.map(({ id }) => id)])
  }

  #setAll(members: readonly LightId[], wish: LightWish): Result<undefined, Refusal> {
    const results = members.map((id) => this.set(id, wish))
    return results.find(({ ok: done }) => done) ?? results[0] ?? refused({ kind: 'unknown-light' })
  }

  #ask(id: LightId): boolean {
    const known = this.#known.get(id)
    if (!known || known.hasSpoken || known.lamp.asks.length === 0) return false
    this.#ordering.ask(known.lamp.asks)
    return true
  }

  #touch(ids: readonly LightId[]): void {
    if (ids.length === 0) return
    const touched = this.#arranging.withGroups(ids)
    for (const id of touched) this.#shown.delete(id)
    this.#parts.changed(touched)
  }

  #compose(id: LightId): LightState | undefined {
    const arranged = this.#arranging.look(id)
    const group = this.#arranging.group(id)
    if (group) {
      const members = group.members.flatMap((member) => this.get(member) ?? [])
      return { ...groupState(group, members), id, ...arranged, name: arranged.name ?? group.name }
    }
    const known = this.#known.get(id)
    return known ? { ...lampState(known), ...arranged } : this.#arranging.missing(id)
  }
}

/** A lamp as it shows before the user has said anything of it. */
function lampState({ lamp, values, pending, note, isAvailable }: KnownLamp): LightState {
  const { id, name, convention, kind, topic, can, optimistic, locked, room } = lamp
  const availability: Availability = isAvailable ? 'online' : 'offline'
  return {
    ...values,
    ...{ id, name, convention, kind, topic, can, availability },
    ...(room === undefined ? {} : { room }),
    ...(optimistic ? { optimistic } : {}),
    ...(locked ? { locked } : {}),
    ...(pending ? { pending } : {}),
    ...(note ? { note } : {}),
  }
}
