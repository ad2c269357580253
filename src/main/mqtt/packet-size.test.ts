import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { limitPackets } from './packet-size'

/** The length in the form of MQTT 3.1.1, 2.2.3. */
function header(first: number, length: number): number[] {
  const bytes = [first]
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest >= 128 ? (rest % 128) + 128 : rest)
    if (rest < 128) return bytes
  }
}

const packet = (length: number): Buffer =>
  Buffer.concat([Buffer.from(header(0x30, length)), Buffer.alloc(length, 0xff)])

/** Looks on while the bytes come in these pieces; says what was too large, and behind how many bytes that was known. */
async function watch(
  most: number,
  pieces: readonly Uint8Array[],
): Promise<{ announced: number; seen: number }[]> {
  const stream = new PassThrough()
  const found: { announced: number; seen: number }[] = []
  let seen = 0
  stream.on('data', (chunk: Buffer) => (seen += chunk.length))
  limitPackets(stream, most, (announced) => found.push({ announced, seen }))
  for (const piece of pieces) {
    stream.write(piece)
    // A stream hands on what was written in a later turn, one piece at a time.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return found
}

const single = (bytes: Buffer): Buffer[] => Array.from(bytes, (byte) => Buffer.of(byte))

describe('every border', () => {
  const bytes = Buffer.concat([
    packet(0),
    packet(2),
    packet(127),
    packet(128),
    packet(300),
    Buffer.from(header(0x30, 301)),
  ])

  it('is found wherever the bytes are cut in two', async () => {
    for (let at = 0; at <= bytes.length; at++) {
      const found = await watch(303, [bytes.subarray(0, at), bytes.subarray(at)])
      expect(
        found.map(({ announced }) => announced),
        `cut at ${at}`,
      ).toEqual([304])
    }
  })

  it('is found when every byte comes alone', async () => {
    expect(await watch(303, single(bytes))).toEqual([{ announced: 304, seen: bytes.length }])
  })

  it('is found in packets of four length bytes that come in pieces', async () => {
    const large = packet(2_097_152)
    const pieces = [large.subarray(0, 3), large.subarray(3, 1_000_000), large.subarray(1_000_000)]
    const end = [Buffer.from([0x30, 0xff, 0xff, 0xff]), Buffer.of(0x7f)]
    expect((await watch(2_097_157, [...pieces, ...end])).map(({ announced }) => announced)).toEqual([
      268_435_460,
    ])
    expect(await watch(2_097_156, pieces)).toEqual([{ announced: 2_097_157, seen: 1_000_000 }])
  })
})

it('counts the header too, and takes what is exactly at the limit', async () => {
  expect(await watch(12, [packet(10)])).toEqual([])
  expect(await watch(11, [packet(10)])).toMatchObject([{ announced: 12 }])
})

it('says it once and then looks no further', async () => {
  expect(await watch(10, [packet(20), packet(20)])).toHaveLength(1)
})

it('gives up where a length has no end', async () => {
  expect(await watch(10, [Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]), packet(20)])).toEqual([])
})
