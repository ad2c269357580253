import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseFromBroker, type ToBroker } from '../../src/main/broker/protocol'
import type { BrokerNote } from '../../src/main/broker/notes'
import type { Broker } from './broker'

/** The broker that Porchlight brings along, in a process of its own; it stays on its port and folder. */
export async function startEmbedded(folder: string): Promise<Broker> {
  let child = spawnBroker()
  const port = await listening(child, 0, folder)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    ports: [port],
    kill: () => end('SIGKILL'),
    restart: async () => {
      child = spawnBroker()
      await listening(child, port, folder)
    },
    stop: () => end('SIGTERM'),
  }
}

function spawnBroker(): ChildProcess {
  // Bundled next to this file.
  const script = fileURLToPath(new URL('./embedded-process.js', import.meta.url))
  return fork(script, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

/** Tells it to start and waits until it listens; gives its port. */
function listening(child: ChildProcess, port: number, folder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('The embedded broker ended at its start.')))
    child.on('message', (data) => {
      const message = parseFromBroker(data)
      if (message?.type === 'listening') resolve(message.port)
      else if (message?.type === 'note') tell(message.note)
      else reject(new Error(`The embedded broker did not start: ${JSON.stringify(data)}`))
    })
    child.send({ type: 'start', port, folder: join(folder, 'broker'), seed: [] } satisfies ToBroker)
  })
}

/** Broken connections are what a run is about; the rest would be news. */
function tell(note: BrokerNote): void {
  if (note.kind !== 'client-closed') process.stdout.write(`broker: ${JSON.stringify(note)}\n`)
}
