import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Menu, MenuItemConstructorOptions, NativeImage, Rectangle } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import type { TrayWish } from './menu'
import type { TrayIcon, TrayView } from './render'
import { createTray, type TrayHandle } from './tray'

const resources = resolve('resources/tray')

/** What was handed to Electron, in its order. */
let calls: [string, unknown][]
let click: (() => void) | undefined
let wishes: TrayWish[]
let clicks: (Rectangle | undefined)[]
let bounds: Rectangle
let waiting: { ms: number; task: () => void }[]

beforeEach(() => {
  calls = []
  click = undefined
  wishes = []
  clicks = []
  waiting = []
  bounds = { x: 0, y: 0, width: 0, height: 0 }
})

class FakeTray implements TrayHandle {
  constructor(image: NativeImage) {
    calls.push(['new', image])
  }
  setImage(image: NativeImage | string): void {
    calls.push(['image', image])
  }
  setToolTip(tooltip: string): void {
    calls.push(['tooltip', tooltip])
  }
  setContextMenu(menu: Menu | null): void {
    calls.push(['menu', menu])
  }
  getBounds(): Rectangle {
    return bounds
  }
  on(_event: 'click', listener: () => void): void {
    click = listener
  }
}

// A picture is its file's name and a menu its template: enough to see what was asked for.
function start(platform: NodeJS.Platform): { show(view: TrayView): void } {
  return createTray({
    Tray: FakeTray,
    Menu: { buildFromTemplate: (template) => template as unknown as Menu },
    nativeImage: { createFromPath: (path) => path as unknown as NativeImage },
    platform,
    resources,
    after: (ms, task) => (waiting.push({ ms, task }), undefined),
    onWish: (wish) => wishes.push(wish),
    onClick: (where) => clicks.push(where),
  })
}

function view(more: Partial<TrayView> = {}): TrayView {
  const menu: TrayView['menu'] = [
    {
      type: 'normal',
      label: 'Turn on',
      enabled: true,
      wish: { kind: 'set-light', light: 'led', wish: { power: 'on' } },
    },
    {
      type: 'checkbox',
      label: 'Bed & desk',
      enabled: true,
      checked: false,
      wish: { kind: 'set-light', light: 'desk', wish: { power: 'on' } },
    },
    { type: 'separator' },
    { type: 'normal', label: 'Quit Porchlight', enabled: true, wish: { kind: 'quit' } },
  ]
  return { icon: 'unlit', tooltip: 'led: off · connected', menu, ...more }
}

function menus(): MenuItemConstructorOptions[][] {
  return calls.filter(([name]) => name === 'menu').map(([, menu]) => menu as MenuItemConstructorOptions[])
}

/** Chooses an item of the menu that was set last, as Electron does it. */
function choose(index: number): void {
  const chosen = menus().at(-1)?.[index]?.click as (() => void) | undefined
  if (!chosen) throw new Error('the menu has no such item')
  chosen()
}

/** Lets the time pass in which changes are gathered. */
function gather(): void {
  for (const { task } of waiting.splice(0)) task()
}

describe.each(['linux', 'win32', 'darwin'] as const)('on %s', (platform) => {
  const nameOf = { linux: '.png', win32: '.ico', darwin: 'Template.png' }[platform]

  it('starts unknown, with a picture that exists', () => {
    start(platform)
    expect(calls).toEqual([['new', join(resources, `unknown${nameOf}`)]])
  })

  it.each<TrayIcon>([
    ...(['lit', 'unlit', 'offline'] as const),
    ...(['lit-unread', 'unlit-unread', 'offline-unread', 'unknown-unread'] as const),
  ])('shows %s with a picture that exists', (icon) => {
    start(platform).show(view({ icon }))
    const file = join(resources, `${icon}${nameOf}`)
    expect(calls).toContainEqual(['image', file])
    expect(existsSync(file)).toBe(true)
    // Electron looks for the picture of a 2x screen beside the other.
    if (platform !== 'win32') expect(existsSync(file.replace(/\.png$/, '@2x.png'))).toBe(true)
  })
})

it('hands over only what has changed', () => {
  const tray = start('linux')
  tray.show(view())
  calls = []
  tray.show(view())
  expect(calls).toEqual([])
  tray.show(view({ icon: 'lit' }))
  expect(calls).toEqual([['image', join(resources, 'lit.png')]])
  gather()
  expect(calls).toHaveLength(1)
  tray.show(view({ icon: 'lit', tooltip: 'led: on · connected' }))
  gather()
  expect(calls.slice(1)).toEqual([['tooltip', 'led: on · connected']])
  tray.show(view({ icon: 'lit', tooltip: 'led: on · connected', menu: view().menu.slice(1) }))
  gather()
  expect(calls.slice(2).map(([name]) => name)).toEqual(['menu'])
})

it('gathers changes of the menu, the first of which comes at once', () => {
  const tray = start('linux')
  const without = (count: number): TrayView => view({ menu: view().menu.slice(count) })
  tray.show(view())
  expect(menus()).toHaveLength(1)
  tray.show(without(1))
  tray.show(without(2))
  expect(menus()).toHaveLength(1)
  expect(waiting.map(({ ms }) => ms)).toEqual([50])
  gather()
  expect(menus()).toHaveLength(2)
  expect(menus()[1]).toHaveLength(2)
  tray.show(without(1))
  tray.show(without(2))
  gather()
  expect(menus()).toHaveLength(2)
})

it('names a light in the tooltip only when the menu is about it', () => {
  const tray = start('linux')
  tray.show(view())
  calls = []
  tray.show(view({ icon: 'lit', tooltip: 'Desk: on · connected', menu: view().menu.slice(1) }))
  expect(calls.map(([name]) => name)).toEqual(['image'])
  gather()
  expect(calls.map(([name]) => name)).toEqual(['image', 'menu', 'tooltip'])
})

it('passes on the wish of the item that was chosen', () => {
  start('linux').show(view())
  choose(0)
  choose(3)
  expect(wishes).toEqual([{ kind: 'set-light', light: 'led', wish: { power: 'on' } }, { kind: 'quit' }])
})

it('takes back the tick that Electron sets, until the wire says it', () => {
  start('linux').show(view())
  choose(1)
  expect(wishes).toEqual([{ kind: 'set-light', light: 'desk', wish: { power: 'on' } }])
  expect(menus()).toHaveLength(2)
  expect(menus()[1]?.[1]).toMatchObject({ type: 'checkbox', checked: false })
})

it('shows an ampersand as one', () => {
  start('linux').show(view())
  expect(menus()[0]?.[1]?.label).toBe('Bed && desk')
})

it('hears clicks where they are not what opens the menu', () => {
  start('linux')
  click?.()
  expect(clicks).toEqual([undefined])
  bounds = { x: 900, y: 0, width: 24, height: 24 }
  click?.()
  expect(clicks[1]).toEqual(bounds)
  click = undefined
  start('darwin')
  expect(click).toBeUndefined()
})

it('has menus in menus, whose items are chosen like the others', () => {
  const wish: TrayWish = { kind: 'choose-tray-light', light: 'desk' }
  const desk = { type: 'radio' as const, label: 'Desk', enabled: true, checked: false, wish }
  start('linux').show(
    view({ menu: [{ type: 'submenu', label: 'Tray light', enabled: true, items: [desk] }] }),
  )
  const items = menus()[0]?.[0]?.submenu as MenuItemConstructorOptions[]
  expect(items[0]).toMatchObject({ type: 'radio', label: 'Desk', checked: false })
  ;(items[0]?.click as () => void)()
  expect(wishes).toEqual([wish])
})
