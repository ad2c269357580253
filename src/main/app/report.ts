/** A line on the terminal, for whoever looks for the cause of something. */
export function report(where: string, error: unknown): void {
  process.stderr.write(`${where}: ${error instanceof Error ? error.message : String(error)}\n`)
}
