import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a copy has written down in all its runs, as far as its four files reach back. */
export function logLines(userDataDir: string): string[] {
  const folder = join(userDataDir, 'logs')
  return readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
}

/** Those of the lines that tell of an error nobody has caught. */
export function unhandledIn(lines: readonly string[]): string[] {
  return lines.filter((line) => / error (uncaught|unhandled): /.test(line))
}
