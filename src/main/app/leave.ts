import type { App } from 'electron'

/** Milliseconds that leaving may take: the system does not wait longer at shutdown. */
const PATIENCE = 2_000
/** Milliseconds in which a copy that ends by itself does so. */
const LAST_PATIENCE = 10_000

/**
 * Holds a quit back once, until everything has said good-bye or the patience is over. `finish` is the very last step; it
 * says whether this copy ends by itself after it.
 */
export function leaveProperly(
  app: Pick<App, 'on' | 'exit'>,
  farewell: () => Promise<void>,
  finish: () => 'end' | 'ends-itself',
): void {
  let step: 'running' | 'leaving' | 'gone' = 'running'
  const exit = (): void => {
    if (step === 'gone') return
    step = 'gone'
    if (finish() === 'end') app.exit(0)
    else setTimeout(() => app.exit(0), LAST_PATIENCE)
  }
  app.on('before-quit', (event) => {
    if (step === 'gone') return
    event.preventDefault()
    if (step === 'leaving') return
    step = 'leaving'
    const timer = setTimeout(exit, PATIENCE)
    const done = (): void => {
      clearTimeout(timer)
      exit()
    }
    farewell().then(done, done)
  })
}
