import { setTimeout as pause } from 'node:timers/promises'
import type { Copy } from '../../e2e/fixtures/porchlight'
import { ask } from '../../e2e/fixtures/talk'
import { resourcesOf } from '../lib/resources'

const EVERY_MS = 1_000
/** A window that does not answer at all is told with this. */
const NEVER_MS = 30_000

/** The worst that was met while a copy was watched: the longest waits for an answer in ms, the most memory in MB. */
export interface Watched {
  menu: number
  lightSwitch: number
  page: number
  memoryMb: number
  looks: number
  /** What the window said of the connection. */
  readonly told: Set<string>
}

/** Uses a copy as a person would, once a second, until it is told to stop; the answer gives the worst that was met. */
export function watchUse(copy: Copy): () => Promise<Watched> {
  const worst: Watched = { menu: 0, lightSwitch: 0, page: 0, memoryMb: 0, looks: 0, told: new Set() }
  let isOver = false
  const watch = async (): Promise<void> => {
    const { page, connection } = await copy.controller()
    while (!isOver) {
      worst.menu = Math.max(worst.menu, await took(copy.tray.menu()))
      const wish = { light: 'led', wish: { power: worst.looks % 2 === 0 ? 'on' : 'off' } } as const
      // That it says no while nobody is connected is an answer too.
      worst.lightSwitch = Math.max(worst.lightSwitch, await took(ask(page, 'setLight', wish)))
      worst.page = Math.max(worst.page, await took(page.evaluate(() => document.title)))
      worst.told.add((await connection.textContent()) ?? '')
      worst.memoryMb = Math.max(worst.memoryMb, resourcesOf(copy.pid).memoryMb)
      worst.looks += 1
      await pause(EVERY_MS)
    }
  }
  const watching = watch()
  return async () => {
    isOver = true
    await watching
    return worst
  }
}

async function took(answer: Promise<unknown>): Promise<number> {
  const began = performance.now()
  const over = new AbortController()
  try {
    await Promise.race([answer, pause(NEVER_MS, undefined, { signal: over.signal })])
  } finally {
    over.abort()
  }
  return performance.now() - began
}
