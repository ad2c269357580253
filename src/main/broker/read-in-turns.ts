import type { Readable } from 'node:stream'

type Reader = Pick<Readable, '_read' | 'push' | 'destroyed'>

/**
 * Has clients that send more than their buffer holds read one after the other, one in each turn of the event loop. libuv reads up to 32
 * times 64 KB before it lets anything else have its turn, and goes on where the client takes it at once: from four that flood, half a
 * second in which nobody is served. Who sends little never waits here: its socket is not stopped.
 */
export function readersInTurns(): (stream: Reader) => void {
  const line: (() => void)[] = []

  function next(): void {
    line.shift()?.()
    if (line.length > 0) setImmediate(next)
  }

  return (stream) => {
    const push = stream.push.bind(stream)
    const read = stream._read.bind(stream)
    /** Its buffer is full, so its socket is not read until it asks again. */
    let isStopped = false
    stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
      const goesOn = push(chunk, encoding)
      isStopped = !goesOn
      return goesOn
    }
    stream._read = (size) => {
      if (!isStopped) return read(size)
      isStopped = false
      line.push(() => {
        if (!stream.destroyed) read(size)
      })
      if (line.length === 1) setImmediate(next)
    }
  }
}
