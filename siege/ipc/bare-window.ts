import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Frame, Page } from '@playwright/test'

const PRELOAD = fileURLToPath(new URL('./bare.cjs', import.meta.url))

/** A page of the app's own origin that does nothing by itself, and one with a frame of the same origin in it. */
export const OWN = 'app://porchlight/bare.html'
export const FRAMED = 'app://porchlight/framed.html'
const SERVED = {
  '/bare.html': '<!doctype html><title>Bare</title>',
  '/framed.html': '<!doctype html><title>Framed</title><iframe src="/bare.html"></iframe>',
}

/** What `bare.cjs` puts into a page. */
export interface Bare {
  invoke(channel: string, args: unknown): Promise<unknown>
  watch(heard: () => void): void
}

/** Opens a window whose page, and whose frames, can call every channel. None of the app's guards holds it. */
export async function openBare(app: ElectronApplication, url: string): Promise<Page> {
  const options = { url, preload: PRELOAD, served: SERVED }
  const [page] = await Promise.all([app.waitForEvent('window'), app.evaluate(open, options)])
  await page.waitForURL((now) => now.href !== 'about:blank' || url === 'about:blank')
  return page
}

// Runs in the main process: it sees only what it is given.
async function open(
  { BrowserWindow, session }: typeof Electron.CrossProcessExports,
  { url, preload, served }: { url: string; preload: string; served: Record<string, string> },
): Promise<void> {
  const own = session.fromPartition(`bare-${Math.random()}`)
  own.protocol.handle('app', (request) => {
    const page = served[new URL(request.url).pathname]
    const status = page === undefined ? 404 : 200
    return new Response(page ?? 'Not found', { status, headers: { 'content-type': 'text/html' } })
  })
  const window = new BrowserWindow({
    show: false,
    // The page is to send what it likes, not what a bridge makes of it.
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: false,
      nodeIntegrationInSubFrames: true,
      session: own,
    },
  })
  for (const guard of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
    window.webContents.removeAllListeners(guard)
  // A page that is not found rejects; it is there all the same.
  await window.loadURL(url).catch(() => undefined)
}

/** Calls every channel with arguments that an own page may send, from a page or a frame; gives the answers by channel. */
export function callAll(
  where: Page | Frame,
  calls: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  return where.evaluate(async (all) => {
    const { bare } = globalThis as never as { bare: Bare }
    const answers = Object.entries(all).map(
      async ([channel, args]) => [channel, await bare.invoke(channel, args)] as const,
    )
    return Object.fromEntries(await Promise.all(answers))
  }, calls)
}

/** How many pushes of the app's state come to a page or a frame that asks for them, until `meanwhile` is over. */
export async function pushesTo(where: Page | Frame, meanwhile: () => Promise<void>): Promise<number> {
  await where.evaluate(() => {
    const { bare } = globalThis as never as { bare: Bare }
    Object.assign(globalThis, { pushes: 0 })
    bare.watch(() => void (globalThis as never as { pushes: number }).pushes++)
  })
  await meanwhile()
  return where.evaluate(() => (globalThis as never as { pushes: number }).pushes)
}
