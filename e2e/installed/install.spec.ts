import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runToEnd } from '../fixtures/bare-run'
import { environmentFor, type TestHome } from '../fixtures/command-line'
import { titlesOnScreen } from '../fixtures/packaged-run'
import { expect, test } from '../fixtures/porchlight'
import { argumentsOf, descendantsOf, isRunning, killProcess } from '../fixtures/processes'
import type { TrayHost } from '../fixtures/tray-host'
import type { TrayItem } from '../fixtures/tray-item'
import { waitFor } from '../fixtures/wait'
import { fieldOf, packageUnderTest } from './dpkg'

const run = promisify(execFile)

const DESKTOP_FILE = '/usr/share/applications/porchlight.desktop'
const METAINFO = '/usr/share/metainfo/app.porchlight.desktop.metainfo.xml'

/** Starts the program as a desktop does when its entry is clicked, or a link of its kind. */
const clickEntry = (home: TestHome, ...links: string[]): Promise<void> =>
  desktopDoes(home, 'gio', 'launch', DESKTOP_FILE, ...links)

/** Runs a program of the desktop to its end; what it has started goes on. */
async function desktopDoes(home: TestHome, program: string, ...args: string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { env: environmentFor(home), stdio: 'ignore' }), 'exit')
  expect(code).toBe(0)
}

/** The one copy that shows a tray icon. */
async function onlyTray(trayHost: TrayHost): Promise<TrayItem> {
  return trayHost.item(await waitFor('a tray icon', () => trayHost.shownBy()[0], 20_000))
}

test('the program is found by its name, as what was packed', async ({ commandFor }) => {
  const { env, cwd } = commandFor()
  const version = await fieldOf(packageUnderTest(), 'Version')
  const said = await runToEnd({ executable: 'porchlight', args: ['--version'], cwd, env })
  expect(said).toMatchObject({ code: 0, stdout: `${version}\n` })
  expect(realpathSync('/usr/bin/porchlight')).toBe('/opt/Porchlight/porchlight')
  // Chromium takes it only where nobody but root could have changed it.
  expect(statSync('/opt/Porchlight/chrome-sandbox')).toMatchObject({ uid: 0, mode: 0o104755 })
  for (const size of [16, 48, 256, 512]) {
    expect(existsSync(`/usr/share/icons/hicolor/${size}x${size}/apps/porchlight.png`)).toBe(true)
  }
})

test('desktops understand what the package says of itself', async () => {
  expect((await run('desktop-file-validate', [DESKTOP_FILE])).stdout).toBe('')
  expect((await run('appstreamcli', ['validate', '--no-net', METAINFO])).stdout).toContain('successful')
  const entry = readFileSync(DESKTOP_FILE, 'utf8').split('\n')
  expect(entry).toContain('Exec=/opt/Porchlight/porchlight %U')
  expect(entry).toContain('MimeType=x-scheme-handler/porchlight;')
})

test('a click on its entry starts it: window, tray, broker, light', async ({ home, trayHost, observe }) => {
  await clickEntry(home)
  const tray = await onlyTray(trayHost)
  try {
    await expect.poll(() => tray.tooltip()).toContain('· connected')
    await expect.poll(() => titlesOnScreen(tray.pid)).toContain('Porchlight')
    const client = await observe()
    await tray.activate()
    await client.until(({ topic, payload }) => topic === 'led' && payload === 'on')
    await expect.poll(() => tray.tooltip()).toBe('led: on · connected')

    // What the entry starts, once more: it hands over to the one that runs, and ends.
    const again = { executable: 'porchlight', args: [], cwd: home.folder, env: environmentFor(home) }
    expect(await runToEnd(again)).toMatchObject({ code: 0 })
    expect(trayHost.shownBy()).toEqual([tray.pid])
    await tray.clickMenu('Quit Porchlight')
    await waitFor('it to end', () => !isRunning(tray.pid))
  } finally {
    await killProcess(tray.pid)
  }
})

test('every page is in the sandbox', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await copy.chat()
  const pages = descendantsOf(copy.pid).filter(({ pid }) => argumentsOf(pid).includes('--type=renderer'))
  expect(pages.length).toBeGreaterThan(1)
  for (const { pid } of [{ pid: copy.pid }, ...pages]) expect(argumentsOf(pid)).not.toContain('--no-sandbox')
  for (const { pid } of pages) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    // Its system calls are filtered, and it sees no process but its own kind.
    expect(status).toMatch(/^Seccomp:\t2$/m)
    expect(status).toMatch(/^NSpid:\t\d+\t\d+/m)
    expect(status).toMatch(/^CapEff:\t0+$/m)
  }
})

test('two installed copies chat, and switch the same light', async ({ launch }) => {
  const john = await launch({ user: 'John' })
  const yoko = await launch({ user: 'Yoko' })
  const [johns, yokos] = [await john.chat(), await yoko.chat()]
  await expect(johns.person('Yoko')).toBeVisible()
  await johns.write('Good evening')
  await expect(yokos.article('John', 'Good evening')).toBeVisible()
  await yokos.write('Come in')
  await expect(johns.article('Yoko', 'Come in')).toBeVisible()

  await john.tray.activate()
  await expect.poll(() => yoko.tray.tooltip()).toBe('led: on · connected')
  const controller = await yoko.controller()
  await controller.lightSwitch().click()
  await expect.poll(() => john.tray.tooltip()).toBe('led: off · connected')
  expect([...john.rendererErrors(), ...yoko.rendererErrors()]).toEqual([])
})

for (const [how, open] of [
  ['its entry', (home: TestHome, link: string) => clickEntry(home, link)],
  ['xdg-open', (home: TestHome, link: string) => desktopDoes(home, 'xdg-open', link)],
] as const) {
  test(`a link that is opened by ${how} asks in the window`, async ({ launch, home }) => {
    // The folder of somebody who starts it from the menu.
    const copy = await launch({ user: 'John', userDataDir: join(home.folder, 'config', 'Porchlight') })
    const { page, connection } = await copy.controller()
    await expect(connection).toContainText('Connected')
    await open(home, 'porchlight://join?topic=workshop%2Fbench&name=The%20bench')
    const question = page.getByRole('alertdialog', { name: 'Join this room?' })
    await expect(question).toContainText('The bench')
    await question.getByRole('button', { name: 'Join', exact: true }).click()
    await expect.poll(async () => (await copy.windows()).sort()).toEqual(['Chat – Porchlight', 'Porchlight'])
  })
}
