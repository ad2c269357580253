import { Arranging } from './fixtures/arrange'
import { pointAt } from './fixtures/hands'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import type { Copy } from './fixtures/porchlight'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { waitFor } from './fixtures/wait'

// A click on the tray icon opens a small window with sliders where the tray light has something to slide.

const TITLE = 'Panel – Porchlight'

/** Clicks the icon and returns the panel, once it is to be seen. */
async function openPanel(copy: Copy): Promise<LightsTab> {
  await copy.tray.activate()
  const page = await waitFor('the panel', () => copy.shownWindow(TITLE))
  return new LightsTab(page)
}

const isOpen = async (copy: Copy): Promise<boolean> => (await copy.windows()).includes(TITLE)

/** Presses Escape in the panel, which is gone before the key is up again. */
async function escape(copy: Copy, panel: LightsTab): Promise<void> {
  expect(await isOpen(copy)).toBe(true)
  await panel.page.keyboard.press('Escape').catch(() => undefined)
  await expect.poll(() => isOpen(copy)).toBe(false)
}

/** How far the panel is from being inside of the screen, and from the pointer that clicked. */
async function placeOf({ app }: Copy): Promise<{ outside: number; x: number; y: number; height: number }> {
  return app.evaluate(({ BrowserWindow, screen }, title) => {
    const panel = BrowserWindow.getAllWindows().find((window) => window.getTitle() === title)
    if (!panel) throw new Error('There is no panel')
    const { x, y, width, height } = panel.getBounds()
    const area = screen.getDisplayMatching({ x, y, width, height }).workArea
    const outside = Math.max(
      area.x - x,
      area.y - y,
      x + width - area.x - area.width,
      y + height - area.y - area.height,
    )
    return { outside, x, y, height }
  }, TITLE)
}

test('a click opens sliders for the tray light and the favourites; Escape and the next click close them', async ({
  house,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const [bar, balcony] = [devices.lamp('Bar'), devices.lamp('Balcony')]
  await copy.tray.clickMenu(['Tray light', 'Bar'])
  await expect.poll(() => copy.tray.tooltip()).toBe('Bar: off · connected')
  await lights.card('Balcony').getByRole('button', { name: 'Favourite', exact: true }).click()

  const panel = await openPanel(copy)
  await panel.toggle('Bar')
  await expect.poll(() => bar.on).toBe(true)
  await panel.slide('Bar', 'Brightness', 35)
  await expect.poll(() => bar.percent).toBe(35)
  await expect(panel.card('Bar')).toContainText('35 %')
  await panel.slider('Bar', 'Colour temperature').press('Home')
  await expect.poll(() => [bar.mode, bar.mired]).toEqual(['temperature', bar.traits.temperature?.max])
  await panel.slide('Balcony', 'Brightness', 60)
  await expect.poll(() => [balcony.on, balcony.percent]).toEqual([true, 60])
  await expect(panel.switches).toHaveCount(2)
  await expect(lights.card('Bar')).toContainText('On, 35 %')

  await escape(copy, panel)

  const again = await openPanel(copy)
  await expect(again.card('Bar')).toContainText('35 %')
  await copy.tray.activate()
  await expect.poll(() => isOpen(copy)).toBe(false)
  expect(bar.on).toBe(true)

  // From the panel into the controller.
  const last = await openPanel(copy)
  await last.page.getByRole('button', { name: 'Open controller', exact: true }).click()
  await expect.poll(() => isOpen(copy)).toBe(false)
  expect(copy.rendererErrors()).toEqual([])
})

test('it stands on the screen wherever the click was, and is as high as what is in it', async ({ house }) => {
  await house.start(startHomeAssistant)
  const { copy } = await house.enter()
  await copy.tray.clickMenu(['Tray light', 'Bar'])
  await expect.poll(() => copy.tray.tooltip()).toBe('Bar: off · connected')
  const { width, height } = await copy.app.evaluate(({ screen }) => screen.getPrimaryDisplay().bounds)
  for (const [x, y] of [
    [width - 10, 10],
    [width - 10, height - 10],
    [5, height - 5],
    [5, 5],
    [Math.floor(width / 2), 3],
  ] as const) {
    // Under X Electron takes the pointer to be where it last was until it comes out of one of Porchlight's windows.
    const seen = (): Promise<unknown> => copy.app.evaluate(({ screen }) => screen.getCursorScreenPoint())
    await expect
      .poll(() => {
        pointAt(400, 300)
        pointAt(x, y)
        return seen()
      })
      .toEqual({ x, y })
    const panel = await openPanel(copy)
    await expect(panel.card('Bar')).toBeVisible()
    const at = await placeOf(copy)
    expect(at.outside, `clicked at ${x}, ${y}: ${JSON.stringify(at)}`).toBeLessThanOrEqual(0)
    // Beside the icon: along a bar at the top or at the bottom, on the icon's side of the screen.
    const away = { x: Math.abs(at.x + 160 - x), y: Math.abs(at.y + at.height / 2 - y) }
    expect(away.x, `clicked at ${x}, ${y}: ${JSON.stringify(at)}`).toBeLessThan(170)
    expect(away.y, `clicked at ${x}, ${y}: ${JSON.stringify(at)}`).toBeLessThan(at.height / 2 + 20)
    const content = await panel.page.locator('main').evaluate((main) => main.getBoundingClientRect().height)
    expect(Math.abs(at.height - content)).toBeLessThanOrEqual(1)
    await escape(copy, panel)
  }
})

test('a light with nothing to slide is toggled, and the user can have it either way', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  const click = arranging.page.getByRole('radiogroup', { name: 'A click on the tray icon' })
  const choose = async (what: 'Toggles the light' | 'Opens the panel'): Promise<void> => {
    await click.getByRole('radio', { name: what }).click()
    await expect(click.getByRole('radio', { name: what })).toBeChecked()
  }
  await copy.tray.activate()
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  expect(await isOpen(copy)).toBe(false)

  await arranging.page.getByRole('tab', { name: 'Settings', exact: true }).click()
  await expect(click.getByRole('radio', { name: 'Toggles the light' })).toBeChecked()
  await choose('Opens the panel')
  const panel = await openPanel(copy)
  await expect(panel.switch('led')).toBeChecked()
  await escape(copy, panel)

  await copy.tray.clickMenu(['Tray light', 'Bar'])
  await expect.poll(() => copy.tray.tooltip()).toBe('Bar: off · connected')
  await choose('Toggles the light')
  await copy.tray.activate()
  await expect.poll(() => devices.lamp('Bar').on).toBe(true)
  await expect.poll(() => copy.tray.tooltip()).toBe('Bar: on · connected')
  expect(await isOpen(copy)).toBe(false)
})
