import { errorText } from '@shared/error-text'
import type { LogFile } from './log-file'
import { Flood, logLine, type LogLevel } from './log-lines'
import { redact } from './redact'

/** What this copy writes down for whoever looks for the cause of something. No message, no name and no secret goes in. */
export interface Log {
  info(where: string, text: string): void
  error(where: string, error: unknown): void
  /** The last lines, of earlier runs too, as a text; the newest is the last. */
  tail(lines: number): string
  /** Writes what still waits; to be called when the run ends. */
  close(): Promise<void>
}

export interface LogParts {
  /** Asked when the first lines are written. */
  open(): Promise<LogFile>
  /** Milliseconds since 1970. */
  now(): number
  after(ms: number, task: () => void): () => void
}

/** Milliseconds after its first line at which the file is opened: by then the windows are there. An error waits for nothing. */
const OPEN_AFTER = 2_000
/** Lines that are remembered, for a report. */
const REMEMBERED = 500
/** Lines of a call stack. */
const FRAMES = 8
/** Errors that are told as the cause of one another. */
const CAUSES = 3

/** The log of this run; it begins without the file. */
export function openLog({ open, now, after }: LogParts): Log {
  const flood = new Flood(now)
  let remembered: readonly string[] = []
  let waiting: string[] = []
  let file: LogFile | undefined
  let opening: Promise<void> | undefined

  function remember(lines: readonly string[]): void {
    remembered = [...remembered, ...lines].slice(-REMEMBERED)
  }
  const openNow = (): Promise<void> =>
    (opening ??= open()
      .then(
        (opened) => {
          remembered = [...opened.earlier, ...remembered].slice(-REMEMBERED)
          for (const line of waiting) opened.write(line)
          waiting = []
          file = opened
        },
        // Without a file there is what is remembered.
        () => (file = { earlier: [], write: () => undefined }),
      )
      .then(() => undefined))
  function write(lines: readonly string[]): void {
    remember(lines)
    if (file) for (const line of lines) file.write(line)
    else waiting = [...waiting, ...lines].slice(-REMEMBERED)
  }
  let opensSoon = false
  function say(level: LogLevel, where: string, text: string): void {
    write(flood.take(logLine(level, where, text)))
    if (level === 'error') void openNow()
    else if (!opensSoon) after(OPEN_AFTER, () => void openNow())
    opensSoon = true
  }

  return {
    info: (where, text) => say('info', where, redact(text)),
    error: (where, error) => say('error', where, errorDetail(error)),
    tail: (lines) => {
      write(flood.rest())
      return remembered.slice(-lines).join('\n')
    },
    close: async () => {
      write(flood.rest())
      await openNow()
    },
  }
}

/** What an error says, what caused it, and where it came from, each without secrets: what hides the first must not hide the last. */
export function errorDetail(error: unknown): string {
  const texts: string[] = []
  let next: unknown = error
  for (let count = 0; count <= CAUSES && next !== undefined; count++) {
    texts.push(errorText(next))
    next = next instanceof Error ? next.cause : undefined
  }
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  const calls = frames.slice(0, FRAMES).map((line) => redact(line.trim()))
  return [redact(texts.join(' ← ')), ...calls].join(' | ')
}
