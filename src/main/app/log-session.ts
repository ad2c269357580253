import type { App, UtilityProcess } from 'electron'
import type { UpdateState } from '@shared/desktop/update'
import type { BrokerAddress } from '@shared/mqtt/address'
import type { ConnectionState } from '@shared/mqtt/connection'
import type { StateFeed } from '../ipc/state-feed'
import type { Log } from './log'

/** What a run is, for the first line of it. */
export interface RunFacts {
  readonly version: string
  readonly packaged: boolean
  readonly folder: string
  readonly hidden: boolean
  readonly platform: NodeJS.Platform
  readonly arch: string
  /** By name, as in `process.versions`. */
  readonly versions: NodeJS.Dict<string>
  readonly env: NodeJS.ProcessEnv
}

/** The first line of a run. */
export function logStart(log: Pick<Log, 'info'>, facts: RunFacts): void {
  const { version, packaged, folder, hidden, platform, arch, versions, env } = facts
  const session = env['XDG_SESSION_TYPE'] ?? 'no session type'
  const kind = packaged ? 'packaged' : 'from source'
  log.info(
    'start',
    `Porchlight ${version} (${kind}), Electron ${versions['electron']}, ${platform} ${arch}, ${session}${hidden ? ', hidden' : ''}, in ${folder}`,
  )
}

/** Follows what the windows see and writes down how the connection, the updates and the notices change. */
export function logStates(feed: Pick<StateFeed, 'attach'>, log: Pick<Log, 'info'>): () => void {
  const connection = connectionLines()
  let update = ''
  let told = 0
  return feed.attach(
    ({ views }) => {
      if (views.connection) for (const line of connection(views.connection)) log.info('connection', line)
      if (views.desktop) {
        const line = updateLine(views.desktop.update)
        if (line !== update && line !== undefined) log.info('update', (update = line))
      }
      for (const { id, kind } of views.notices ?? []) {
        // A detail can be a topic or a folder.
        if (id > told) log.info('notice', kind)
        told = Math.max(told, id)
      }
    },
    { lights: false, wire: false, messages: false },
  )
}

/** What is said of one state after the other; tries that end like the one before are only counted. */
export function connectionLines(): (state: ConnectionState) => string[] {
  let last: string | undefined
  let again = 0
  return (state) => {
    // One try of many; where it ends is what counts.
    if (state.phase === 'connecting' && last !== undefined) return []
    const line = connectionLine(state)
    if (line === last) {
      again += 1
      return []
    }
    const tries = again > 0 ? [`the same ${again} ${again === 1 ? 'time' : 'times'} more`] : []
    last = line
    again = 0
    return [...tries, line]
  }
}

function connectionLine(state: ConnectionState): string {
  const { phase, broker } = state
  const at = broker ? ` ${place(broker)}` : ''
  if (phase === 'connected')
    return `connected${at}, MQTT ${state.version}${state.hostedHere ? ', hosted here' : ''}`
  const reason = 'reason' in state ? state.reason : undefined
  return `${phase}${at}${reason ? `, ${reason.kind}${reason.rule ? ` (${reason.rule})` : ''}` : ''}`
}

/** Without the path, in which a broker behind a web server may want a token. */
function place({ scheme, host, port }: BrokerAddress): string {
  return `${scheme}://${host}:${port}`
}

/** Undefined for steps that nobody looks for. */
function updateLine(state: UpdateState): string | undefined {
  switch (state.phase) {
    case 'idle':
    case 'checking':
      return undefined
    case 'never':
      return `never, ${state.why}`
    case 'current':
      return 'current'
    case 'downloading':
    case 'ready':
      return `${state.phase} ${state.version}`
    case 'failed':
      return `failed, ${state.detail}`
  }
}

/** Starts processes as before and writes down when they start and end. */
export function loggedFork<Arguments extends readonly unknown[]>(
  fork: (...args: Arguments) => UtilityProcess,
  log: Pick<Log, 'info'>,
): (...args: Arguments) => UtilityProcess {
  return (...args) => {
    const child = fork(...args)
    child.on('spawn', () => log.info('broker', `its process has started (${child.pid ?? 'gone'})`))
    child.on('exit', (code) => log.info('broker', `its process has ended with ${code}`))
    return child
  }
}

/** Writes down what becomes of Chromium's own processes; those of windows are told where they are brought back. */
export function logProcesses(app: Pick<App, 'on'>, log: Pick<Log, 'error'>): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.error('process', `${name ?? type}: ${reason} (${exitCode})`)
  })
}

/**
 * Takes errors that nobody has caught: they are reported, and the app goes on, for the lights and the chat must not end with
 * one broken handler. Without this Electron opens a box for each. `tell` is called for each.
 */
export function catchFaults(
  source: Pick<NodeJS.Process, 'on'>,
  report: (where: string, error: unknown) => void,
  tell: () => void,
): void {
  const caught = (where: string, error: unknown): void => {
    // What is thrown in here would be the next one.
    try {
      report(where, error)
      tell()
    } catch {
      return
    }
  }
  source.on('uncaughtException', (error) => caught('uncaught', error))
  source.on('unhandledRejection', (reason) => caught('unhandled', reason))
}
