import { expect, test, type Copy } from './fixtures/porchlight'
import { brokerOf, killProcess } from './fixtures/processes'

/** The process of the chat's page; undefined where there is none. */
function pagePid(copy: Copy): Promise<number | undefined> {
  return copy.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.getTitle().startsWith('Chat'))
    return window && !window.webContents.isCrashed() ? window.webContents.getOSProcessId() : undefined
  })
}

test('a page that crashes again and again takes only its window with it, and opens again by hand', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  await chat.write('before the crashes')
  await expect(chat.article('John', 'before the crashes')).toContainText('Sent')

  const killed = new Set<number>()
  for (let crash = 1; crash <= 3; crash++) {
    await expect.poll(async () => killed.has((await pagePid(copy)) ?? 0)).toBe(false)
    await expect.poll(() => pagePid(copy)).toBeGreaterThan(0)
    const pid = (await pagePid(copy)) ?? 0
    killed.add(pid)
    await killProcess(pid)
  }
  const titles = (): Promise<string[]> =>
    copy.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle()))
  await expect.poll(titles).toEqual(['Porchlight'])
  await expect(controller.page.getByText('A window failed again and again')).toBeVisible()
  expect(copy.stderr().filter((line) => line.includes('its page has crashed'))).toHaveLength(3)

  // The rest has gone on, and the window opens again with everything.
  await expect(controller.connection).toContainText('Connected')
  const again = await copy.chat()
  await expect(again.article('John', 'before the crashes')).toBeVisible()
})

test('a broker process that is killed again and again is replaced each time, and both copies go on', async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const host = await launch({ user: 'John' })
  const johns = await host.chat()
  await expect(johns.turn).toContainText('Your turn')
  const guest = await launch({ user: 'Yoko' })
  const yokos = await guest.chat()
  await expect(yokos.person('John')).toBeVisible()
  await johns.write('message 0')
  await expect(yokos.article('John', 'message 0')).toBeVisible()

  const pids: number[] = []
  for (let round = 1; round <= 3; round++) {
    // Whoever of the two is quicker hosts the next one.
    const running = (): number | undefined => brokerOf(host.pid) ?? brokerOf(guest.pid)
    await expect.poll(running).toBeGreaterThan(0)
    const pid = running() ?? 0
    pids.push(pid)
    await killProcess(pid)
    const isReplaced = (): boolean => ![undefined, ...pids].includes(running())
    await expect.poll(isReplaced, { timeout: 30_000 }).toBe(true)
  }
  const [writer, reader] = [yokos, johns]
  await expect(writer.turn).toContainText('Your turn', { timeout: 30_000 })
  await writer.write('after three of them')
  await expect(reader.article('Yoko', 'after three of them')).toBeVisible({ timeout: 30_000 })
  await reader.write('and back')
  await expect(writer.article('John', 'and back')).toBeVisible()
  await expect(writer.articles).toHaveCount(3)
  await expect(reader.articles).toHaveCount(3)
})
