import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Debian keeps brokers where only root looks; Homebrew has a place of its own. */
const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin`
const KEPT_WORDS = 8_000

/** How to start a program; `env` goes on top of this process's own. */
export interface ProgramCall {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** One process that a test started: what it said, its end, and that it never outlives the test. */
export class Program {
  readonly name: string
  readonly #process: ChildProcess
  readonly #guard: ChildProcess | undefined
  #words = ''
  #failed = false

  constructor({ name, command, args, env }: ProgramCall) {
    this.name = name
    this.#process = spawn(command, args, {
      env: { ...process.env, PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk.toString()))
    }
    this.#process.on('error', (error) => {
      this.#failed = true
      this.#keep(error.message)
    })
    const { pid } = this.#process
    if (pid === undefined) return
    this.#guard = guardOf(pid)
    this.#process.once('exit', () => this.#guard?.kill('SIGKILL'))
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get ended(): boolean {
    return this.#failed || this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  /** The last of what it wrote to its terminal. */
  get words(): string {
    return this.#words.trim() || 'it said nothing'
  }

  /** Ends it and resolves when it has ended; SIGKILL leaves it no time to write anything down. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return
    const ended = once(this.#process, 'exit')
    this.#process.kill(signal)
    await ended
  }

  #keep(words: string): void {
    this.#words = (this.#words + words).slice(-KEPT_WORDS)
  }
}

/**
 * Waits at a pipe that closes when this process ends, even by SIGKILL, and then kills the other. It is no child of
 * the terminal's foreground group, so Ctrl-C cannot take it away first.
 */
function guardOf(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -KILL "$1"', 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => undefined)
  guard.stdin?.on('error', () => undefined)
  guard.unref()
  return guard
}
