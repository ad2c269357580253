import type { Readable } from 'node:stream'

type Reader = Pick<Readable, 'read' | 'readableLength' | 'destroyed' | 'emit'>

/** What is read of one client before the next has its turn, in bytes: what a household's client sends at once is less. */
const PORTION = 8_192
/** Those that send more than a portion are read for so long together, in ms, in each turn of the event loop. */
const SHARE_MS = 1

/**
 * Has clients that send more than a portion read one after the other, a portion each, and all of them for a share of each turn of the
 * event loop. Otherwise each is read until its socket is empty, which libuv lets be two megabytes: from four that flood, half a second
 * in which nobody is served. What is not read stays in the stream's buffer, and when that is full, in the kernel's. Who sends little
 * never waits here. `now` tells ms; a reader that is busy is not asked: it reads again when it is done.
 */
export function readersInTurns(now: () => number): (stream: Reader, isBusy: () => boolean) => void {
  /** Those of which there is more to read, each once. */
  const line = new Map<Reader, () => boolean>()
  let isGoing = false
  /** The one whose turn it is. It reads once in it: it asks again from within its parser, which knows only one piece at a time. */
  let called: Reader | undefined
  let hasRead = false

  function queue(stream: Reader, isBusy: () => boolean): void {
    line.set(stream, isBusy)
    if (!isGoing) setImmediate(turn)
    isGoing = true
  }

  function turn(): void {
    const endsAt = now() + SHARE_MS
    // Who is called goes to the end again, and is met again while the share lasts.
    for (const [stream, isBusy] of line) {
      line.delete(stream)
      if (stream.destroyed || isBusy()) continue
      called = stream
      hasRead = false
      stream.emit('readable')
      called = undefined
      if (now() >= endsAt) break
    }
    isGoing = line.size > 0
    if (isGoing) setImmediate(turn)
  }

  return (stream, isBusy) => {
    const read = stream.read.bind(stream) as (size?: number) => unknown
    stream.read = (size?: number | null) => {
      // With a size it is Node that asks.
      if (typeof size === 'number') return read(size)
      const isMore = stream.readableLength > PORTION
      if (isMore) queue(stream, isBusy)
      if (called !== stream) return isMore ? null : read()
      if (hasRead) return null
      hasRead = true
      return isMore ? read(PORTION) : read()
    }
  }
}
