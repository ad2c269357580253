import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import en from '../src/renderer/locales/en.json' with { type: 'json' }
import it from '../src/renderer/locales/it.json' with { type: 'json' }
import { ChatWindow } from './fixtures/chat'
import { accessibilityProblems, outOfSight, tabStops, wordsIn } from './fixtures/look'
import { expect, test, type Copy } from './fixtures/porchlight'

const LONG = 'unbroken'.repeat(40)

/** A light, a conversation and a wire with all that can be shown in them. */
async function fillWith(client: { publish(topic: string, payload: string): Promise<void> }): Promise<void> {
  await client.publish('led', 'on')
  await client.publish('led', 'not for a light')
  await client.publish(
    'chat',
    '{"user":"Yoko","message":"Hello, see https://example.org/lamp or mailto:yoko@example.org"}',
  )
  await client.publish('chat', '{"user":"Yoko","message":"Me again, out of turn"}')
  await client.publish('chat', `{"user":"${'Maximilian '.repeat(4).trim()}","message":"${LONG}"}`)
  await client.publish('chat', `{"message":"${'nobody in particular '.repeat(700)}"}`)
  await client.publish(`house/${LONG}/light`, '{"state":"ON"}')
}

test('axe finds nothing in the controller, whatever it shows, in light and dark', async ({
  launch,
  observe,
}) => {
  test.setTimeout(120_000)
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  const problems = (): Promise<string[]> => accessibilityProblems(copy.app, page)
  expect.soft(await problems(), 'not known yet').toEqual([])
  const client = await observe()
  await controller.subscribe('house/#')
  await expect(page.getByRole('listitem').filter({ hasText: 'house/#' })).toContainText('QoS 2')
  expect.soft(await problems(), 'Wire').toEqual([])
  await fillWith(client)
  await client.publish('led', '\u00ff')
  await expect(controller.messagesWith('house/')).toBeVisible()
  await controller.publish({ topic: '+', payload: '' })
  await expect(page.getByText('+ and # are for subscribing.')).toBeVisible()
  expect.soft(await problems(), 'Wire with messages and a problem').toEqual([])
  await client.publish('house/json', '{"a":{"b":[1,true,null,"text"]}}', { retain: true })
  await controller.messagesWith('house/json').click()
  await expect(page.getByRole('region', { name: 'Details of the message' })).toContainText('[ 4 ]')
  expect.soft(await problems(), 'a message in full').toEqual([])
  await controller.goTo('Lights')
  await expect(controller.lightSwitch()).toBeChecked()
  expect.soft(await problems(), 'on').toEqual([])
  await controller.goTo('Settings')
  expect.soft(await problems(), 'Settings').toEqual([])
  await controller.brokers.add({ Name: 'Lab' })
  await controller.brokers.showMore()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Write an address first')).toBeVisible()
  expect.soft(await problems(), 'a broker with a problem').toEqual([])
  await controller.brokers.fill({ Addresses: '127.0.0.1:9' })
  await controller.brokers.test()
  await expect(controller.brokers.results).toHaveCount(1)
  expect.soft(await problems(), 'a broker tested').toEqual([])
  await controller.brokers.fill({ 'User name': 'john', Password: 'word' })
  await controller.brokers.button('Save').click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  expect.soft(await problems(), 'the question about secrets').toEqual([])
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep for this run only' }).click()
  await controller.brokers.button('Export …').click()
  await page.getByRole('checkbox', { name: 'With passwords and keys' }).check()
  expect.soft(await problems(), 'an export').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect.soft(await problems(), 'brokers in a list').toEqual([])
})

test('axe finds nothing in either window without a connection and with notices', async ({ launch, home }) => {
  test.setTimeout(120_000)
  const userDataDir = join(home.folder, 'broken')
  await mkdir(userDataDir)
  await writeFile(join(userDataDir, 'settings.json'), 'broken')
  await writeFile(join(userDataDir, 'porchlight.db'), 'broken too')
  // Nothing listens on port 9.
  const copy = await launch({ user: 'John', broker: 'mqtt://127.0.0.1:9', userDataDir })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Not connected: nothing answers there')
  await expect(controller.page.getByRole('button', { name: 'Dismiss' })).toHaveCount(2)
  await expect(controller.lightSwitch()).toBeDisabled()
  for (const tab of ['Lights', 'Wire', 'Settings'] as const) {
    await controller.goTo(tab)
    expect.soft(await accessibilityProblems(copy.app, controller.page), tab).toEqual([])
  }
  const chat = await copy.chat()
  await chat.write('for later')
  await expect(chat.article('John', 'for later')).toContainText('Waiting for the connection')
  expect.soft(await accessibilityProblems(copy.app, chat.page), 'chat').toEqual([])
})

