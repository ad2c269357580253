import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from './fixtures/bare-run'
import { expect, test, type Copy } from './fixtures/porchlight'
import { brokerOf, descendantsOf, isRunning, killProcess } from './fixtures/processes'
import { closeWindow } from './fixtures/windows'

async function readSettings(copy: Copy): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(copy.userDataDir, 'settings.json'), 'utf8')) as Record<
    string,
    unknown
  >
}

test('closing its windows leaves the app in the tray, from where they open again', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await copy.controller()
  await copy.chat()
  await expect.poll(async () => (await copy.windows()).sort()).toEqual(['Chat – Porchlight', 'Porchlight'])
  await closeWindow(copy.app, 'Porchlight')
  await closeWindow(copy.app, 'Chat – Porchlight')
  await expect.poll(() => copy.windows()).toEqual([])

  await copy.tray.clickMenu('Turn on')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  const controller = await copy.controller()
  await expect(controller.lightSwitch()).toBeChecked()
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  // Opening what is open brings it up and makes no second one.
  await copy.tray.clickMenu('Open chat')
  await controller.page.getByRole('button', { name: 'Open chat' }).click()
  await expect.poll(async () => (await copy.windows()).sort()).toEqual(['Chat – Porchlight', 'Porchlight'])
})

test.describe('on a desktop without a tray', () => {
  test.use({ trayShown: false })

  test('the app says so, and closing the last window quits', async ({ launch }) => {
    const copy = await launch({ user: 'John' })
    const controller = await copy.controller()
    await expect(controller.page.getByText('This desktop shows no tray.')).toBeVisible()
    await controller.page.getByRole('button', { name: 'Open chat' }).click()
    await expect.poll(() => copy.windows()).toHaveLength(2)
    await closeWindow(copy.app, 'Porchlight')
    await expect.poll(() => copy.windows()).toEqual(['Chat – Porchlight'])
    expect(isRunning(copy.pid)).toBe(true)
    const gone = copy.app.waitForEvent('close')
    await closeWindow(copy.app, 'Chat – Porchlight')
    await gone
    await expect.poll(() => isRunning(copy.pid)).toBe(false)
  })

  test('a hidden start opens a window all the same: there would be no way in', async ({ launch }) => {
    const copy = await launch({ user: 'John', args: ['--hidden'] })
    const controller = await copy.controller()
    await expect(controller.page.getByText('This desktop shows no tray.')).toBeVisible()
  })
})

test('--hidden starts in the tray without a window', async ({ launch }) => {
  const copy = await launch({ user: 'John', args: ['--hidden'] })
  await expect.poll(() => copy.tray.tooltip()).toBe('led: not known · connected')
  expect(await copy.windows()).toEqual([])
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
})

test('a second start of the same folder brings the first one up and ends itself', async ({
  launch,
  commandFor,
}) => {
  const first = await launch({ user: 'John', args: ['--hidden'] })
  await expect.poll(() => first.tray.tooltip()).toContain('· connected')
  expect(await first.windows()).toEqual([])
  const second = await runToEnd(commandFor({ userDataDir: first.userDataDir, user: 'Yoko' }))
  expect(second.code).toBe(0)
  await expect.poll(() => first.windows()).toEqual(['Porchlight'])
  // The first one goes on as it is.
  const chat = await first.chat()
  await expect(chat.person('John (you)')).toBeVisible()
  await expect(chat.person('Yoko')).toHaveCount(0)
})

test('--version and --help print on the terminal and end without a trace', async ({ commandFor }) => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const command = commandFor({ args: ['--version'] })
  expect(await runToEnd(command)).toMatchObject({ code: 0, stdout: `${version}\n` })
  const help = await runToEnd(commandFor({ userDataDir: command.userDataDir, args: ['--help'] }))
  expect(help.code).toBe(0)
  for (const option of ['--broker=', '--user=', '--hidden', '--user-data-dir=', '--version', '--help']) {
    expect(help.stdout).toContain(option)
  }
  const italian = await runToEnd(commandFor({ args: ['--help'], env: { LANG: 'it_IT.UTF-8' } }))
  expect(italian.stdout).toContain('una luce')
  const left = await readdir(command.userDataDir).catch(() => [])
  expect(left.filter((name) => /settings|porchlight/.test(name))).toEqual([])
})

