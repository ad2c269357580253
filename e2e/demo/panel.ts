import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environmentFor, type TestHome } from '../fixtures/command-line'
import { connectTo } from '../fixtures/dbus'
import { endProcess } from '../fixtures/processes'
import type { TrayHost } from '../fixtures/tray-host'
import { waitFor } from '../fixtures/wait'
import { panelConfig, SCREEN } from './panel-config'
import { isOwned, readPanelTray } from './panel-tray'

const run = promisify(execFile)

/** Where distributions keep the program that hands the panel its settings. */
const SETTINGS_SERVICES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib',
  '/usr/lib64',
].map((folder) => `${folder}/xfce4/xfconf/xfconfd`)

export interface PanelOptions {
  size?: number
  scale?: 1 | 2
}

/** A real desktop panel (Xfce's) on the virtual screen: the place where people see the icon. */
export interface Panel {
  readonly tray: TrayHost
  /** Clicks the icon at the right end, as a person does: by the pointer. */
  clickLastIcon(button: 'main' | 'menu'): Promise<void>
  /** Takes the pointer away, so that nothing is highlighted and no tooltip shows. */
  movePointerAway(): Promise<void>
  /** Closes an open menu. */
  pressEscape(): Promise<void>
  /** Saves the right end of the screen's bottom as PNG, in logical pixels. */
  picture(file: string, size: { width: number; height: number }): Promise<void>
  stop(): Promise<void>
}

/** Starts the panel on a private bus and returns when it can take icons. */
export async function startPanel(
  home: TestHome,
  { size = 30, scale = 1 }: PanelOptions = {},
): Promise<Panel> {
  const config = join(home.folder, 'panel-config')
  const channels = join(config, 'xfce4', 'xfconf', 'xfce-perchannel-xml')
  await mkdir(channels, { recursive: true })
  await writeFile(join(channels, 'xfce4-panel.xml'), panelConfig({ size, scale }))
  const service = SETTINGS_SERVICES.find((file) => existsSync(file))
  if (service === undefined) throw new Error('There is no xfconfd here. Install the package xfce4-panel.')

  const env = {
    ...environmentFor(home),
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(home.folder, 'panel-cache'),
    GDK_SCALE: String(scale),
    // Nobody listens on this bus: GTK would wait for an accessibility service that never comes.
    NO_AT_BRIDGE: '1',
    GTK_A11Y: 'none',
    ...(process.env['FONTCONFIG_FILE'] ? { FONTCONFIG_FILE: process.env['FONTCONFIG_FILE'] } : {}),
  }
  // Without a bus that starts services by itself, the settings have to be there first.
  const started = [start(service, [], env)]
  const bus = await connectTo(home.busAddress)
  const stop = async (): Promise<void> => {
    bus.disconnect()
    for (const { pid } of started.reverse()) if (pid !== undefined) await endProcess(pid)
  }
  const openTray = async (): Promise<TrayHost> => {
    await waitFor('the settings of the panel to be served', () => isOwned(bus, 'org.xfce.Xfconf'))
    started.push(start('xfce4-panel', ['--disable-wm-check', '--sm-client-disable'], env))
    return readPanelTray(bus)
  }
  const tray = await openTray().catch(async (error: unknown) => {
    await stop()
    throw error
  })

  const pointer = (...args: (string | number)[]): Promise<unknown> =>
    run('xdotool', args.map(String), { env })
  return {
    tray,
    async clickLastIcon(button) {
      const middle = (size * scale) / 2
      await pointer(
        'mousemove',
        SCREEN.width - middle,
        SCREEN.height - middle,
        'click',
        button === 'main' ? 1 : 3,
      )
    },
    movePointerAway: async () => void (await pointer('mousemove', SCREEN.width / 2, SCREEN.height / 3)),
    pressEscape: async () => void (await pointer('key', 'Escape')),
    async picture(file, { width, height }) {
      const [w, h] = [width * scale, height * scale]
      await rm(file, { force: true })
      await run('scrot', ['-a', `${SCREEN.width - w},${SCREEN.height - h},${w},${h}`, file], { env })
    },
    stop,
  }
}

function start(program: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(program, args, { env, stdio: 'ignore' })
  // A program that is not there shows as a tray that never comes; its name is what helps.
  child.on('error', (error) => process.stderr.write(`${program} could not be started: ${error.message}\n`))
  return child
}
