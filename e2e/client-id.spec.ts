import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ControllerWindow } from './fixtures/controller'
import { expect, test, type Copy } from './fixtures/porchlight'

const TAKEN = 'Another copy with the same client id uses this broker'

/** Which of the windows says that it is connected; undefined while it is not exactly one, the other having given way. */
async function theConnected(windows: readonly ControllerWindow[]): Promise<ControllerWindow | undefined> {
  const said = await Promise.all(windows.map(({ connection }) => connection.innerText()))
  const place = said.findIndex((words) => words.startsWith('Connected to'))
  return said.filter((words) => words.includes(TAKEN)).length === windows.length - 1
    ? windows[place]
    : undefined
}

for (const version of ['3.1.1', '5'] as const) {
  test(`MQTT ${version}: of two copies with one client id exactly one stays, and the user says which`, async ({
    launch,
    mosquitto,
    home,
  }) => {
    test.setTimeout(120_000)
    const broker = await mosquitto()
    const arrivals = (): number => broker.log().filter((line) => / as porchlight-/.test(line)).length
    const prepared = await launch()
    const window = await prepared.controller()
    await window.brokers.add({
      Name: 'Lab',
      Addresses: `mqtt://127.0.0.1:${broker.port}`,
      'MQTT version': version,
    })
    await window.brokers.save()
    await window.brokers.use('Lab')
    await expect(window.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
    await prepared.quit()
    const twin = join(home.folder, 'twin')
    await mkdir(twin)
    await cp(join(prepared.userDataDir, 'settings.json'), join(twin, 'settings.json'))

    const start = async (
      userDataDir: string,
      user: string,
    ): Promise<{ copy: Copy; window: ControllerWindow }> => {
      const copy = await launch({ userDataDir, user })
      return { copy, window: await copy.controller() }
    }
    const one = await start(prepared.userDataDir, 'John')
    await expect(one.window.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
    const other = await start(twin, 'Yoko')
    const windows = [one.window, other.window]
    await expect.poll(() => theConnected(windows), { timeout: 60_000 }).toBeDefined()
    const stays = await theConnected(windows)
    const waits = windows.find((each) => each !== stays)
    if (!stays || !waits) throw new Error('Neither of the two was connected')
    const settled = arrivals()
    // They do not throw each other out for ever.
    expect(settled).toBeLessThan(20)
    await expect(waits.page.getByRole('button', { name: 'Take an id of its own' })).toBeVisible()

    await waits.page.getByRole('button', { name: 'Connect here instead' }).click()
    await expect.poll(() => theConnected(windows), { timeout: 60_000 }).toBe(waits)
    await stays.page.getByRole('button', { name: 'Take an id of its own' }).click()
    for (const { connection } of windows) {
      await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
    }
    // Both really are: each hears of the light that the other switches.
    await stays.lightSwitch().click()
    await expect(waits.lightSwitch()).toBeChecked()
    await waits.lightSwitch().click()
    await expect(stays.lightSwitch()).not.toBeChecked()
    for (const { copy } of [one, other]) expect(copy.rendererErrors()).toEqual([])
  })
}
