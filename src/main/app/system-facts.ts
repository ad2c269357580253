import { readFile } from 'node:fs/promises'
import { arch, platform, release, version } from 'node:os'
import type { App, Screen } from 'electron'
import type { SystemFacts } from './problem-report'

export interface SystemParts {
  readonly app: Pick<App, 'getVersion' | 'isPackaged' | 'getLocale'>
  readonly screen: Pick<Screen, 'getAllDisplays'>
  readonly hidden: boolean
}

/** What program and computer a report is about. */
export async function systemFacts({ app, screen, hidden }: SystemParts): Promise<SystemFacts> {
  const { electron, chrome, node } = process.versions
  const displays = screen
    .getAllDisplays()
    .map(({ size, scaleFactor }) => `${size.width} × ${size.height} at ${scaleFactor}`)
  return [
    ['Porchlight', `${app.getVersion()} (${app.isPackaged ? 'packaged' : 'from source'})`],
    ['Electron, Chromium, Node', [electron, chrome, node].join(', ')],
    ['system', [platform(), release(), arch(), await systemName()].join(', ')],
    ['desktop', `${plain('XDG_CURRENT_DESKTOP')}, ${plain('XDG_SESSION_TYPE')}`],
    ['language', app.getLocale()],
    ['displays', `${displays.length}: ${displays.join('; ')}`],
    ['started', `${hidden ? 'hidden' : 'with a window'}, ${Math.round(process.uptime())} s ago`],
    ['memory', `${Math.round(process.memoryUsage().rss / 1_048_576)} MiB`],
  ]
}

/** What a distribution calls itself; elsewhere the system's own word. */
async function systemName(): Promise<string> {
  if (platform() !== 'linux') return version()
  const file = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return /^PRETTY_NAME="?([^"\n]{1,100})/m.exec(file)?.[1] ?? 'unknown distribution'
}

/** A variable of the desktop as one short word. */
function plain(name: string): string {
  return process.env[name]?.replace(/[^\w:.-]/g, '?').slice(0, 60) ?? `no ${name}`
}