test('quitting from the tray says good-bye properly, ends everything in 2 s and keeps the session', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto()
  const url = `mqtt://127.0.0.1:${broker.port}`
  const copy = await launch({ user: 'John', broker: url })
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  const client = await observe(broker.port)
  const online = await client.until(
    ({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes('online'),
  )
  const clientId = online.topic.slice('chat/presence/'.length)

  const family = [copy.pid, ...descendantsOf(copy.pid).map(({ pid }) => pid)]
  const began = Date.now()
  await copy.tray.clickMenu('Quit Porchlight')
  await expect.poll(() => family.filter(isRunning), { intervals: [50] }).toEqual([])
  expect(Date.now() - began).toBeLessThan(2_000)
  await client.until(({ topic, payload }) => topic === online.topic && payload.includes('offline'))
  // Mosquitto writes "closed its connection" where a client goes without a DISCONNECT.
  const end = broker.log().filter((line) => line.includes(`Client ${clientId}`))
  expect(end.at(-1)).toMatch(/disconnected\.$/)

  await client.publish('chat', '{"user":"Yoko","message":"while you were away"}')
  const again = await launch({ user: 'John', broker: url, userDataDir: copy.userDataDir })
  await expect((await again.chat()).article('Yoko', 'while you were away')).toBeVisible()
})

test('quitting the copy that hosts the broker ends its broker too', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await expect.poll(() => copy.tray.tooltip()).toContain('· connected')
  const pid = brokerOf(copy.pid)
  expect(pid).toBeGreaterThan(0)
  const began = Date.now()
  await copy.tray.clickMenu('Quit Porchlight')
  await expect.poll(() => [copy.pid, pid ?? 0].filter(isRunning), { intervals: [50] }).toEqual([])
  expect(Date.now() - began).toBeLessThan(2_500)
})

test('a page that crashes comes back with everything', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  await chat.write('before the crash')
  await expect(chat.article('John', 'before the crash')).toContainText('Sent')
  const before = await rendererPid(copy)
  await copy.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.getTitle().startsWith('Chat'))
    window?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => rendererPid(copy)).not.toBe(before)
  // Playwright takes a crashed page for lost; what it shows now is asked of the app itself.
  await expect.poll(() => shownText(copy)).toContain('before the crash')
  expect(await copy.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2)
})

function rendererPid(copy: Copy): Promise<number> {
  return copy.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.getTitle().startsWith('Chat'))
    return window?.webContents.isCrashed() === false ? window.webContents.getOSProcessId() : -1
  })
}

function shownText(copy: Copy): Promise<string> {
  return copy.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.getTitle().startsWith('Chat'))
    return window?.webContents.executeJavaScript('document.body.innerText') as Promise<string>
  })
}

test('a broker process that crashes is replaced, with what it knew', async ({ launch, observe }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked()
  const chat = await copy.chat()
  await chat.write('before')
  await expect(chat.article('John', 'before')).toContainText('Sent')

  const first = brokerOf(copy.pid)
  await killProcess(first ?? 0)
  const isReplaced = (): boolean => ![undefined, first].includes(brokerOf(copy.pid))
  await expect.poll(isReplaced).toBe(true)
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await expect(controller.lightSwitch()).toBeChecked()
  const client = await observe()
  expect(await client.until(({ topic }) => topic === 'led')).toMatchObject({ payload: 'on', retain: true })
  await client.publish('chat', '{"user":"Yoko","message":"after"}')
  await expect(chat.article('Yoko', 'after')).toBeVisible()
  await expect(chat.articles).toHaveCount(2)
})

