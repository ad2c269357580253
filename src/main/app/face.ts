import { app, ipcMain, Menu, nativeImage, Tray, type Rectangle } from 'electron'
import { registerCommands } from '../ipc/register'
import { isOwnFrame } from '../security/origin'
import { renderTray } from '../tray/render'
import { createTray } from '../tray/tray'
import type { Words } from '../words/words'
import { after } from './after'
import { followInLines } from './follow'
import type { Porchlight } from './porchlight'
import { report } from './report'

export interface FaceParts {
  readonly porchlight: Porchlight
  readonly words: Words
  /** The folder of the tray's pictures. */
  readonly resources: string
  openWindow(name: 'controller' | 'chat'): void
  /** Opens the panel beside the tray, or closes it. */
  clickPanel(trayBounds: Rectangle | undefined): void
}

/** Shows the state in the tray and takes the wishes of tray and windows. Nothing here decides anything. */
export function showFace({ porchlight, words, resources, openWindow, clickPanel }: FaceParts): void {
  const { services, commands } = porchlight
  const tray = createTray({
    Tray,
    Menu,
    nativeImage,
    platform: process.platform,
    resources,
    after,
    onClick: (bounds) => {
      if (porchlight.trayClick() === 'panel') clickPanel(bounds)
      else porchlight.toggleTrayLight()
    },
    onWish: (wish) => {
      switch (wish.kind) {
        case 'set-light':
          return void commands['light:set'](wish)
        case 'choose-tray-light':
          return void commands['light:tray'](wish)
        case 'recall-scene':
          return void commands['scene:recall']({ id: wish.scene })
        case 'open':
          return openWindow(wish.window)
        case 'quit':
          return app.quit()
      }
    },
  })
  let shownUnread = 0
  services.feed.attach(
    ({ lights, views: { connection, trayLight, arranged, rooms } }) => {
      // With a house full of lamps the tray is too much to be drawn for everything that moves in the chat.
      const unread = services.rooms.unread
      const isNew = rooms !== undefined && unread !== shownUnread
      shownUnread = unread
      if (lights || connection || trayLight !== undefined || arranged || isNew)
        tray.show(renderTray(services.trayState(), words))
    },
    { lights: true, wire: false, messages: false },
  )
  registerCommands(ipcMain, commands, isOwnFrame, report)
  // Set by `npm start` where there is no screen: somebody follows in a terminal.
  if (process.env['PORCHLIGHT_TELL'] === '1') {
    services.feed.attach(
      followInLines(words, (line) => process.stdout.write(`${line}\n`)),
      { lights: true, wire: false, messages: true },
    )
  }
}
