/** Where the broker is: on this computer (found or hosted), or at an address. */
export type BrokerChoice =
  | { readonly kind: 'this-computer' }
  | {
      readonly kind: 'address'
      /** As `formatAddress` writes it; never with credentials. */
      readonly url: string
      readonly username?: string
    }

/** What is kept in settings.json. */
export interface Settings {
  readonly name?: string
  readonly broker: BrokerChoice
  readonly trayLight: string
}

/** The settings as the windows see them. */
export interface SettingsView {
  readonly name?: string
  /** The system's user name, proposed where no name is set. */
  readonly proposedName?: string
  readonly broker: BrokerChoice
  /** A password is held for the broker, kept safely or for this run only. */
  readonly password: 'none' | 'kept' | 'this-run'
  /** Given on the command line: wins over the settings for this run and is not saved. */
  readonly fromCommandLine: { readonly name: boolean; readonly broker: boolean }
}
