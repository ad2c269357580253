import type { ChatSettings, KeptRoom } from './chat/room-settings'
import type { DesktopSettings } from './desktop/desktop'
import type { Arrangement } from './light/arrangement'
import type { Profile } from './profile/profile'
import type { SavedMessage } from './wire/saved-message'

/** What is kept in settings.json, beside secrets and the installation's id. */
export interface Settings {
  readonly name?: string
  readonly profiles: readonly Profile[]
  /** Id of the profile in use, or THIS_COMPUTER. */
  readonly active: string
  readonly trayLight: string
  readonly lights: Arrangement
  /** The rooms this copy is in, in the order in which they are shown. */
  readonly rooms: readonly KeptRoom[]
  readonly chat: ChatSettings
  readonly desktop: DesktopSettings
  readonly savedMessages: readonly SavedMessage[]
}

/** The settings as the windows see them; profiles have a view of their own. */
export interface SettingsView {
  readonly name?: string
  readonly chat: ChatSettings
  /** The system's user name, proposed where no name is set. */
  readonly proposedName?: string
  /** Given on the command line: wins over the settings for this run and is not saved. */
  readonly fromCommandLine: { readonly name: boolean; readonly broker: boolean }
}
