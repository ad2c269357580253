import type { CommandResult } from '@shared/ipc/contract'
import { ok, refused } from '@shared/result'
import type { CommandHandlers } from '../ipc/register'
import type { SettingsFile } from '../store/settings'
import type { Updates } from '../updates/updates'
import type { Files } from './files'
import type { Links } from './links'
import type { LoginItem } from './login-item'
import type { ProblemReport } from './problem-report'

export interface DesktopCommandParts {
  readonly settings: Pick<SettingsFile, 'current' | 'change'>
  readonly loginItem: LoginItem
  readonly updates: Pick<Updates, 'check' | 'install' | 'wantedChanged'>
  readonly links: Pick<Links, 'answer'>
  readonly problemReport: ProblemReport
  readonly files: Pick<Files, 'save'>
  /** How Porchlight lives on this computer has changed. */
  readonly changed: () => void
}

/** The commands of this file. */
export type DesktopCommand =
  'settings:desktop' | 'update:check' | 'update:install' | 'link:answer' | 'report:make' | 'report:save'

const done: CommandResult = ok(undefined)

/** What the windows ask of Porchlight as a program of this computer. */
export function desktopCommands(parts: DesktopCommandParts): Pick<CommandHandlers, DesktopCommand> {
  const { settings, loginItem, updates, links, problemReport, files, changed } = parts
  return {
    'settings:desktop': ({ updates: wanted, startAtLogin }) => {
      if (startAtLogin !== undefined) {
        const detail = loginItem.set(startAtLogin)
        if (detail !== undefined) return refused({ kind: 'login-item', detail })
      }
      let problem: string | undefined
      if (wanted !== undefined) {
        problem = settings.change({ desktop: { ...settings.current.desktop, updates: wanted } })
        updates.wantedChanged()
      }
      changed()
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'update:check': () => {
      updates.check()
      return done
    },
    'update:install': () => (updates.install() ? done : refused({ kind: 'no-update' })),
    'link:answer': ({ id, accept }) => links.answer(id, accept),
    'report:make': async () => ok({ text: await problemReport.make() }),
    'report:save': async () => {
      const text = problemReport.last
      if (text === undefined) return refused({ kind: 'gone' })
      const saved = await files.save('porchlight-report.txt', [{ name: 'Text', extensions: ['txt'] }], [text])
      if (!saved.ok) return refused({ kind: 'not-saved', detail: saved.error.detail })
      return ok(saved.value === undefined ? undefined : { file: saved.value })
    },
  }
}
