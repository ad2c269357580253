import type { App } from 'electron'
import type { Words } from '../words/words'
import { readCommandLine, type CommandLine } from './command-line'
import { beforeLink } from './link-argument'

/** Exit code for a command line that cannot be used. */
export const MISUSED = 2

/**
 * Reads the command line and does what it asks for on the spot: `--help`, `--version` and a mistake end the program
 * with words on the terminal; then nothing is returned.
 */
export function obeyArguments(app: Pick<App, 'exit' | 'getVersion'>, words: Words): CommandLine | undefined {
  const line = readCommandLine(beforeLink(process.argv.slice(1)))
  if (!line.ok) {
    const { error } = line
    const problem =
      error.option === 'broker'
        ? words.brokerProblem(error.given, error.problem)
        : words.userProblem(error.given, error.problem)
    process.stderr.write(`${problem}\n`)
    app.exit(MISUSED)
    return undefined
  }
  if (line.value.show === undefined) return line.value
  process.stdout.write(`${line.value.show === 'help' ? words.help : app.getVersion()}\n`)
  app.exit(0)
  return undefined
}
