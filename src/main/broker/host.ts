import type { RetainedMessage } from '@shared/mqtt/message'
import type { BrokerNote } from './notes'
import { parseFromBroker, type FromBroker, type ToBroker } from './protocol'

/** The part of Electron's `UtilityProcess` the host needs. */
export interface BrokerProcess {
  postMessage(message: ToBroker): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

export interface BrokerHostOptions {
  /** Starts the broker's process; called once for every broker. */
  readonly fork: () => BrokerProcess
  readonly folder?: string
  /** The retained messages this copy knows at the moment it takes over. */
  readonly seed: () => readonly RetainedMessage[]
  readonly onNote: (note: BrokerNote) => void
  /**
   * A broker that was listening is gone, and nobody had asked it to stop: the time to look for another at once. Of one
   * that dies again within a minute nothing is said; whoever was connected notices, and waits longer each time.
   */
  readonly onExit: (code: number) => void
  /** Milliseconds, only ever growing. */
  readonly now: () => number
  readonly startTimeoutMs?: number
}

export interface BrokerHost {
  /** Fails with words where the process dies, says that it failed, or does not listen in time. */
  start(port: number): Promise<'listening' | 'in-use'>
  /** Asks the broker to close; after a second its process is killed. */
  stop(): Promise<void>
  /** Whether this copy's broker is listening. */
  running(): boolean
}

/** A cold start takes well under a second; a busy machine may need a few. */
const START_TIMEOUT_MS = 10_000
const STOP_TIMEOUT_MS = 1_000
const MINUTE_MS = 60_000

interface Hosted {
  readonly child: BrokerProcess
  readonly gone: Promise<void>
  isListening: boolean
  isStopping: boolean
}

/** Runs the embedded broker in a process of its own, so that neither can slow down or take down the other. */
export function createBrokerHost(options: BrokerHostOptions): BrokerHost {
  let current: Hosted | undefined
  let diedAt = -Infinity

  const end = async (hosted: Hosted) => {
    hosted.isStopping = true
    hosted.isListening = false
    const killer = setTimeout(() => hosted.child.kill(), STOP_TIMEOUT_MS)
    hosted.child.postMessage({ type: 'stop' })
    await hosted.gone
    clearTimeout(killer)
  }

  const start = async (port: number): Promise<'listening' | 'in-use'> => {
    if (current) await end(current)
    const child = options.fork()
    const answer = deferred<Exclude<FromBroker, { type: 'note' }>>()
    const gone = deferred<void>()
    const hosted: Hosted = { child, gone: gone.promise, isListening: false, isStopping: false }
    current = hosted

    child.on('message', (message) => {
      const parsed = parseFromBroker(message)
      if (parsed?.type === 'note') options.onNote(parsed.note)
      else if (parsed) answer.resolve(parsed)
    })
    child.on('exit', (code) => {
      const wasListening = hosted.isListening
      hosted.isListening = false
      if (current === hosted) current = undefined
      gone.resolve()
      answer.resolve({ type: 'failed', reason: `its process ended with ${code}` })
      if (!wasListening || hosted.isStopping) return
      const isAgain = options.now() - diedAt < MINUTE_MS
      diedAt = options.now()
      if (!isAgain) options.onExit(code)
    })
    const timeout = setTimeout(
      () => answer.resolve({ type: 'failed', reason: 'it did not answer in time' }),
      options.startTimeoutMs ?? START_TIMEOUT_MS,
    )
    child.postMessage({ type: 'start', port, folder: options.folder, seed: [...options.seed()] })
    const result = await answer.promise
    clearTimeout(timeout)

    if (result.type === 'listening' && current === hosted && !hosted.isStopping) {
      hosted.isListening = true
      return 'listening'
    }
    if (current === hosted) await end(hosted)
    if (result.type === 'in-use') return 'in-use'
    throw new Error(result.type === 'failed' ? result.reason : 'it was stopped')
  }

  return {
    start,
    async stop() {
      if (current) await end(current)
    },
    running: () => current?.isListening ?? false,
  }
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}
