import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CommandLine } from '../../e2e/fixtures/command-line'
import { endProcess } from '../../e2e/fixtures/processes'
import type { Outcome, Start, Told } from './start'

const EYE = fileURLToPath(new URL('./eye.cjs', import.meta.url))

/** Ms after which a start is held to hang; on a quiet machine it takes one second. */
const HANGS_MS = 20_000

/** Characters of what it wrote last that are told of one that ended by itself. */
const MOST_SAID = 2_000

interface Seen {
  readonly told: readonly Told[]
  readonly words: readonly string[]
}

/** Starts the app itself and ends it as soon as its window has shown what it has to say. */
export async function realStart(
  { executable, args, cwd, env }: CommandLine,
  { damage }: Start,
): Promise<Outcome> {
  const hosts = damage.file.startsWith('broker/')
  const child = spawn(executable, args, {
    cwd,
    env: { ...env, NODE_OPTIONS: `--require ${EYE}`, SIEGE_HOSTS: String(hosts) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = createInterface({ input: child.stdout })
  let last = ''
  child.stderr.on('data', (chunk) => (last = `${last}${String(chunk)}`.slice(-MOST_SAID)))
  const seen = new Promise<Seen | string>((resolve) => {
    lines.on('line', (line) => {
      if (line.startsWith('seen ')) resolve(JSON.parse(line.slice('seen '.length)) as Seen)
    })
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(`it ended with ${code ?? signal}: ${last}`))
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no window after ${HANGS_MS} ms`), HANGS_MS)
  })
  const found = await Promise.race([seen, late])
  clearTimeout(timer)
  await endProcess(child.pid ?? 0)
  lines.close()
  if (typeof found === 'string') return { failed: found }
  const unshown = found.told.filter(({ detail = '' }) => !found.words.some((words) => words.includes(detail)))
  return unshown.length > 0 ? { failed: `not shown: ${JSON.stringify(unshown)}` } : { told: found.told }
}
