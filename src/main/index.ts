import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { app, dialog, Menu, protocol, screen, session, utilityProcess } from 'electron'
import { cleanName } from '@shared/chat/name'
import { THIS_COMPUTER } from '@shared/profile/profile'
import { MISUSED, obeyArguments } from './app/argv'
import type { CommandLine } from './app/command-line'
import { showFace } from './app/face'
import { leaveProperly } from './app/leave'
import type { Porchlight } from './app/porchlight'
import { localBroker, lookForBroker } from './app/local-broker'
import { appPaths } from './app/paths'
import { stayInTray } from './app/stay'
import { fetchNoDictionaries } from './security/dictionaries'
import { hardenContents } from './security/harden'
import { restrictPermissions } from './security/permissions'
import { handleAppProtocol, privilegedSchemes, serveApp } from './security/protocol'
import { SettingsFile } from './store/settings'
import { isWritableFolder } from './store/writable'
import { isTrayShown } from './tray/shown'
import { chatWindow } from './windows/chat'
import { controllerWindow } from './windows/controller'
import { createWindow } from './windows/create'
import { panelWindow, trayPanel } from './windows/panel'
import { Windows } from './windows/windows'
import { wordsFor } from './words/words'

const line = obeyArguments(app, wordsFor(process.env['LANG'] ?? ''))
if (line) void boot(line)

/** From the command line to the running app, in the order in which things have to happen. */
async function boot(line: CommandLine): Promise<void> {
  const folder = resolve(app.commandLine.getSwitchValue('user-data-dir') || app.getPath('userData'))
  if (!isWritableFolder(folder)) return refuseFolder(folder)
  if (!app.requestSingleInstanceLock()) return app.quit()
  secureBeforeReady()
  const settings = new SettingsFile(join(folder, 'settings.json'), randomUUID)
  const usesLocalBroker = !line.broker && settings.current.active === THIS_COMPUTER
  const firstLook = usesLocalBroker ? lookForBroker() : undefined
  const paths = appPaths(__dirname)
  await app.whenReady()

  const local = localBroker({
    fork: utilityProcess.fork.bind(utilityProcess),
    processFile: paths.brokerProcess,
    folder: join(folder, 'broker'),
    firstLook,
  })
  // The broker's process is the longest part of a start that hosts, so it begins before the rest is even read from disk.
  if (usesLocalBroker) local.locate(new AbortController().signal).catch(() => undefined)
  await immediate()
  const [{ startPorchlight }, { desktop }] = await Promise.all([
    import('./app/porchlight'),
    import('./app/desktop'),
  ])
  const words = wordsFor(app.getLocale())
  secureAtReady(paths.renderer)

  const kinds = { controller: controllerWindow(words.controllerTitle), chat: chatWindow(words.chatTitle) }
  const icon = join(paths.resources, 'icon.png')
  const windows = new Windows<keyof typeof kinds>((name) =>
    createWindow(kinds[name], { preload: paths.preload, icon }),
  )
  const panel = trayPanel({
    create: () => createWindow(panelWindow(words.panelTitle), { preload: paths.preload, icon }),
    screen,
    now: () => performance.now(),
  })
  const openWindow = (name: keyof typeof kinds): void => {
    const isNew = windows.get(name) === undefined
    const window = windows.open(name)
    if (isNew && name === 'chat') outside.opened(window)
  }

  const outside = desktop({
    porchlight: () => porchlight,
    words,
    resources: paths.resources,
    chatWindow: () => windows.get('chat'),
    openChat: () => openWindow('chat'),
  })
  const porchlight: Porchlight = startPorchlight({
    line,
    folder,
    settings,
    local,
    proposedName: cleanName(userInfo().username),
    words,
    scripts: paths,
    openWindow,
    arrived: (arrival) => outside.arrived(arrival),
  })
  leaveProperly(app, () => {
    outside.stop()
    return porchlight.leave()
  })
  showFace({
    porchlight,
    words,
    resources: join(paths.resources, 'tray'),
    openWindow,
    clickPanel: (bounds) => panel.click(bounds),
  })
  outside.start()
  const firstWindow = line.hidden ? undefined : windows.open('controller')
  stayInTray(
    app,
    {
      askTray: () => isTrayShown(),
      noTray: () => porchlight.services.notices.say('no-tray'),
      openWindows: () => windows.count,
      openController: () => openWindow('controller'),
    },
    firstWindow,
  )
}

/**
 * Ends a start that has nowhere to keep anything. Chromium would go on without a word: with another folder where the
 * given one cannot be made, and not at all where it cannot be written.
 */
function refuseFolder(folder: string): void {
  const problem = wordsFor(process.env['LANG'] ?? '').folderProblem(folder)
  process.stderr.write(`${problem}\n`)
  // Before `ready` this writes to the terminal on Linux and opens a box elsewhere, so that a start by the mouse sees it too.
  dialog.showErrorBox('Porchlight', problem)
  app.exit(MISUSED)
}

/** What Electron takes only before it is ready. */
function secureBeforeReady(): void {
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
function secureAtReady(renderer: string): void {
  restrictPermissions(session.defaultSession)
  fetchNoDictionaries(session.defaultSession)
  handleAppProtocol(protocol, serveApp(renderer))
}
