import type { MqttClient } from 'mqtt'

/** How much faster than real the waits of sessions and rooms are, so that minutes of trouble fit into a short run. */
const HASTE = 20
/** Milliseconds for TCP and CONNACK instead of 10,000. */
const CONNECT_TIMEOUT = 1_000

/** Runs `task` after a wait of `ms`, hastened; returns the way to call it off. */
export function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms / HASTE)
  return () => clearTimeout(timer)
}

/** Milliseconds on a clock that runs as fast as `after`. */
export function now(): number {
  return performance.now() * HASTE
}

/** Holds a client to the hastened timeout, whatever the session sets before each try. */
export function hastened(client: MqttClient): MqttClient {
  Object.defineProperty(client.options, 'connectTimeout', {
    get: () => CONNECT_TIMEOUT,
    set: () => undefined,
    enumerable: true,
  })
  return client
}
