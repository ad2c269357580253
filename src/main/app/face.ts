import { app, ipcMain, Menu, nativeImage, Tray } from 'electron'
import { pushState } from '../ipc/push'
import { registerCommands } from '../ipc/register'
import { isOwnFrame } from '../security/origin'
import { createTray } from '../tray/tray'
import type { Words } from '../words/words'
import { followInLines } from './follow'
import type { Porchlight } from './porchlight'
import { report } from './report'
import { trayFollower } from './tray-presence'

export interface FaceParts {
  readonly porchlight: Porchlight
  readonly words: Words
  /** The folder of the tray's pictures. */
  readonly resources: string
  openWindow(name: 'controller' | 'chat'): void
}

/** Shows the state in the tray and hands it to the windows; takes their wishes. Nothing here decides anything. */
export function showFace({ porchlight, words, resources, openWindow }: FaceParts): void {
  const { services, commands } = porchlight
  const tray = createTray({
    Tray,
    Menu,
    nativeImage,
    platform: process.platform,
    resources,
    onClick: () => porchlight.toggleTrayLight(),
    onWish: (wish) => {
      if (wish.kind === 'set-light') services.lights.set(wish.light, wish.on)
      else if (wish.kind === 'open') openWindow(wish.window)
      else app.quit()
    },
  })
  services.feed.attach(
    trayFollower(words, (view) => tray.show(view)),
    {
      wire: false,
      conversation: false,
    },
  )
  pushState(ipcMain, services.feed, isOwnFrame)
  registerCommands(ipcMain, commands, isOwnFrame, report)
  // Set by `npm start` where there is no screen: somebody follows in a terminal.
  if (process.env['PORCHLIGHT_TELL'] === '1') {
    services.feed.attach(
      followInLines(words, (line) => process.stdout.write(`${line}\n`)),
      { wire: false, conversation: true },
    )
  }
}
