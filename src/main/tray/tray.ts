import { join } from 'node:path'
import type { Menu, MenuItemConstructorOptions, NativeImage, nativeImage, Rectangle, Tray } from 'electron'
import type { TrayMenuItem, TrayWish } from './menu'
import type { TrayIcon, TrayView } from './render'

/** The parts of Electron's tray that are used. */
export type TrayHandle = Pick<Tray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'getBounds'> & {
  on(event: 'click', listener: () => void): unknown
}

export interface TrayParts {
  readonly Tray: new (image: NativeImage) => TrayHandle
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>
  readonly nativeImage: Pick<typeof nativeImage, 'createFromPath'>
  readonly platform: NodeJS.Platform
  /** The folder of the pictures. */
  readonly resources: string
  onWish(wish: TrayWish): void
  /** Runs `task` after `ms` milliseconds. */
  readonly after: (ms: number, task: () => void) => unknown
  /** With the place of the icon on the screen, where the platform tells it. */
  onClick(bounds: Rectangle | undefined): void
}

/**
 * Milliseconds in which changes of the words are gathered, menu and tooltip: a click makes two, and a menu takes longer than the
 * picture. A number of a menu that was replaced while it stood open is good for nothing, so the fewer the better.
 */
const WORDS_PACE = 50

/** What is read, where the picture is only seen. */
type TrayWords = Pick<TrayView, 'tooltip' | 'menu'>

/** Electron's tray as a place to show views in: only what has changed is handed over. */
export function createTray(parts: TrayParts): { show(view: TrayView): void } {
  const images = new Map<TrayIcon, NativeImage>()
  const imageOf = (icon: TrayIcon): NativeImage => {
    const image = images.get(icon) ?? parts.nativeImage.createFromPath(pictureFile(parts, icon))
    images.set(icon, image)
    return image
  }
  const tray = new parts.Tray(imageOf('unknown'))
  // On macOS a click opens the menu and is reported as well: toggling then would switch the light of whoever looks.
  if (parts.platform !== 'darwin') tray.on('click', () => parts.onClick(boundsOf(tray)))
  let shown = { icon: 'unknown', tooltip: '', menu: '' }
  /** The words as they are to be, while changes are gathered. */
  let coming: TrayWords | undefined

  return {
    show: ({ icon, tooltip, menu }) => {
      if (icon !== shown.icon) tray.setImage(imageOf(icon))
      shown = { ...shown, icon }
      // The first at once: an icon without a menu is of no use.
      if (shown.menu === '') return showWords({ tooltip, menu })
      if (!coming) parts.after(WORDS_PACE, gathered)
      coming = { tooltip, menu }
    },
  }

  function gathered(): void {
    const words = coming
    coming = undefined
    if (words) showWords(words)
  }

  // The menu first: whoever reads of a light in the tooltip and opens the menu finds that light in it.
  function showWords({ tooltip, menu }: TrayWords): void {
    const key = JSON.stringify(menu)
    // Linux shows a change of the menu only when the menu is set anew: https://www.electronjs.org/docs/latest/api/tray
    if (key !== shown.menu) setMenu(menu)
    if (tooltip !== shown.tooltip) tray.setToolTip(tooltip)
    shown = { ...shown, tooltip, menu: key }
  }

  function setMenu(menu: readonly TrayMenuItem[]): void {
    // Electron ticks an item by itself; the tick is to say what the wire said, so it goes back until then.
    const template = templateOf(menu, (item) => {
      if (item.type !== 'normal') setMenu(menu)
      if (item.wish) parts.onWish(item.wish)
    })
    tray.setContextMenu(parts.Menu.buildFromTemplate(template))
  }
}

type Choosable = Extract<TrayMenuItem, { type: 'normal' | 'checkbox' | 'radio' }>

function templateOf(
  menu: readonly TrayMenuItem[],
  choose: (item: Choosable) => void,
): MenuItemConstructorOptions[] {
  return menu.map((item): MenuItemConstructorOptions => {
    if (item.type === 'separator') return { type: 'separator' }
    // One ampersand would underline the letter after it and not be seen.
    const label = item.label.replaceAll('&', '&&')
    const { enabled } = item
    if (item.type === 'submenu')
      return { type: 'submenu', label, enabled, submenu: templateOf(item.items, choose) }
    const { type } = item
    return {
      type,
      label,
      enabled,
      ...(item.type === 'normal' ? {} : { checked: item.checked }),
      click: () => choose(item),
    }
  })
}

/** Linux does not tell where the icon is: all is zero there. */
function boundsOf(tray: TrayHandle): Rectangle | undefined {
  const bounds = tray.getBounds()
  return bounds.width > 0 && bounds.height > 0 ? bounds : undefined
}

/** Windows wants .ico, macOS a template image that it colours itself; `@2x` files beside a .png are found by Electron. */
function pictureFile(
  { platform, resources }: Pick<TrayParts, 'platform' | 'resources'>,
  icon: TrayIcon,
): string {
  if (platform === 'win32') return join(resources, `${icon}.ico`)
  return join(resources, platform === 'darwin' ? `${icon}Template.png` : `${icon}.png`)
}
