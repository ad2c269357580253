import { parseArgs } from 'node:util'
import { parseName, type NameProblem } from '@shared/chat/name'
import { parseBroker, type AddressProblem, type BrokerTarget } from '@shared/mqtt/address'
import { ok, refused, type Result } from '@shared/result'

/** What the command line asks for in this run (DESIGN 4); it wins over the settings and is not saved. */
export interface CommandLine {
  readonly broker?: BrokerTarget
  readonly user?: string
  readonly hidden: boolean
  readonly show?: 'version' | 'help'
}

/** What is wrong with the command line. */
export type CommandLineProblem =
  | { readonly option: 'broker'; readonly given: string; readonly problem: AddressProblem }
  | { readonly option: 'user'; readonly given: string; readonly problem: NameProblem }

/** Reads Porchlight's own options and passes over everybody else's: Chromium's and Electron's stand on the same line. */
export function readCommandLine(args: readonly string[]): Result<CommandLine, CommandLineProblem> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      broker: { type: 'string' },
      user: { type: 'string' },
      hidden: { type: 'boolean' },
      version: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const show = values.help ? 'help' : values.version ? 'version' : undefined
  let line: CommandLine = { hidden: values.hidden === true, ...(show ? { show } : {}) }
  if (values.broker !== undefined) {
    const given = typeof values.broker === 'string' ? values.broker : ''
    const broker = parseBroker(given)
    if (!broker.ok) return refused({ option: 'broker', given: given.slice(0, 200), problem: broker.error })
    line = { ...line, broker: broker.value }
  }
  if (values.user !== undefined) {
    const given = typeof values.user === 'string' ? values.user : ''
    const user = parseName(given)
    if (!user.ok) return refused({ option: 'user', given: given.slice(0, 200), problem: user.error })
    line = { ...line, user: user.value }
  }
  return ok(line)
}
