import { errorText } from '@shared/error-text'
import type { ProbeResult } from './probe'

/** The ports tried, in order: MQTT's own and, should something else hold it, the ones after it. */
export const BROKER_PORTS: readonly number[] = Array.from({ length: 10 }, (_, index) => 1883 + index)

/** Where the broker of this computer is. */
export interface Located {
  readonly port: number
  /** Whether this copy runs it. */
  readonly hostedHere: boolean
  /** The first port that had to be left to something else, so that the app can say so. */
  readonly portTaken?: number
}

/** Why there is no broker on this computer: every port belongs to something else, or ours could not be started. */
export type LocateProblem = 'no-port' | 'cannot-host'

/** Nowhere to meet; its message is for the user. */
export class LocateError extends Error {
  readonly problem: LocateProblem

  constructor(problem: LocateProblem, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'LocateError'
    this.problem = problem
  }
}

/** The effects it decides over. */
export interface LocatorOptions {
  readonly probe: (port: number) => Promise<ProbeResult>
  readonly host: {
    start(port: number): Promise<'listening' | 'in-use'>
    running(): boolean
  }
  readonly ports?: readonly number[]
  /** Waits between two looks at a port another copy is just taking. */
  readonly pause: (ms: number) => Promise<void>
}

export interface Locator {
  /** Finds the broker of this computer, or becomes it. Rejects with `LocateError`, or with the signal's reason. */
  locate(signal: AbortSignal): Promise<Located>
}

/** A copy that lost the race sees the winner's port open within this many looks, 50 ms apart. */
const LOOKS = 5
const LOOK_PAUSE_MS = 50

/** Who hosts: the first port where an MQTT broker answers, else the first free one, hosted by this copy. */
export function createLocator({ probe, host, ports = BROKER_PORTS, pause }: LocatorOptions): Locator {
  let hosted: Located | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const findOrHost = async (signal: AbortSignal): Promise<Located> => {
    if (hosted && host.running()) return hosted
    hosted = undefined
    let portTaken: number | undefined
    let cannotHost: unknown
    for (const port of ports) {
      signal.throwIfAborted()
      // A broker that died while it started says nothing about its port. Hosting on the next one instead, this copy would
      // never meet the others, who go on where it was.
      const found = await settle(port, signal, cannotHost === undefined)
      if (found === 'hosted') {
        hosted = { port, hostedHere: true, portTaken }
        return hosted
      }
      if (found === 'mqtt') return { port, hostedHere: false, portTaken }
      if (found === 'other') portTaken ??= port
      else if (found !== 'closed') cannotHost ??= found.cannotHost
    }
    throw cannotHost ? cannotHostError(cannotHost) : noPortError(ports)
  }

  const settle = async (port: number, signal: AbortSignal, mayHost: boolean): Promise<Settled> => {
    let seen = await probe(port)
    if (seen === 'closed' && !mayHost) return 'closed'
    for (let look = 1; seen === 'closed' && look <= LOOKS; look++) {
      signal.throwIfAborted()
      try {
        if ((await host.start(port)) === 'listening') return 'hosted'
      } catch (error) {
        return { cannotHost: error }
      }
      // Another copy was quicker, or the system keeps the port to itself.
      if (look > 1) await pause(LOOK_PAUSE_MS)
      seen = await probe(port)
    }
    return seen === 'mqtt' ? 'mqtt' : 'other'
  }

  return {
    locate(signal) {
      // One at a time: two searches of one copy must not compete for the same port.
      const turn = queue.then(() => findOrHost(signal))
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}

type Settled = 'hosted' | 'mqtt' | 'other' | 'closed' | { readonly cannotHost: unknown }

function noPortError(ports: readonly number[]): LocateError {
  const range = `${ports[0]} to ${ports.at(-1)}`
  return new LocateError(
    'no-port',
    `Other programs hold the ports ${range}. Close one of them, or name a broker in the settings.`,
  )
}

function cannotHostError(cause: unknown): LocateError {
  const reason = errorText(cause)
  return new LocateError(
    'cannot-host',
    `The broker of this computer could not be started (${reason}). Restart Porchlight, or name a broker in the settings.`,
    cause,
  )
}
