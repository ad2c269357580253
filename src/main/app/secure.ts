import { app, Menu, protocol, session } from 'electron'
import { fetchNoDictionaries } from '../security/dictionaries'
import { hardenContents } from '../security/harden'
import { restrictPermissions } from '../security/permissions'
import { handleAppProtocol, privilegedSchemes, serveApp } from '../security/protocol'

/** What Electron takes only before it is ready. */
export function secureBeforeReady(): void {
  // Root on Linux runs with --no-sandbox, which enableSandbox would take back only halfway: no helper process then starts.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  protocol.registerSchemesAsPrivileged(privilegedSchemes())
  hardenContents(app)
  // On Linux two calm windows start in three quarters of the time without a GPU process, whose drivers also are the commonest
  // cause of blank windows there; macOS and Windows have large screens and good drivers to gain from.
  if (process.platform === 'linux') app.disableHardwareAcceleration()
  // No menu bar: there is nothing in it that the windows do not have. macOS keeps its own for copy and paste.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
}

/** What needs a session. */
export function secureAtReady(renderer: string): void {
  restrictPermissions(session.defaultSession)
  fetchNoDictionaries(session.defaultSession)
  handleAppProtocol(protocol, serveApp(renderer))
}
