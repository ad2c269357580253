import type { BrokerTarget } from '@shared/mqtt/address'
import { PROFILE_LIMITS, type Profile, type ProfileSecrets } from '@shared/profile/profile'
import type { ConnectionChoice, Located } from '../mqtt/located'

interface LocalBroker {
  readonly port: number
  readonly hostedHere: boolean
  readonly portTaken?: number
}

export interface DestinationParts {
  /** Given on the command line: wins over the settings. */
  readonly forced: BrokerTarget | undefined
  /** The profile in use with its secrets; none for the broker of this computer. */
  readonly active: () => { readonly profile: Profile; readonly secrets: ProfileSecrets } | undefined
  /** Finds a broker on this computer, or starts one. */
  readonly local: (signal: AbortSignal) => Promise<LocalBroker>
}

/** How a broker that is only known by its address is spoken with. */
const USUAL_CHOICE: ConnectionChoice = {
  version: 'auto',
  keepAlive: PROFILE_LIMITS.keepAlive.usual,
  sessionExpiry: PROFILE_LIMITS.sessionExpiry.usual,
  tls: {},
}

/** Says where the session has to connect to, anew for every try; of several addresses the next after each failure. */
export function createDestination({
  forced,
  active,
  local,
}: DestinationParts): (signal: AbortSignal, failures: number) => Promise<Located> {
  let at = 0
  return async (signal, failures) => {
    if (forced) return { ...forced, hostedHere: false, choice: USUAL_CHOICE }
    const chosen = active()
    if (!chosen) {
      const { port, hostedHere, portTaken } = await local(signal)
      const address = { scheme: 'mqtt', host: '127.0.0.1', port } as const
      return { address, hostedHere, ...(portTaken === undefined ? {} : { portTaken }) }
    }
    if (failures > 0) at++
    const { addresses } = chosen.profile
    const address = addresses[at % addresses.length]
    if (!address) throw new Error('The profile has no address')
    return locatedAt(chosen.profile, chosen.secrets, address)
  }
}

/** One address of a profile with all it takes to connect there. */
export function locatedAt(
  profile: Profile,
  secrets: ProfileSecrets,
  address: Located['address'],
): Located & { readonly choice: ConnectionChoice } {
  const { addresses, version, clientId, keepAlive, sessionExpiry, username, tls } = profile
  const { password, key, keyPassphrase } = secrets
  return {
    address,
    hostedHere: false,
    addresses: addresses.length,
    ...(username === undefined ? {} : { credentials: { username, password: password ?? '' } }),
    choice: {
      ...(clientId === undefined ? {} : { clientId }),
      version,
      keepAlive,
      sessionExpiry,
      tls: {
        ...tls,
        ...(key === undefined ? {} : { key }),
        ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
      },
    },
  }
}
