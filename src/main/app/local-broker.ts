import { setTimeout as pause } from 'node:timers/promises'
import type { utilityProcess } from 'electron'
import type { RetainedMessage } from '@shared/mqtt/message'
import { createBrokerHost, type BrokerHost } from '../broker/host'
import { createLocator, LocateError as NoBroker, type Locator } from '../broker/locate'
import type { BrokerNote } from '../broker/notes'
import { probe, type ProbeResult } from '../broker/probe'
import { LocateError } from '../mqtt/failure'

/**
 * Milliseconds in which a broker on the loopback answers; something that holds the port and keeps silent costs as much.
 * Longer than the 1.6 s for which the broker of a killed copy keeps its port without serving it any more.
 */
const PROBE_PATIENCE = 2_000

const USUAL_PORT = 1883

export interface LocalBrokerParts {
  readonly fork: typeof utilityProcess.fork
  readonly processFile: string
  readonly folder: string
  /** What was found on the usual port while Electron was still starting; counts for the first look only. */
  readonly firstLook: Promise<ProbeResult> | undefined
}

/** Who lives on the broker of this computer; comes later than the broker, which takes longest to start. */
export interface BrokerTenant {
  /** What a broker of this copy is to know from its birth. */
  seed(): RetainedMessage[]
  note(note: BrokerNote): void
  /** The broker of this copy died. */
  died(): void
}

export interface LocalBroker {
  readonly host: BrokerHost
  readonly locate: Locator['locate']
  moveIn(tenant: BrokerTenant): void
}

/** Looks at the usual port; worth doing before Electron is ready, since the answer takes no time of ours. */
export function lookForBroker(port = USUAL_PORT): Promise<ProbeResult> {
  return probe(port, { timeoutMs: PROBE_PATIENCE })
}

/** The broker of this computer: found where one answers, hosted here where none does. */
export function localBroker(parts: LocalBrokerParts): LocalBroker {
  let { firstLook } = parts
  let tenant: BrokerTenant | undefined
  const early: BrokerNote[] = []
  const host = createBrokerHost({
    fork: () => parts.fork(parts.processFile, [], { serviceName: 'Porchlight broker' }),
    folder: parts.folder,
    seed: () => tenant?.seed() ?? [],
    onNote: (note) => (tenant ? tenant.note(note) : void early.push(note)),
    onExit: () => tenant?.died(),
    now: () => performance.now(),
  })
  const locator = createLocator({
    probe: (port) => {
      const look = port === USUAL_PORT ? firstLook : undefined
      firstLook = undefined
      return look ?? lookForBroker(port)
    },
    host,
    pause: (ms) => pause(ms),
  })
  return {
    host,
    moveIn: (newTenant) => {
      tenant = newTenant
      for (const note of early.splice(0)) newTenant.note(note)
    },
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
