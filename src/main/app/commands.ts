import type { Clipboard } from 'electron'
import type { CommandResult } from '@shared/ipc/contract'
import { ok, refused } from '@shared/result'
import type { CommandHandlers } from '../ipc/register'
import { outsideLink } from '../security/links'
import type { Secrets } from '../store/secrets'
import type { SettingsFile } from '../store/settings'
import type { Arranged } from './arranged'
import type { DesktopCommand } from './desktop-commands'
import type { Files } from './files'
import { nameRefusal } from '../chat/joining'
import type { ExportWords } from '../chat/export'
import type { History } from '../store/history'
import { chatCommands } from './chat-commands'
import { lightCommands } from './light-commands'
import { profileCommands } from './profile-commands'
import type { Profiles } from './profiles'
import { SavedMessages } from './saved-messages'
import type { Shortcuts } from './shortcuts'
import type { Spelling } from './spelling'
import type { Services } from './services'
import { wireCommands } from './wire-commands'

export interface CommandParts {
  readonly services: Services
  readonly settings: SettingsFile
  readonly profiles: Profiles
  readonly secrets: Secrets
  readonly arranged: Arranged
  readonly shortcuts: Shortcuts
  readonly files: Files
  readonly clipboard: Pick<Clipboard, 'writeText'>
  readonly history: History
  readonly exportWords: ExportWords
  readonly spelling: Pick<Spelling, 'check' | 'add'>
  /** What is wished of Porchlight as a program of this computer. */
  readonly desktop: Pick<CommandHandlers, DesktopCommand>
  /** What the user wants of the chat has changed. */
  readonly chatChanged: () => void
  /** Given on the command line: a change is saved, but counts from the next start. */
  readonly forced: { readonly name: boolean; readonly broker: boolean }
  readonly newId: () => string
  openWindow(name: 'controller' | 'chat'): void
  openOutside(url: string): Promise<void>
  /** Leaves the broker, changes what has to be changed, and connects to whatever is in use then. */
  reconnectWith<Value>(change: () => Value): Promise<Value>
}

const done: CommandResult = ok(undefined)

/** What each wish of a window does; the tray's wishes go the same ways. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  const { services } = parts
  const { lights, rooms, joining, session, wire, filters, notices, feed } = services
  const { settings, profiles, secrets, files, clipboard, reconnectWith } = parts
  const saved = new SavedMessages(
    {
      read: () => settings.current.savedMessages,
      write: (savedMessages) => settings.change({ savedMessages }),
    },
    parts.newId,
  )
  return {
    ...wireCommands({ session, wire, filters, saved, feed, files, clipboard }),
    ...profileCommands({
      profiles,
      secrets,
      files,
      testConnection: services.testConnection,
      reconnectWith: async (change) => {
        // What is on the command line wins, so there is nothing to connect to anew.
        return parts.forced.broker ? change() : await reconnectWith(change)
      },
      changed: () => feed.touch('profiles'),
    }),
    ...lightCommands({
      lights,
      arranged: parts.arranged,
      shortcuts: parts.shortcuts,
      files,
      newId: parts.newId,
      now: Date.now,
      isOurs: (topic) => rooms.isOurs(topic),
    }),
    'light:set': ({ light, wish }) => lights.set(light, wish),
    ...parts.desktop,
    ...chatCommands({ rooms, joining, history: parts.history, files, words: parts.exportWords }),
    'settings:chat': (change) => {
      const problem = settings.change({ chat: { ...settings.current.chat, ...change } })
      parts.chatChanged()
      if (change.tellsOthers !== undefined) rooms.tellsOthersChanged()
      feed.touch('settings')
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'settings:name': ({ name }) => {
      const parsed = nameRefusal(name, rooms)
      if (!parsed.ok) return parsed
      const problem = settings.change({ name: parsed.value })
      if (!parts.forced.name) rooms.rename(parsed.value)
      feed.touch('settings')
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'spell:check': async ({ words }) => ok({ wrong: await parts.spelling.check(words) }),
    'spell:add': ({ word }) => {
      parts.spelling.add(word)
      return done
    },
    'connection:retry': () => {
      services.retry()
      return done
    },
    'connection:new-id': async () => {
      const problem = await reconnectWith(() => settings.change({ installation: parts.newId() }))
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'notice:dismiss': ({ id }) => {
      notices.dismiss(id)
      return done
    },
    'window:open': ({ window }) => {
      parts.openWindow(window)
      return done
    },
    'link:open': async ({ url }) => {
      const link = outsideLink(url)
      if (!link) return refused({ kind: 'link' })
      await parts.openOutside(link)
      return done
    },
  }
}
