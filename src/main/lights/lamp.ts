import type {
  Convention,
  LightAbilities,
  LightId,
  LightLock,
  LightValues,
  LightWish,
} from '@shared/light/light'
import type { MqttMessage, Qos } from '@shared/mqtt/message'

/**
 * One publish that a wish turns into. Retained for a plain light only, never for a device (DESIGN 2, Light). To a device with
 * QoS 0 unless its convention says otherwise: the lamp's own answer is what counts, and a broker that has to confirm first
 * holds that answer back for the 40 ms of a delayed ACK.
 */
export interface LightCommand {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  readonly retain: boolean
}

/** What one message says of a lamp. */
export interface LampReport {
  /** Only what the message speaks of. */
  readonly values?: Partial<LightValues>
  /** What the message's topic says of the lamp being there. */
  readonly available?: boolean
}

/** How several topics together say whether a lamp is there. */
export interface LampAvailability {
  readonly topics: readonly string[]
  /** All must say yes, one is enough, or the last word counts. */
  readonly mode: 'all' | 'any' | 'latest'
  /** What counts of a topic that has said nothing yet. */
  readonly assumed: boolean
}

/**
 * A lamp as its convention describes it: a description with two pure functions. It holds no state; what the lamp last
 * said is kept by the registry, which hands it in.
 */
export interface Lamp {
  /** The same at every start: `zigbee2mqtt:0x00158d0001…`, `tasmota:DC4F22…:1`, `home-assistant:<unique id or topic>`. */
  readonly id: LightId
  readonly convention: Convention
  readonly kind: 'light' | 'switch'
  readonly name: string
  /** Where the convention says the lamp is. */
  readonly room?: string
  readonly can: LightAbilities
  readonly optimistic?: true
  readonly locked?: LightLock
  /** Where it is commanded, for people. */
  readonly topic: string
  /** All topics under which it can be commanded, also in another convention's words: two lamps that share one are the same. */
  readonly commandTopics: readonly string[]
  /** Its MAC or IEEE address: hex digits in lower case, without anything between or before. */
  readonly address?: string
  /** Topics (no wildcards) whose messages `read` is given. */
  readonly listens: readonly string[]
  readonly availability?: LampAvailability
  /** Sent once, slowly, where the lamp has not said by itself how it is. */
  readonly asks: readonly LightCommand[]
  /** What a message says; `undefined` where it cannot be understood. Never throws. */
  read(topic: string, payload: Uint8Array): LampReport | undefined
  /** The publishes for a wish, which holds only what the lamp can do; `now` is what it last said. Never throws. */
  write(wish: LightWish, now: LightValues): readonly LightCommand[]
}

/** All lamps one source speaks of; what it spoke of before and does not now is gone. */
export interface Found {
  /** A topic, or what else names the speaker inside its convention. */
  readonly source: string
  readonly lamps: readonly Lamp[]
}

/** What a message of a convention's own topics leads to. */
export interface Discovery {
  readonly found?: readonly Found[]
  /** To be published now, to learn more. */
  readonly asks?: readonly LightCommand[]
}

/** A convention: finds lamps in what it hears. It may remember what it heard; it has no clock and sends nothing itself. */
export interface Finder {
  readonly convention: Convention
  /** What it has to hear to find lamps; wildcards allowed. */
  readonly filters: readonly string[]
  /** Published at every new connection, so that devices tell about themselves. */
  readonly asks: readonly LightCommand[]
  /** `undefined` where the message is none of its own, `false` where it is and cannot be understood. Never throws. */
  receive(message: MqttMessage): Discovery | false | undefined
}
