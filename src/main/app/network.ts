import type { NetworkInterfaceInfo } from 'node:os'

/** Milliseconds between two looks, each of which wakes the processor; no platform tells Electron's main process by itself. */
const LOOK_EVERY = 10_000

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>

/** Calls `changed` when this computer got or lost a network address; returns the way to stop. */
export function onNetworkChange(interfaces: () => Interfaces, changed: () => void): () => void {
  let known = addresses(interfaces())
  const timer = setInterval(() => {
    const now = addresses(interfaces())
    if (now === known) return
    known = now
    changed()
  }, LOOK_EVERY)
  return () => clearInterval(timer)
}

function addresses(interfaces: Interfaces): string {
  const all = Object.values(interfaces).flatMap((list) => list ?? [])
  return all
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .sort()
    .join(' ')
}
