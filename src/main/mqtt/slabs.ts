/** Bytes of memory that many payloads share. */
const SLAB = 65_536
/** Most bytes of a payload that goes into a slab: an eighth of it at most is left over. */
const MOST = SLAB / 8

/**
 * Copies of payloads, those that come after one another in one piece of memory: a piece for each costs six times as long to
 * make. What mqtt.js hands on cannot be kept as it is, for 20 bytes would hold the 64 KB that the network delivered at once. (10,000 of them: 657 MB as they
 * come, 1 MB in slabs.) Who lets the oldest go first lets whole slabs go.
 */
export class Slabs {
  #slab = new ArrayBuffer(0)
  #used = 0

  /** A copy of the first `most` bytes, to read from; it shares its memory with its neighbours. */
  keep(payload: Uint8Array, most: number): Uint8Array {
    const bytes = payload.length > most ? payload.subarray(0, most) : payload
    if (bytes.length > MOST) return new Uint8Array(bytes)
    if (this.#used + bytes.length > this.#slab.byteLength) {
      this.#slab = new ArrayBuffer(SLAB)
      this.#used = 0
    }
    const copy = new Uint8Array(this.#slab, this.#used, bytes.length)
    copy.set(bytes)
    this.#used += bytes.length
    return copy
  }
}
