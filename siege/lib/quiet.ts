import { setTimeout as pause } from 'node:timers/promises'
import type { Copy } from '../../e2e/fixtures/porchlight'
import { brokerOf } from '../../e2e/fixtures/processes'
import { grant } from '../../e2e/fixtures/talk'
import { resourcesOf, type Resources } from './resources'
import { closeWindow } from './windows'

/** With this a copy has a way to collect its garbage when it is told. */
export const COLLECTS_GARBAGE = '--js-flags=--expose-gc'

const LOOKS = 8
const LOOK_MS = 1_000

/**
 * What a copy holds when nothing goes on: in the tray only, the Wire's list emptied, garbage collected. The least of some
 * looks, because pages of closed windows and Chromium's caches go when they go. A broker that it hosts is left out: whoever
 * hosts is an outcome of the siege.
 */
export async function quietResources(copy: Copy): Promise<Resources> {
  await grant((await copy.controller()).page, 'clearWire')
  await closeWindow(copy, 'chat')
  await closeWindow(copy, 'controller')
  const looks: Resources[] = []
  for (let look = 0; look < LOOKS; look++) {
    await copy.app.evaluate(() => (globalThis as { gc?: () => void }).gc?.())
    await pause(LOOK_MS)
    looks.push(resourcesOf(copy.pid, brokerOf(copy.pid)))
  }
  const least = (of: (look: Resources) => number): number => Math.min(...looks.map(of))
  return {
    memoryMb: least(({ memoryMb }) => memoryMb),
    handles: least(({ handles }) => handles),
    sockets: least(({ sockets }) => sockets),
    processes: least(({ processes }) => processes),
  }
}
