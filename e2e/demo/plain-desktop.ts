import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { ChatWindow } from '../fixtures/chat'
import { electronPath, sandboxArguments } from '../fixtures/command-line'
import { ControllerWindow } from '../fixtures/controller'
import { assertProfilePortsFree } from '../fixtures/ports'
import type { TrayItem } from '../fixtures/tray-item'
import { waitFor } from '../fixtures/wait'

const WINDOW_MS = 20_000

/** A person's copy of the app. */
export interface Actor {
  app: ElectronApplication
  /** Only where the tray can be reached from outside the app. */
  tray?: TrayItem
  controller(): Promise<ControllerWindow>
  chat(): Promise<ChatWindow>
  /** Ends the app as a crash would do. */
  kill(): Promise<void>
  /** Ends the app in order. */
  quit(): Promise<void>
}

type Enter = (user: string, args?: string[]) => Promise<Actor>

/** Plays on the screen that is there (macOS, Windows): no private bus, and no way to the tray but a hand. */
export async function onPlainDesktop(use: (enter: Enter) => Promise<void>): Promise<void> {
  await assertProfilePortsFree()
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-demo-'))
  const started: Actor[] = []
  await use(async (user, args = []) => {
    const app = await _electron.launch({
      executablePath: electronPath(),
      args: [...sandboxArguments(), '.', `--user-data-dir=${join(folder, user)}`, `--user=${user}`, ...args],
      chromiumSandbox: true,
    })
    const actor = actorFor(app)
    started.push(actor)
    return actor
  })
  for (const actor of started) await actor.quit()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

function actorFor(app: ElectronApplication): Actor {
  const process = app.process()
  const gone = new Promise<void>((resolve) => process.once('exit', () => resolve()))
  const windowTitled = (title: string): Promise<Page> =>
    waitFor(
      `a window "${title}"`,
      async () => {
        for (const page of app.windows()) if ((await page.title().catch(() => '')) === title) return page
        return undefined
      },
      WINDOW_MS,
    )
  const controller = async (): Promise<ControllerWindow> =>
    new ControllerWindow(await windowTitled('Porchlight'))
  return {
    app,
    controller,
    async chat() {
      const { page } = await controller()
      await page.evaluate(() => window.porchlight.openWindow({ window: 'chat' }))
      return new ChatWindow(await windowTitled('Chat – Porchlight'))
    },
    async kill() {
      process.kill('SIGKILL')
      await gone
    },
    async quit() {
      if (process.exitCode !== null || process.signalCode !== null) return
      await app.close()
      await gone
    },
  }
}
