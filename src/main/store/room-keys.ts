import { createHash } from 'node:crypto'
import type { Secrets } from './secrets'

/** Bytes of a key (AES-256). */
const KEY_LENGTH = 32

/** The name under which a room's secrets stand beside those of profiles, whose ids are made by chance. */
export function roomSecretsId(topic: string): string {
  return `room-${createHash('sha256').update(topic, 'utf8').digest('hex').slice(0, 32)}`
}

/** The keys of private rooms, kept and encrypted as the secrets of profiles are, or known for this run alone. */
export class RoomKeys {
  readonly #secrets: Pick<Secrets, 'get' | 'places' | 'change' | 'forget'>

  constructor(secrets: Pick<Secrets, 'get' | 'places' | 'change' | 'forget'>) {
    this.#secrets = secrets
  }

  get(topic: string): Uint8Array | undefined {
    const { key } = this.#secrets.get(roomSecretsId(topic))
    const bytes = key === undefined ? undefined : Buffer.from(key, 'base64')
    return bytes?.length === KEY_LENGTH ? new Uint8Array(bytes) : undefined
  }

  put(topic: string, key: Uint8Array): void {
    this.#secrets.change(roomSecretsId(topic), { key: Buffer.from(key).toString('base64') })
  }

  forget(topic: string): void {
    this.#secrets.forget(roomSecretsId(topic))
  }

  /** Whether it outlives this run. */
  isKept(topic: string): boolean {
    return this.#secrets.places(roomSecretsId(topic)).key === 'kept'
  }
}
