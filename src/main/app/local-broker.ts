import { setTimeout as pause } from 'node:timers/promises'
import type { utilityProcess } from 'electron'
import type { RetainedMessage } from '@shared/mqtt/message'
import { createBrokerHost, type BrokerHost } from '../broker/host'
import { createLocator, LocateError as NoBroker, type Locator } from '../broker/locate'
import type { BrokerNote } from '../broker/notes'
import { probe } from '../broker/probe'
import { LocateError } from '../mqtt/failure'

/** Milliseconds in which a broker on the loopback answers; something that holds the port and keeps silent costs as much. */
const PROBE_PATIENCE = 1_000

export interface LocalBrokerParts {
  readonly fork: typeof utilityProcess.fork
  readonly processFile: string
  readonly folder: string
  readonly seed: () => RetainedMessage[]
  readonly onNote: (note: BrokerNote) => void
  /** The broker of this copy died. */
  readonly onExit: () => void
}

/** The broker of this computer: found where one answers, hosted here where none does. */
export function localBroker(parts: LocalBrokerParts): { host: BrokerHost; locate: Locator['locate'] } {
  const host = createBrokerHost({
    fork: () => parts.fork(parts.processFile, [], { serviceName: 'Porchlight broker' }),
    folder: parts.folder,
    seed: parts.seed,
    onNote: parts.onNote,
    onExit: parts.onExit,
  })
  const locator = createLocator({
    probe: (port) => probe(port, { timeoutMs: PROBE_PATIENCE }),
    host,
    pause: (ms) => pause(ms),
  })
  return {
    host,
    locate: async (signal) => {
      try {
        return await locator.locate(signal)
      } catch (error) {
        if (!(error instanceof NoBroker)) throw error
        throw new LocateError({
          kind: error.problem === 'no-port' ? 'no-port' : 'other',
          detail: error.message,
        })
      }
    },
  }
}