test('a name given in the chat stands in the settings and the other way round', async ({ launch }) => {
  const copy = await launch()
  const chat = await copy.chat()
  const controller = await copy.controller()
  await controller.goTo('Settings')
  const name = chat.page.getByRole('textbox', { name: 'Your name' })
  await name.fill('John')
  await name.press('Enter')
  const setting = controller.page.getByRole('textbox', { name: 'Name in the chat' })
  await expect(setting).toHaveValue('John')
  expect(await readSettings(copy)).toMatchObject({ name: 'John' })
  await setting.fill('Johnny')
  await setting.press('Enter')
  await expect(chat.person('Johnny (you)')).toBeVisible()
  expect(await readSettings(copy)).toMatchObject({ name: 'Johnny' })
})

test('using another broker ends the one of this copy, and going back begins it anew', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto()
  const other = await observe(broker.port)
  await other.publish('led', 'on', { retain: true })
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: not known · connected')

  await controller.brokers.add({ Name: 'Lab', Addresses: `mqtt://127.0.0.1:${broker.port}` })
  await controller.brokers.save()
  await controller.brokers.use('Lab')
  await expect(controller.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  await other.until(({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes('"John"'))
  // A broker of its own is of no use any more.
  await expect.poll(() => brokerOf(copy.pid)).toBeUndefined()

  await controller.brokers.use('This computer')
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await other.until(({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes('offline'))
  await controller.goTo('Lights')
  await controller.lightSwitch().focus()
  await page.keyboard.press('Space')
  await expect.poll(() => copy.tray.tooltip()).toMatch(/^led: (on|off) · connected$/)
  expect(await readSettings(copy)).toMatchObject({ active: 'this-computer' })
})

test('a draft survives that the window is closed, and a restart', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const chat = await copy.chat()
  await chat.messageBox.fill('half a thou')
  await closeWindow(copy.app, 'Chat – Porchlight')
  await expect.poll(() => copy.windows()).toEqual(['Porchlight'])
  const reopened = await copy.chat()
  await expect(reopened.messageBox).toHaveValue('half a thou')
  await reopened.messageBox.fill('half a thought')
  await copy.tray.clickMenu('Quit Porchlight')
  await expect.poll(() => isRunning(copy.pid)).toBe(false)
  const again = await launch({ user: 'John', userDataDir: copy.userDataDir })
  await expect((await again.chat()).messageBox).toHaveValue('half a thought')
})

test('the command line wins for its run and is not saved', async ({ launch, mosquitto }) => {
  const broker = await mosquitto()
  const first = await launch()
  await first.chat()
  const name = (await first.chat()).page.getByRole('textbox', { name: 'Your name' })
  await name.fill('John')
  await name.press('Enter')
  await expect((await first.chat()).person('John (you)')).toBeVisible()
  await first.quit()
  const before = await readSettings(first)

  const url = `mqtt://127.0.0.1:${broker.port}`
  const second = await launch({ userDataDir: first.userDataDir, user: 'Yoko', broker: url })
  const controller = await second.controller()
  await expect(controller.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  const chat = await second.chat()
  await expect(chat.person('Yoko (you)')).toBeVisible()
  await controller.goTo('Settings')
  await expect(controller.page.getByText('Given on the command line for this run')).toBeVisible()
  await expect(
    controller.page.getByText('For this run the broker from the command line is used.'),
  ).toBeVisible()
  expect(await readSettings(second)).toEqual(before)
  // What is saved meanwhile counts from the next start.
  await controller.page.getByRole('textbox', { name: 'Name in the chat' }).fill('Johnny')
  await controller.page.getByRole('button', { name: 'Save name' }).click()
  await expect(controller.page.getByText('Saved.')).toBeVisible()
  await expect(chat.person('Yoko (you)')).toBeVisible()
  await second.quit()

  const third = await launch({ userDataDir: first.userDataDir })
  await expect((await third.controller()).connection).toContainText('Connected to 127.0.0.1:1883')
  await expect((await third.chat()).person('Johnny (you)')).toBeVisible()
})
