import type { Readable } from 'node:stream'

type Reader = Pick<Readable, '_read' | 'push' | 'destroyed'>

/** Milliseconds between two portions of a stream that is busy. */
const REST = 50
/** A stream is busy after so many bytes in so many milliseconds: those of 800 short messages a second. */
const BUSY = 10_000
const WINDOW = 100
/** Bytes of a portion that is worth its wake-up; a flood as fast as it goes brings four times as many, and must not be slowed down. */
const WORTH = 16_384
/** Milliseconds in which a broker has answered what it was sent, also where that takes four packets there and back. */
const ANSWERED = 500

/**
 * Lets a stream on which much arrives in small portions gather them for a moment: in Electron each wakes the main process from
 * another thread, which costs it 0.4 ms, as much as forty messages. Few messages are handed on at once, and so is
 * whatever comes after what is returned here was called: an answer is waited for.
 */
export function gatherReads(
  stream: Reader,
  now: () => number,
  after: (ms: number, task: () => void) => () => void,
): () => void {
  const push = stream.push.bind(stream)
  const read = stream._read.bind(stream)
  let begun = now()
  let bytes = 0
  let isBusy = false
  let hurriesUntil = 0
  /** The portion that came is not to be followed by the next one at once. */
  let rests = false
  let wake: (() => void) | undefined

  stream.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
    const goesOn = push(chunk, encoding)
    if (!chunk) return goesOn
    bytes += chunk.length
    const at = now()
    const passed = at - begun
    if (passed >= WINDOW) {
      isBusy = bytes / passed >= BUSY / WINDOW
      begun = at
      bytes = 0
    }
    rests = goesOn && isBusy && chunk.length < WORTH && at >= hurriesUntil
    // The socket reads on for as long as this is true, and else when it is asked to.
    return goesOn && !rests
  }
  stream._read = (size) => {
    if (!rests) return read(size)
    rests = false
    const goOn = (): void => {
      wake = undefined
      if (!stream.destroyed) read(size)
    }
    const callOff = after(REST, goOn)
    wake = () => {
      callOff()
      goOn()
    }
  }
  return () => {
    hurriesUntil = now() + ANSWERED
    wake?.()
  }
}
