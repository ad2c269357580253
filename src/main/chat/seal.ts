import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { MAX_SENT_PAYLOAD, decodeText, encodeText } from '@shared/mqtt/message'

/** Length in bytes of a room's key: AES-256. */
export const KEY_LENGTH = 32

/** 64 MB (128 · N · r, RFC 7914, 2) and about a quarter of a second for everyone who joins, and for every guess. */
const COST = { N: 65_536, r: 8, p: 1, maxmem: 134_217_728 } as const
/** Stand before what is hashed or bound, so that nothing made for something else can be taken for ours. */
const SALT_LABEL = 'porchlight room salt 1'
const BOX_LABEL = 'porchlight room box 1'

/** NIST SP 800-38D, 8.2: 96 bits by chance, never given twice in less than billions of payloads. */
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
/** Bytes; what is sealed is filled up to a multiple of it, so that `yes` and `no`, and most names, are of one length. */
const BLOCK = 64
/** Ends the payload, zeros follow to the end of the block (ISO/IEC 7816-4). */
const END = 0x80
/** Nonces that are remembered; in a busy room those of some hours. */
const REMEMBERED = 20_000

/** The bytes of a length that nobody can foresee. */
export type Random = (bytes: number) => Uint8Array

/** Seals and opens what is said in one private room, as docs/PRIVATE-ROOMS.md describes it. */
export interface Seal {
  /** `topic`: the whole one that it is published on; it opens nowhere else. */
  seal(topic: string, payload: Uint8Array): Uint8Array
  /**
   * Undefined where it was sealed with another key or for another topic, was changed on its way, or is no box; and where it came
   * before in this run and is somebody's recording. `retained`: the broker had kept it and hands it out with every subscription.
   */
  open(topic: string, payload: Uint8Array, retained: boolean): Uint8Array | undefined
}

/** The key that a passphrase makes for a room; the same on every computer, whatever way its letters are typed there. */
export function deriveKey(passphrase: string, topic: string): Promise<Uint8Array> {
  const salt = createHash('sha256').update(labelled(SALT_LABEL, topic)).digest()
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_LENGTH, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** The seal of a room; it remembers what it has opened, so a room has one for the whole run. */
export function createSeal(key: Uint8Array, random: Random = randomBytes): Seal {
  const seen = new Set<string>()
  return {
    seal(topic, payload) {
      const nonce = random(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
      cipher.setAAD(labelled(BOX_LABEL, topic))
      const sealed = [nonce, cipher.update(pad(payload)), cipher.final(), cipher.getAuthTag()]
      return encodeText(JSON.stringify({ porchlight: 1, box: Buffer.concat(sealed).toString('base64') }))
    },
    open(topic, payload, retained) {
      const box = readBox(payload)
      const padded = box && decrypt(key, topic, box)
      if (!padded) return undefined
      const nonce = box.toString('base64', 0, NONCE_LENGTH)
      if (seen.has(nonce)) return retained ? unpad(padded) : undefined
      seen.add(nonce)
      // A set keeps the order in which things were added to it.
      const [oldest] = seen
      if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest)
      return unpad(padded)
    },
  }
}

/** Whether a payload is a box, whoever can open it. */
export function isSealed(payload: Uint8Array): boolean {
  return readBox(payload) !== undefined
}

/** Nonce, what is encrypted, and the tag; undefined where the payload is anything but `{"porchlight":1,"box":"…"}`. */
function readBox(payload: Uint8Array): Buffer | undefined {
  if (payload.length > MAX_SENT_PAYLOAD) return undefined
  const text = decodeText(payload)
  const box = text === undefined ? undefined : boxIn(text)
  if (box === undefined) return undefined
  const bytes = Buffer.from(box, 'base64')
  const blocks = (bytes.length - NONCE_LENGTH - TAG_LENGTH) / BLOCK
  // Node reads base64 with anything in it; only what is written the one right way counts.
  return blocks >= 1 && Number.isInteger(blocks) && bytes.toString('base64') === box ? bytes : undefined
}

function boxIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined
    const { porchlight, box } = value as { readonly porchlight?: unknown; readonly box?: unknown }
    return porchlight === 1 && typeof box === 'string' ? box : undefined
  } catch {
    return undefined
  }
}

function decrypt(key: Uint8Array, topic: string, box: Buffer): Buffer | undefined {
  const nonce = box.subarray(0, NONCE_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
  decipher.setAAD(labelled(BOX_LABEL, topic))
  decipher.setAuthTag(box.subarray(-TAG_LENGTH))
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()])
  } catch {
    return undefined
  }
}

function pad(payload: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(payload.length / BLOCK) + 1) * BLOCK)
  padded.set(payload)
  padded[payload.length] = END
  return padded
}

function unpad(padded: Uint8Array): Uint8Array | undefined {
  const end = padded.findLastIndex((byte) => byte !== 0)
  return padded[end] === END ? new Uint8Array(padded.subarray(0, end)) : undefined
}

/** No topic has a NUL in it (MQTT 3.1.1, 4.7.3), so where the label ends is never in doubt. */
function labelled(label: string, topic: string): Buffer {
  return Buffer.from(`${label}\0${topic}`, 'utf8')
}
