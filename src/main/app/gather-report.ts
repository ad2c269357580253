import { hostname, userInfo } from 'node:os'
import type { History } from '../store/history'
import type { SettingsFile } from '../store/settings'
import type { CommandLine } from './command-line'
import type { Log } from './log'
import { problemReport, type ProblemReport } from './problem-report'
import type { Services } from './services'
import { systemFacts, type SystemParts } from './system-facts'

export interface GatherParts extends Pick<SystemParts, 'app' | 'screen'> {
  readonly line: CommandLine
  readonly settings: Pick<SettingsFile, 'current'>
  readonly services: Pick<Services, 'session' | 'lights' | 'rooms' | 'filters'>
  readonly history: Pick<History, 'unread'>
  readonly log: Pick<Log, 'tail'>
}

/** A report on the app as it runs. */
export function gatherReport({
  app,
  screen,
  line,
  settings,
  services,
  history,
  log,
}: GatherParts): ProblemReport {
  const { session, lights, rooms, filters } = services
  return problemReport({
    system: () => systemFacts({ app, screen, hidden: line.hidden }),
    settings: () => settings.current,
    fromCommandLine: () => ({ name: line.user !== undefined, broker: line.broker !== undefined }),
    connection: () => session.state,
    lights: () => lights.list(),
    rooms: () => rooms.list(),
    subscriptions: () => filters.list(),
    messages: (room) => history.unread(room, undefined).count,
    privateWords: () => [
      hostname(),
      userInfo().username,
      line.user ?? '',
      line.broker?.credentials?.username ?? '',
      ...lights.list().flatMap(({ name, topic }) => [name, topic]),
      ...rooms.list().map(({ name }) => name),
    ],
    log,
  })
}
