import { join } from 'node:path'
import { app, BrowserWindow, clipboard, Menu, nativeImage, Notification, powerMonitor, shell } from 'electron'
import type { Arrival } from '../chat/rooms-parts'
import type { Words } from '../words/words'
import { after } from './after'
import { Away } from './away'
import { Badge } from './badge'
import { offerContextMenus } from './context-menu'
import { Notifications, type NotificationHandle } from './notifications'
import { Outside } from './outside'
import type { Porchlight } from './porchlight'

export interface DesktopParts {
  /** Asked only once it runs. */
  readonly porchlight: () => Porchlight
  readonly words: Words
  /** The folder of the pictures. */
  readonly resources: string
  readonly chatWindow: () => BrowserWindow | undefined
  openChat(): void
}

/** What the desktop shows of the chat and tells about its user: notifications, badge, idleness, menus of text. */
export interface Desktop {
  arrived(arrival: Arrival): void
  /** From now on, until the app ends. */
  start(): void
  stop(): void
  /** A chat window is there that was not. */
  opened(window: BrowserWindow): void
}

/** Puts together what is told outside of the windows. */
export function desktop({ porchlight, words, resources, chatWindow, openChat }: DesktopParts): Desktop {
  const rooms = (): Porchlight['services']['rooms'] => porchlight().services.rooms
  const notifications = new Notifications({
    create: (options) => new Notification(options) as NotificationHandle,
    isSupported: () => Notification.isSupported(),
    platform: process.platform,
    now: Date.now,
    after,
    words: words.telling,
    clicked: (room, id) => {
      rooms().show(room, id)
      openChat()
    },
  })
  const badge = new Badge({
    app,
    platform: process.platform,
    dot: () => nativeImage.createFromPath(join(resources, 'tray', 'unread.png')),
    words: words.unread,
    chatWindow,
  })
  const outside = new Outside({
    chat: () => porchlight().chat(),
    isWatched: (room) => chatWindow()?.isFocused() === true && rooms().shown === room,
    unread: () => rooms().unread,
    notifications,
    badge,
    beep: () => shell.beep(),
    words: words.telling,
  })
  const away = new Away({
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    on: (sign, listener) => powerMonitor.on(sign as 'resume', listener),
    after,
    changed: (isAway) => rooms().setAway(isAway),
  })

  return {
    arrived: (arrival) => outside.arrived(arrival),
    start: () => {
      const { services, spelling } = porchlight()
      services.feed.attach((push) => outside.push(push), { lights: false, wire: false, messages: false })
      away.start()
      const copyText = (text: string): void => void clipboard.writeText(text)
      offerContextMenus(app, { words: words.contextMenu, spelling, after, copyText }, (items, contents) =>
        Menu.buildFromTemplate(items).popup({ window: BrowserWindow.fromWebContents(contents) ?? undefined }),
      )
    },
    stop: () => {
      away.stop()
      notifications.stop()
    },
    opened: (window) => {
      outside.renew()
      window.on('closed', () => outside.renew())
    },
  }
}
