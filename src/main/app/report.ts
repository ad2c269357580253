import { errorText } from '@shared/error-text'
import { MAX_LINE, oneLine } from '@shared/one-line'
import type { Log } from './log'
import { redact } from './redact'

let log: Pick<Log, 'error'> | undefined

/** From now on what is reported goes to the log too. */
export function reportTo(target: Pick<Log, 'error'>): void {
  log = target
}

/** A line on the terminal and in the log, for whoever looks for the cause of something. */
export function report(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${oneLine(redact(errorText(error)), MAX_LINE)}\n`)
  log?.error(where, error)
}
