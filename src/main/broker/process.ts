import { parseToBroker, type FromBroker, type ToBroker } from './protocol'
import { startBrokerServer, type BrokerServer } from './server'

/** The part of Electron's `process.parentPort` the broker's process speaks over. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  postMessage(message: FromBroker): void
}

/** Serves one broker at a time on behalf of the app, until it is told to stop; `exit` ends the process. */
export function serveBroker(parent: ParentPort, exit: (code: number) => void): void {
  let running: Promise<BrokerServer | undefined> | undefined

  const start = async (message: Extract<ToBroker, { type: 'start' }>): Promise<BrokerServer | undefined> => {
    let isListening = false
    try {
      return await startBrokerServer({
        port: message.port,
        folder: message.folder,
        seed: message.seed,
        // Whoever connects may begin: it is the longer way of the two.
        onListening: (port) => {
          isListening = true
          parent.postMessage({ type: 'listening', port })
        },
        onNote: (note) => parent.postMessage({ type: 'note', note }),
      })
    } catch (error) {
      // What was promised cannot be kept; the app takes an end for what it is.
      if (isListening) exit(1)
      running = undefined
      parent.postMessage(
        isPortTaken(error)
          ? { type: 'in-use' }
          : { type: 'failed', reason: String((error as Error).message) },
      )
      return undefined
    }
  }

  parent.on('message', ({ data }) => {
    const message = parseToBroker(data)
    if (!message) {
      parent.postMessage({ type: 'failed', reason: 'the broker was told something it does not understand' })
    } else if (message.type === 'stop') {
      void Promise.resolve(running)
        .then((server) => server?.close())
        .then(
          () => exit(0),
          () => exit(1),
        )
    } else if (running) {
      parent.postMessage({ type: 'failed', reason: 'the broker is running already' })
    } else {
      running = start(message)
    }
  })
}

/** Windows says EACCES for a port that it or another program keeps to itself. */
function isPortTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'EADDRINUSE' || code === 'EACCES'
}

// Only there in an Electron utility process.
if (process.parentPort) {
  serveBroker(process.parentPort, (code) => process.exit(code))
  // A terminal's Ctrl+C and a log-out reach every process of the app at once; the one that asked for this broker still has
  // to say good-bye over it, and tells it when to stop. Where that one is gone, Chromium ends this one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
}
