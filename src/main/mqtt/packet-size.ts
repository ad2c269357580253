/** The first byte says the kind of packet; at most four bytes behind it say its length (MQTT 3.1.1, 2.2.3). */
const LARGEST_HEADER = 5
/** Each byte of the length carries seven bits, and one that says whether another follows. */
const MORE = 128

/** The part of a stream that is needed to look on. */
interface Readable {
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  off(event: 'data', listener: (chunk: Uint8Array) => void): unknown
}

/** A broker announced a packet that is larger than what is taken in. */
export class PacketTooLargeError extends Error {
  readonly code = 'ERR_PACKET_TOO_LARGE'

  constructor(bytes: number) {
    super(`A packet of ${bytes} bytes was announced`)
  }
}

/**
 * Follows the borders of packets on a stream and calls `tooLarge` once, with the bytes of the whole packet, as soon as one
 * announces more than `mostBytes`: the parser would collect up to 256 MB in memory before it hands on the first of them.
 */
export function limitPackets(stream: Readable, mostBytes: number, tooLarge: (bytes: number) => void): void {
  /** Bytes of the current packet that are still to come. */
  let rest = 0
  let headerBytes = 0
  let length = 0

  function onData(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      if (rest > 0) {
        const passed = Math.min(rest, chunk.length - at)
        at += passed
        rest -= passed
        continue
      }
      const byte = chunk[at++] ?? 0
      if (headerBytes > 0) length += (byte % MORE) * MORE ** (headerBytes - 1)
      headerBytes++
      if (headerBytes === 1) continue
      if (byte >= MORE) {
        if (headerBytes < LARGEST_HEADER) continue
        // A length without an end is for the parser to complain about; behind it are no borders to follow.
        stream.off('data', onData)
        return
      }
      if (headerBytes + length > mostBytes) {
        stream.off('data', onData)
        tooLarge(headerBytes + length)
        return
      }
      rest = length
      headerBytes = 0
      length = 0
    }
  }
  stream.on('data', onData)
}
