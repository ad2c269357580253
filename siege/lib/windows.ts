import type { Copy } from '../../e2e/fixtures/porchlight'
import { killProcess } from '../../e2e/fixtures/processes'
import { waitFor } from '../../e2e/fixtures/wait'

/** The windows that are opened and closed. */
export type WindowKind = 'controller' | 'chat'

const TITLES = { controller: 'Porchlight', chat: 'Chat – Porchlight' } as const
const CLOSED_MS = 20_000

/** Opens a window as its user would and closes it with the means of the window itself, which also work after a crash of its page. */
export async function openAndClose(copy: Copy, kind: WindowKind): Promise<void> {
  await copy[kind]()
  await closeWindow(copy, kind)
}

/** Closes one, and returns when the app has no such window any more. */
export async function closeWindow({ app }: Copy, kind: WindowKind): Promise<void> {
  const isGone = (): Promise<boolean> =>
    app.evaluate(({ BrowserWindow }, title) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.getTitle() === title)
      window?.close()
      return window === undefined
    }, TITLES[kind])
  await waitFor(`the window "${TITLES[kind]}" to be closed`, isGone, CLOSED_MS)
}

/** Kills the process of a window's page, waits until the app has put another one in its place, and closes the window. */
export async function killPage(copy: Copy, kind: WindowKind): Promise<void> {
  await copy[kind]()
  const page = (): Promise<number | undefined> =>
    copy.app.evaluate(({ BrowserWindow }, title) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.getTitle() === title)
      if (!window || window.webContents.isCrashed()) return undefined
      return window.webContents.getOSProcessId()
    }, TITLES[kind])
  const pid = await waitFor(`the page of "${TITLES[kind]}"`, page)
  await killProcess(pid)
  // One that has crashed three times in a row is not opened again by the app.
  const isOver = async (): Promise<boolean> => {
    const next = await page()
    return next !== undefined ? next !== pid && next > 0 : !(await isThere(copy, kind))
  }
  await waitFor(`the page of "${TITLES[kind]}" to be replaced`, isOver, CLOSED_MS)
  // Playwright holds its page to be dead for good.
  await closeWindow(copy, kind)
}

function isThere({ app }: Copy, kind: WindowKind): Promise<boolean> {
  return app.evaluate(
    ({ BrowserWindow }, title) => BrowserWindow.getAllWindows().some((each) => each.getTitle() === title),
    TITLES[kind],
  )
}
