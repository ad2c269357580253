import type { Convention, LightId } from '@shared/light/light'
import { acceptLamp } from './accept'
import type { Found, Lamp } from './lamp'

/** More lamps than this are not shown: far beyond a house, and a broken discovery must not fill the memory. */
const MAX_LAMPS = 1_000
/** Bytes of all descriptions together, as they came: a house has a few hundred thousand, a large bridge's list two million. */
export const MAX_DESCRIBED = 32_000_000

/** Of a lamp that is found twice the earlier convention counts: what the user wrote, then the device's own words. */
const PREFERENCE: readonly Convention[] = ['plain', 'zigbee2mqtt', 'tasmota', 'shelly', 'home-assistant']

interface Source {
  readonly lamps: readonly Lamp[]
  /** The broker keeps what was said, and says it again at every connection. */
  readonly kept: boolean
  /** The connection in which it was said last. */
  readonly heardIn: number
  readonly bytes: number
}

/** The message that a source spoke in. */
export interface Said {
  readonly kept: boolean
  readonly bytes: number
}

/** All lamps that were found, each once, whoever told of it. */
export class Catalog {
  readonly #isOurs: (topic: string) => boolean
  /** Per convention and source, what it speaks of. */
  readonly #sources = new Map<Convention, Map<string, Source>>()
  #crowded = false
  #connection = 0

  constructor(isOurs: (topic: string) => boolean) {
    this.#isOurs = isOurs
  }

  /** More lamps were found than are shown. */
  get isCrowded(): boolean {
    return this.#crowded
  }

  /** Takes in what a source speaks of; says whether any of its lamps had to be refused. */
  take(convention: Convention, { source, lamps }: Found, { kept, bytes }: Said): boolean {
    const accepted = lamps.flatMap((lamp) => acceptLamp(lamp, this.#isOurs) ?? [])
    const sources = this.#sources.get(convention) ?? new Map<string, Source>()
    this.#sources.set(convention, sources)
    const before = sources.get(source)
    // Sources beyond what can be shown are a flood; those that are known may still change.
    const isFlood = !before && sources.size >= MAX_LAMPS * 2
    if (accepted.length === 0) sources.delete(source)
    else if (isFlood || this.#described() - (before?.bytes ?? 0) + bytes > MAX_DESCRIBED) this.#crowded = true
    else sources.set(source, { lamps: accepted, kept, heardIn: this.#connection, bytes })
    return accepted.length < lamps.length
  }

  /** A connection is over: what the broker keeps will be said again in the next one. */
  disconnected(): void {
    this.#connection += 1
  }

  /** Forgets what the broker kept and did not say again in this connection: it was taken away in between. */
  sweep(): void {
    for (const sources of this.#sources.values()) {
      for (const [source, { kept, heardIn }] of sources)
        if (kept && heardIn < this.#connection) sources.delete(source)
    }
  }

  /** Forgets all that was found: another broker has other lamps. */
  clear(): void {
    this.#crowded = false
    for (const [convention, sources] of this.#sources) if (convention !== 'plain') sources.clear()
  }

  /** Chooses among all that was found; the same lamp object stays where its source has said nothing new. */
  settle(): ReadonlyMap<LightId, Lamp> {
    const chosen = new Map<LightId, Lamp>()
    const topics = new Map<string, Convention>()
    const addresses = new Map<string, Convention>()
    for (const lamp of this.#inOrder()) {
      if (chosen.has(lamp.id) || isTwin(lamp, topics, addresses)) continue
      if (chosen.size >= MAX_LAMPS) {
        this.#crowded = true
        break
      }
      chosen.set(lamp.id, lamp)
      for (const topic of lamp.commandTopics) if (!topics.has(topic)) topics.set(topic, lamp.convention)
      if (lamp.address && !addresses.has(lamp.address)) addresses.set(lamp.address, lamp.convention)
    }
    return chosen
  }

  #described(): number {
    let bytes = 0
    for (const sources of this.#sources.values()) for (const source of sources.values()) bytes += source.bytes
    return bytes
  }

  *#inOrder(): Iterable<Lamp> {
    for (const convention of PREFERENCE) {
      for (const { lamps } of this.#sources.get(convention)?.values() ?? []) yield* lamps
    }
  }
}

/**
 * Whether another convention has told of the lamp before. Within one convention two lamps may well share a topic (two
 * relays of one device) or an address, so there only the id counts.
 */
function isTwin(
  { convention, commandTopics, address }: Lamp,
  topics: ReadonlyMap<string, Convention>,
  addresses: ReadonlyMap<string, Convention>,
): boolean {
  const isOther = (known: Convention | undefined): boolean => known !== undefined && known !== convention
  if (address !== undefined && isOther(addresses.get(address))) return true
  return commandTopics.some((topic) => isOther(topics.get(topic)))
}
