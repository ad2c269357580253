import type { App } from 'electron'

/** Milliseconds that leaving may take: the system does not wait longer at shutdown. */
const PATIENCE = 2_000

/** Holds a quit back once, until everything has said good-bye or the patience is over. */
export function leaveProperly(app: Pick<App, 'on' | 'exit'>, farewell: () => Promise<void>): void {
  let leaving = false
  app.on('before-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    const timer = setTimeout(() => app.exit(0), PATIENCE)
    const exit = (): void => {
      clearTimeout(timer)
      app.exit(0)
    }
    farewell().then(exit, exit)
  })
}
