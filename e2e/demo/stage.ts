import { test as porchlight } from '../fixtures/porchlight'
import { onPlainDesktop, type Actor } from './plain-desktop'
import { startPanel, type Panel, type PanelOptions } from './panel'

interface Stage {
  /** Starts a copy for a person, or starts hers again in the same folder. */
  enter: (name: string, args?: string[]) => Promise<Actor>
  /** The panel with the tray; only where there is a virtual screen to put one on. */
  panel: Panel | undefined
}

interface StageOptions {
  panelOptions: PanelOptions
}

const withPanel = porchlight.extend<Stage & StageOptions & { realPanel: Panel }>({
  panelOptions: [{}, { option: true }],

  realPanel: async ({ home, panelOptions }, use) => {
    const panel = await startPanel(home, panelOptions)
    await use(panel)
    await panel.stop()
  },

  // The harness plays the panel itself; here the real one has that part.
  trayHost: async ({ realPanel }, use) => use(realPanel.tray),

  panel: async ({ realPanel }, use) => use(realPanel),

  enter: async ({ launch }, use) => {
    const folders = new Map<string, string>()
    const env: Record<string, string> = {}
    if (process.env['FONTCONFIG_FILE']) env['FONTCONFIG_FILE'] = process.env['FONTCONFIG_FILE']
    await use(async (user, args = []) => {
      const known = folders.get(user)
      const copy = await launch({ user, args, env, ...(known === undefined ? {} : { userDataDir: known }) })
      folders.set(user, copy.userDataDir)
      return copy
    })
  },
})

const withoutPanel = porchlight.extend<Stage & StageOptions>({
  panelOptions: [{}, { option: true }],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  panel: async ({}, use) => use(undefined),
  // eslint-disable-next-line no-empty-pattern -- as above
  enter: async ({}, use) => onPlainDesktop(use),
})

export const play = process.platform === 'linux' ? withPanel : withoutPanel