test('axe finds nothing in the chat, with and without a name and whoever’s turn it is', async ({
  launch,
  observe,
}) => {
  test.setTimeout(120_000)
  const copy = await launch()
  const chat = await copy.chat()
  const { page } = chat
  const problems = (): Promise<string[]> => accessibilityProblems(copy.app, page)
  const name = page.getByRole('textbox', { name: 'Your name' })
  await expect(name).toBeVisible()
  expect.soft(await problems(), 'no name').toEqual([])
  await name.fill('')
  await name.press('Enter')
  await expect(page.getByText('Write a name first.')).toBeVisible()
  expect.soft(await problems(), 'a wrong name').toEqual([])
  await name.fill('John')
  await name.press('Enter')
  await expect(chat.turn).toContainText('Your turn')
  expect.soft(await problems(), 'empty').toEqual([])
  await chat.messageBox.fill('x'.repeat(10_001))
  await expect(page.getByText('1 characters too many')).toBeVisible()
  expect.soft(await problems(), 'too long').toEqual([])
  await fillWith(await observe())
  await expect(chat.articles).toHaveCount(4)
  await chat.write('my turn is over')
  await expect(chat.turn).toContainText('You wrote last')
  await expect(chat.article('John', 'my turn is over')).toContainText('Sent')
  expect.soft(await problems(), 'not my turn').toEqual([])
})

test('the main job can be done with the keyboard alone, and the focus is always seen', async ({
  launch,
  observe,
}) => {
  const copy = await launch()
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  const client = await observe()

  const inLights = await tabStops(page)
  expect(inLights.map(({ name }) => name)).toEqual(expect.arrayContaining(['Open chat', 'Lights', 'led']))
  await reach(page, 'switch', 'led')
  await page.keyboard.press('Space')
  await expect(controller.lightSwitch()).toBeChecked()
  await client.until(({ topic, payload }) => topic === 'led' && payload === 'on')

  await reach(page, 'tab', 'Lights')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Wire' })).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'Topic', exact: true })).toBeVisible()
  const inWire = await tabStops(page)
  const wireNames = inWire.map(({ name }) => name)
  const form = ['Topic', 'Payload', 'QoS', 'Retain', 'Publish', 'Topic filter', 'Subscribe', 'Messages']
  expect(wireNames.filter((name) => form.includes(name))).toEqual(form)
  await reach(page, 'textbox', 'Topic')
  await page.keyboard.type('led')
  await page.keyboard.press('Tab')
  await page.keyboard.type('off')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await client.until(({ topic, payload, qos }) => topic === 'led' && payload === 'off' && qos === 1)
  await expect.poll(() => copy.tray.tooltip()).toBe('led: off · connected')

  await reach(page, 'tab', 'Wire')
  await page.keyboard.press('ArrowRight')
  const inSettings = await tabStops(page)
  expect(inSettings.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Name in the chat', 'Save name', 'This computer', 'Add a broker', 'Import …']),
  )

  await reach(page, 'button', 'Open chat')
  await page.keyboard.press('Enter')
  const chat = new ChatWindow((await copy.chat()).page)
  await expect(chat.page.getByRole('textbox', { name: 'Your name' })).toBeFocused()
  await chat.page.keyboard.press('Control+A')
  await chat.page.keyboard.type('John')
  await chat.page.keyboard.press('Enter')
  await expect(chat.turn).toContainText('Your turn')
  await expect(chat.messageBox).toBeFocused()
  await chat.page.keyboard.type('Hi')
  await chat.page.keyboard.press('Shift+Enter')
  await chat.page.keyboard.type('there')
  await chat.page.keyboard.press('Enter')
  await client.until(({ topic, payload }) => topic === 'chat' && payload.includes('Hi\\nthere'))
  await expect(chat.messageBox).toHaveValue('')
  await expect(chat.messageBox).toBeFocused()
  const inChat = await tabStops(chat.page)

  for (const { name, outline } of [...inLights, ...inWire, ...inSettings, ...inChat]) {
    expect(outline, name).toMatch(/^(solid|auto) [1-9]/)
  }
})

