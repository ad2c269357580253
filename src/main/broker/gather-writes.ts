import type { Writable } from 'node:stream'

/**
 * Has what is written to a client in one turn of the event loop leave in one system call. With small messages those calls are what a
 * broker's time goes into, and mqtt-packet makes one for each message: it corks the stream before a packet and uncorks it behind.
 */
export function gatherWrites(stream: Pick<Writable, 'cork' | 'uncork'>): void {
  const cork = stream.cork.bind(stream)
  let isGathering = false
  stream.cork = () => {
    cork()
    if (isGathering) return
    isGathering = true
    cork()
    setImmediate(() => {
      isGathering = false
      stream.uncork()
    })
  }
}
