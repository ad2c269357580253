import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { app, BaseWindow, dialog, ipcMain, powerMonitor, screen, utilityProcess } from 'electron'
import { cleanName } from '@shared/chat/name'
import { THIS_COMPUTER } from '@shared/profile/profile'
import { after } from './app/after'
import { takeAppId } from './app/app-id'
import { MISUSED, obeyArguments } from './app/argv'
import type { CommandLine } from './app/command-line'
import { quitWithTheSystem } from './app/endings'
import { showFace } from './app/face'
import { leaveProperly } from './app/leave'
import { claimLinks, linkSource } from './app/link-argument'
import { openLog } from './app/log'
import { openLogFile } from './app/log-file'
import { catchFaults, loggedFork, logProcesses, logStart } from './app/log-session'
import { isStartedAtLogin } from './app/login-item'
import type { Porchlight } from './app/porchlight'
import { localBroker, lookForBroker } from './app/local-broker'
import { appPaths } from './app/paths'
import { report, reportTo } from './app/report'
import { secureAtReady, secureBeforeReady } from './app/secure'
import { stayInTray } from './app/stay'
import { pushState } from './ipc/push'
import { isOwnFrame } from './security/origin'
import { SettingsFile } from './store/settings'
import { isWritableFolder } from './store/writable'
import { isTrayShown } from './tray/shown'
import { chatWindow } from './windows/chat'
import { controllerWindow } from './windows/controller'
import type { CrashParts } from './windows/crashes'
import { createWindow } from './windows/create'
import { panelWindow, trayPanel } from './windows/panel'
import { Windows } from './windows/windows'
import { wordsFor } from './words/words'

/** Exit code for a start that did not come to its end. */
const FAILED = 1

const line = obeyArguments(app, wordsFor(process.env['LANG'] ?? ''))
if (line) {
  boot(line).catch((error: unknown) => {
    // Half of a program would only keep the next start from being a whole one.
    report('start', error)
    app.exit(FAILED)
  })
}

/** From the command line to the running app, in the order in which things have to happen. */
async function boot(line: CommandLine): Promise<void> {
  const folder = resolve(app.commandLine.getSwitchValue('user-data-dir') || app.getPath('userData'))
  if (!isWritableFolder(folder)) return refuseFolder(folder)
  if (!app.requestSingleInstanceLock()) return app.quit()
  const opened = linkSource(app, process.argv.slice(1))
  const log = openLog({ open: () => openLogFile(join(folder, 'logs')), now: Date.now, after })
  reportTo(log)
  takeAppId(app, process.platform)
  secureBeforeReady()
  const settings = new SettingsFile(join(folder, 'settings.json'), randomUUID)
  const usesLocalBroker = !line.broker && settings.current.active === THIS_COMPUTER
  const firstLook = usesLocalBroker ? lookForBroker() : undefined
  const paths = appPaths(__dirname)
  await app.whenReady()

  const local = localBroker({
    fork: loggedFork(utilityProcess.fork.bind(utilityProcess), log),
    processFile: paths.brokerProcess,
    folder: join(folder, 'broker'),
    firstLook,
  })
  // The broker's process is the longest part of a start that hosts, so it begins before the rest is even read from disk.
  if (usesLocalBroker) local.locate(new AbortController().signal).catch(() => undefined)
  const words = wordsFor(app.getLocale())
  secureAtReady(paths.renderer)

  const kinds = { controller: controllerWindow(words.controllerTitle), chat: chatWindow(words.chatTitle) }
  const pages = { preload: paths.preload, icon: join(paths.resources, 'icon.png') }
  const crashes: CrashParts = {
    now: () => performance.now(),
    report,
    gaveUp: (title) => porchlight.services.notices.say('window-crashed', title),
  }
  const windows = new Windows<keyof typeof kinds>((name) => createWindow(kinds[name], pages, crashes))
  const panel = trayPanel({
    create: () => createWindow(panelWindow(words.panelTitle), pages, crashes),
    screen,
    now: () => performance.now(),
  })
  const isHidden = line.hidden || isStartedAtLogin(app, process.platform)
  const pushFrom = pushState(ipcMain, isOwnFrame)
  // Its page loads in a process of its own while the rest is read and the services are made.
  if (!isHidden) windows.open('controller')
  await immediate()
  const [{ startPorchlight }, { desktop }] = await Promise.all([
    import('./app/porchlight'),
    import('./app/desktop'),
  ])
  const openWindow = (name: keyof typeof kinds): void => {
    const isNew = windows.get(name) === undefined
    const window = windows.open(name)
    if (isNew && name === 'chat') outside.opened(window)
  }

  catchFaults(process, report, () => porchlight.services.notices.say('fault'))
  logProcesses(app, log)
  logStart(log, {
    version: app.getVersion(),
    packaged: app.isPackaged,
    folder,
    hidden: isHidden,
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    env: process.env,
  })

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
    log,
    scripts: paths,
    openWindow,
    arrived: (arrival) => outside.arrived(arrival),
  })
  leaveProperly(
    app,
    async () => {
      outside.stop()
      porchlight.computer.updates.stop()
      await porchlight.leave().finally(() => {
        log.info('end', `after ${Math.round(process.uptime())} s`)
        return log.close()
      })
    },
    () => porchlight.computer.updates.finish(),
  )
  quitWithTheSystem({
    app: {
      quit: () => {
        porchlight.computer.updates.systemEnds()
        app.quit()
      },
    },
    powerMonitor,
    process,
    createEar: () => new BaseWindow({ show: false }),
  })
  showFace({
    porchlight,
    words,
    resources: join(paths.resources, 'tray'),
    openWindow,
    clickPanel: (bounds) => panel.click(bounds),
  })
  pushFrom(porchlight.services.feed)
  outside.start()
  // One that a link opens shows the question from its first moment.
  opened.take((link) => porchlight.computer.links.receive(link))
  stayInTray(
    app,
    {
      askTray: () => isTrayShown(),
      noTray: () => porchlight.services.notices.say('no-tray'),
      openWindows: () => windows.count,
      openController: () => openWindow('controller'),
    },
    windows.get('controller'),
  )
  claimLinks({
    app,
    platform: process.platform,
    portable: process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined,
  })
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
