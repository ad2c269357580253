import { errorText } from '@shared/error-text'

/** A line on the terminal, for whoever looks for the cause of something. */
export function report(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${errorText(error)}\n`)
}
