import { parseBroker, type BrokerTarget, type Credentials } from '@shared/mqtt/address'
import type { BrokerChoice } from '@shared/settings'
import type { Located } from '../mqtt/session'

interface LocalBroker {
  readonly port: number
  readonly hostedHere: boolean
  readonly portTaken?: number
}

export interface DestinationParts {
  /** Given on the command line: wins over the settings. */
  readonly forced: BrokerTarget | undefined
  readonly chosen: () => BrokerChoice
  readonly password: () => string | undefined
  /** Finds a broker on this computer, or starts one. */
  readonly local: (signal: AbortSignal) => Promise<LocalBroker>
}

/** Says where the session has to connect to, anew for every try. */
export async function destination(
  { forced, chosen, password, local }: DestinationParts,
  signal: AbortSignal,
): Promise<Located> {
  if (forced) return { ...forced, hostedHere: false }
  const choice = chosen()
  const target = choice.kind === 'address' ? parseBroker(choice.url) : undefined
  if (choice.kind === 'address' && target?.ok) {
    const credentials = credentialsOf(choice.username, password())
    return { address: target.value.address, hostedHere: false, ...(credentials ? { credentials } : {}) }
  }
  const { port, hostedHere, portTaken } = await local(signal)
  const address = { scheme: 'mqtt', host: '127.0.0.1', port } as const
  return { address, hostedHere, ...(portTaken === undefined ? {} : { portTaken }) }
}

function credentialsOf(username: string | undefined, password: string | undefined): Credentials | undefined {
  return username === undefined ? undefined : { username, password: password ?? '' }
}
