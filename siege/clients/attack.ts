import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('attacker.mjs', import.meta.url))

/** The attacks, by what the attacker calls them. Who subscribes comes when as much is kept as there may be. */
export const ATTACKS = [
  'slow loris',
  'half packets',
  'connections',
  'retained flood',
  'subscriptions',
  'giant wills',
  'giant payloads',
  'deep topics',
  'publish flood',
] as const

/** What an attacker has done. */
export interface Done {
  readonly connections: number
  readonly closed: number
  readonly packets: number
}

/** An attack that goes on. */
export interface Attack {
  readonly done: () => Done
  end(): Promise<void>
}

/**
 * Begins an attack in a process of its own, with the lowest priority there is: the broker and who measures it share two cores with
 * it, and what it takes from them as a program is not the broker's doing.
 */
export function beginAttack(kind: (typeof ATTACKS)[number], port: number, seed: number): Attack {
  const attacker = spawn('nice', ['-n', '19', process.execPath, SCRIPT, kind, String(port), String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let done: Done = { connections: 0, closed: 0, packets: 0 }
  createInterface({ input: attacker.stdout }).on('line', (line) => (done = JSON.parse(line) as Done))
  return {
    done: () => done,
    async end() {
      if (attacker.exitCode !== null) throw new Error(`The attack "${kind}" ended by itself`)
      const exited = once(attacker, 'exit')
      attacker.stdin.end()
      await exited
    },
  }
}