/** Presses Tab until this has the focus. */
async function reach(page: Page, role: 'switch' | 'tab' | 'textbox' | 'button', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let count = 0; count < 40; count++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`The Tab key never came to ${role} "${name}"`)
}

/** Every text of a locale that is the same wherever it stands, by its key. */
function flat(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[path + key, value] as [string, string]]
      : flat(value as object, `${path}${key}.`),
  )
}

test('an Italian sees Italian everywhere, and nothing is left in English', async ({
  launch,
  observe,
  home,
}) => {
  const userDataDir = join(home.folder, 'broken')
  await mkdir(userDataDir)
  await writeFile(join(userDataDir, 'settings.json'), 'broken')
  const copy = await launch({
    userDataDir,
    args: ['--lang=it'],
    env: { LANG: 'it_IT.UTF-8', LANGUAGE: 'it' },
  })
  await expect.poll(() => copy.tray.tooltip()).toBe('led: stato ignoto · connesso')
  const menu = async (): Promise<string[]> =>
    (await copy.tray.menu()).filter(({ type }) => type !== 'separator').map(({ label }) => label)
  await expect.poll(menu).toEqual(['Accendi', 'Apri il controllo', 'Apri la chat', 'Esci da Porchlight'])
  await copy.tray.clickMenu('Apri la chat')
  const seen = new Set<string>()
  const read = async (page: Page): Promise<void> => {
    for (const words of await wordsIn(page)) seen.add(words)
  }
  const { chat, controller } = await bothShown(copy)
  const italian = Object.fromEntries(flat(it))
  const shows = (page: Page, key: string) =>
    expect(page.getByText(italian[key] ?? key).first(), key).toBeVisible()

  for (const page of [chat, controller]) expect(await page.locator('html').getAttribute('lang')).toBe('it')
  await shows(controller, 'connection.hosting')
  await shows(chat, 'chat.name.heading')
  await read(chat)
  await chat.getByRole('textbox', { name: italian['chat.name.label'] ?? '' }).fill('Gianni')
  await chat.getByRole('button', { name: italian['chat.name.button'] ?? '' }).click()
  await shows(chat, 'chat.turn.mine')
  await read(chat)
  await expect.poll(() => copy.tray.tooltip()).toMatch(/· conne(cted|sso)/)
  const client = await observe()
  await fillWith(client)
  await shows(chat, 'chat.outOfTurn.knows-no-turns')
  await shows(chat, 'chat.cut')
  const box = chat.getByRole('textbox', { name: italian['chat.composer.message'] ?? '' })
  await box.fill('ciao')
  await box.press('Enter')
  await shows(chat, 'chat.turn.last-is-mine')
  await shows(chat, 'chat.delivery.sent')
  await read(chat)

  await read(controller)
  await controller.getByRole('tab', { name: italian['controller.tabs.wire'] ?? '' }).click()
  // Only rows in sight are in the page, and what the chat has sent stands beneath.
  const onTopic = controller.getByRole('textbox', { name: italian['wire.filter.topic'] ?? '', exact: true })
  await onTopic.fill('led')
  await shows(controller, 'wire.messages.notUnderstood')
  await read(controller)
  await onTopic.clear()
  await controller.getByRole('button', { name: italian['wire.publish.button'] ?? '', exact: true }).click()
  await controller.getByRole('button', { name: italian['wire.subscribe.button'] ?? '', exact: true }).click()
  await shows(controller, 'refusal.topic.empty')
  await read(controller)
  await controller.getByRole('tab', { name: italian['controller.tabs.settings'] ?? '' }).click()
  await controller.getByRole('button', { name: italian['settings.broker.add'] ?? '', exact: true }).click()
  await controller.locator('summary').click()
  await read(controller)
  await controller.getByRole('button', { name: italian['settings.profile.save'] ?? '', exact: true }).click()
  await shows(controller, 'refusal.profile.name.empty')
  await read(controller)

  // English is whatever stands in the English words and not in the Italian ones.
  const both = new Set(flat(it).map(([, words]) => words))
  const english = new Set(
    flat(en)
      .map(([, words]) => words)
      .filter((words) => !both.has(words)),
  )
  expect([...seen].filter((words) => english.has(words))).toEqual([])
  // And nearly all of what can be seen is ours, or came from the network.
  const patterns = [...both].map(
    (words) =>
      new RegExp(
        `^${words
          .split(/\{\w+\}/)
          .map(escape)
          .join('.*')}$`,
        's',
      ),
  )
  const known = [...seen].filter((words) => patterns.some((pattern) => pattern.test(words)))
  expect(known.length).toBeGreaterThan(60)
  const stray = [...seen].filter((words) => /\b(the|and|you|is|not|your|with|again)\b/i.test(words))
  // What people wrote is theirs: a text with links stands in pieces.
  expect(
    stray.filter((words) => !/Hello|Me again|nobody in|not for a light|^and$/.test(words.trim())),
  ).toEqual([])
})

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('the windows bear their titles', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await copy.controller()
  await copy.chat()
  const titles = await copy.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [window.getTitle(), window.webContents.getTitle()]),
  )
  expect(titles.sort()).toEqual([
    ['Chat – Porchlight', 'Chat – Porchlight'],
    ['Porchlight', 'Porchlight'],
  ])
})

