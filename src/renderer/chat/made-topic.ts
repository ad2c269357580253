/** Bytes of chance in a topic: nobody hits upon it. */
const LENGTH = 8

/** A topic for a room that nobody else has: `room/3f9a1c2b4d5e6f70`. */
export function madeTopic(
  fill: (bytes: Uint8Array<ArrayBuffer>) => unknown = (bytes) => crypto.getRandomValues(bytes),
): string {
  const bytes = new Uint8Array(LENGTH)
  fill(bytes)
  return `room/${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
