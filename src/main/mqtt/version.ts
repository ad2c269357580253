import { formatAddress, type BrokerAddress } from '@shared/mqtt/address'
import type { FailureKind, MqttVersion } from '@shared/mqtt/connection'
import type { VersionChoice } from '@shared/profile/profile'

/** A broker that knows no MQTT 5 may also just hang up, or never answer. */
const MAY_MEAN_VERSION: readonly FailureKind[] = ['closed', 'not-mqtt', 'timed-out']

/**
 * Which MQTT to speak with each broker. `auto` begins with 5 and goes over to 3.1.1 where the broker refuses the version
 * (MQTT 5, 4.13: by CONNACK 0x84; MQTT 3.1.1, 3.2.2.3: by CONNACK 1); what was found out holds until the app ends.
 */
export class SpokenVersions {
  readonly #known = new Map<string, MqttVersion>()
  /** Brokers that refused MQTT 5, or ended a connection with it before it was one, so that 3.1.1 is worth a try. */
  readonly #doubtful = new Set<string>()

  next(address: BrokerAddress, choice: VersionChoice): MqttVersion {
    if (choice !== 'auto') return choice
    const key = formatAddress(address)
    return this.#known.get(key) ?? (this.#doubtful.has(key) ? '3.1.1' : '5')
  }

  accepted(address: BrokerAddress, version: MqttVersion): void {
    const key = formatAddress(address)
    this.#known.set(key, version)
    this.#doubtful.delete(key)
  }

  /** Takes note of a try that got no CONNACK that said yes; returns whether another version should be tried at once. */
  failed(address: BrokerAddress, choice: VersionChoice, version: MqttVersion, kind: FailureKind): boolean {
    if (choice !== 'auto') return false
    const key = formatAddress(address)
    if (kind === 'version') {
      const wasKnown = this.#known.delete(key)
      if (version === '5') this.#doubtful.add(key)
      else this.#doubtful.delete(key)
      // One that refuses both would otherwise be asked for ever.
      return version === '5' || wasKnown
    }
    // Known brokers are only away; of the others the next try uses the other version.
    if (this.#known.has(key) || !MAY_MEAN_VERSION.includes(kind)) return false
    if (!this.#doubtful.delete(key)) this.#doubtful.add(key)
    return false
  }
}