for (const language of ['en', 'it']) {
  test(`a window of 420 px needs no scrolling sideways (${language})`, async ({ launch, observe }) => {
    const copy = await launch({
      user: 'Maximilian with a rather long name',
      args: [`--lang=${language}`],
      env: { LANG: `${language}.UTF-8`, LANGUAGE: language },
    })
    // By their places, because the names are another language's.
    await copy.tray.clickMenu((await copy.tray.menu()).at(-3)?.label ?? '')
    const { chat, controller } = await bothShown(copy)
    await narrow(copy)
    for (const page of [controller, chat]) await expect.poll(() => page.evaluate(() => innerWidth)).toBe(420)
    await expect(chat.getByRole('textbox')).toBeVisible()
    await expect.poll(() => copy.tray.tooltip()).toMatch(/· conne(cted|sso)/)
    await fillWith(await observe())
    await expect(chat.getByRole('article')).toHaveCount(4)
    expect(await outOfSight(chat), 'chat').toEqual([])
    for (const index of [0, 1, 2]) {
      await controller.getByRole('tab').nth(index).click()
      expect(await outOfSight(controller), `tab ${index}`).toEqual([])
      if (index === 1) await controller.getByRole('log').locator(':scope > *').first().click()
      if (index === 2) {
        await controller.locator('[data-add]').click()
        await controller.locator('summary').click()
      }
      expect(await outOfSight(controller), `tab ${index} with all it can show`).toEqual([])
    }
  })
}

/** Both windows once they are shown: one that is only there would be looked for by its English name in the tray's menu. */
async function bothShown(copy: Copy): Promise<{ chat: Page; controller: Page }> {
  for (const title of ['Porchlight', 'Chat – Porchlight']) {
    await expect.poll(async () => (await copy.shownWindow(title)) !== undefined).toBe(true)
  }
  return { chat: (await copy.chat()).page, controller: (await copy.controller()).page }
}

async function narrow(copy: Copy): Promise<void> {
  await copy.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(420, 640)
  })
}

test('where motion is not wanted nothing moves', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const chat = await copy.chat()
  const moving = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationDuration, animationName, scrollBehavior } =
            getComputedStyle(element)
          const lasts = (durations: string): boolean =>
            durations.split(',').some((each) => Number.parseFloat(each) > 0.01)
          return (
            lasts(transitionDuration) ||
            (animationName !== 'none' && lasts(animationDuration)) ||
            scrollBehavior === 'smooth'
          )
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    )
  await expect(controller.connection).toContainText('Connected')
  expect((await moving(controller.page)).length).toBeGreaterThan(0)
  for (const page of [controller.page, chat.page]) {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await moving(page)).toEqual([])
  }
})

test('light and dark follow the system', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  for (const { page } of [await copy.controller(), await copy.chat()]) {
    await page.emulateMedia({ colorScheme: null })
    const brightness = async (theme: 'light' | 'dark'): Promise<number> => {
      await copy.app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
      await expect
        .poll(() => page.evaluate((name) => matchMedia(`(prefers-color-scheme: ${name})`).matches, theme))
        .toBe(true)
      const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number))
    }
    expect(await brightness('light')).toBeGreaterThan(200)
    expect(await brightness('dark')).toBeLessThan(60)
  }
})
