import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test, type Copy } from './fixtures/porchlight'

const isPackaged = process.env['PORCHLIGHT_EXECUTABLE'] !== undefined

async function setting(copy: Copy): Promise<Locator> {
  const controller = await copy.controller()
  await controller.goTo('Settings')
  return controller.page.getByRole('checkbox', { name: 'Start Porchlight when I log in' })
}

if (isPackaged) {
  test('the check box is the autostart file of this user, and nothing beside it', async ({
    launch,
    home,
  }) => {
    const file = join(home.folder, 'config', 'autostart', 'porchlight.desktop')
    const read = (): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined)
    const first = await launch({ user: 'John' })
    const box = await setting(first)
    await expect(box).not.toBeChecked()
    expect(await read()).toBeUndefined()

    await box.check()
    const written = await expect
      .poll(read)
      .toBeDefined()
      .then(() => read())
    const program = await first.app.evaluate(() => process.execPath)
    expect(written).toContain(`\nExec="${program}" --hidden\n`)
    await box.uncheck()
    await expect.poll(read).toBeUndefined()
    await box.check()
    await expect.poll(read).toBe(written)
    await first.quit()

    // What the user's desktop does to the file counts at once.
    await writeFile(file, `${written}Hidden=true\n`)
    const second = await launch({ userDataDir: first.userDataDir })
    await expect(await setting(second)).not.toBeChecked()
    await second.quit()

    // A copy that has moved is named anew when it starts.
    await writeFile(file, (written ?? '').replace(program, `${program}-that-is-gone`))
    const third = await launch({ userDataDir: first.userDataDir })
    await expect(await setting(third)).toBeChecked()
    expect(await read()).toBe(written)
  })

  test('where the file cannot be written the window says why', async ({ launch, home }) => {
    const folder = join(home.folder, 'config', 'autostart')
    await mkdir(join(home.folder, 'config'), { recursive: true })
    await rm(folder, { recursive: true, force: true })
    await writeFile(folder, 'a file where a folder should be')
    const box = await setting(await launch({ user: 'John' }))
    await box.click()
    await expect(box.page().getByText('EEXIST')).toBeVisible()
    await expect(box).not.toBeChecked()
  })
} else {
  test('a copy that is not installed cannot be started at login, and says so', async ({ launch, home }) => {
    const copy = await launch({ user: 'John' })
    const box = await setting(copy)
    await expect(box).toBeDisabled()
    await expect(box.page().getByText('Only an installed copy can be started when you log in.')).toBeVisible()
    const refusal = await box.page().evaluate(() => window.porchlight.changeDesktop({ startAtLogin: true }))
    expect(refusal).toEqual({ ok: false, error: { kind: 'login-item', detail: 'not installed' } })
    const file = join(home.folder, 'config', 'autostart', 'porchlight.desktop')
    expect(await readFile(file, 'utf8').catch(() => undefined)).toBeUndefined()
  })
}
