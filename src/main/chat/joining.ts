import { parseName } from '@shared/chat/name'
import { MAX_ROOM_NAME, MAX_ROOMS, MIN_PASSPHRASE, type KeptRoom } from '@shared/chat/room-settings'
import { directTopic, parseRoomTopic } from '@shared/chat/room-topic'
import type { Commands, Refusal, RoomProblem } from '@shared/ipc/contract'
import { ok, refused, type Result } from '@shared/result'
import { directRoom, type Rooms } from './rooms'
import type { RoomsParts } from './rooms-parts'

type Parts = Pick<RoomsParts, 'client' | 'kept' | 'keep' | 'keys' | 'deriveKey' | 'isLight' | 'forget'>
type Done = Result<undefined, Refusal>

const done: Done = ok(undefined)
const problem = (kind: RoomProblem): { readonly ok: false; readonly error: Refusal } =>
  refused({ kind: 'room', problem: kind })

/** Joining, changing and leaving rooms: what is kept of them, and with it which of them are open. */
export class Joining {
  readonly #parts: Parts
  readonly #rooms: Rooms

  constructor(parts: Parts, rooms: Rooms) {
    this.#parts = parts
    this.#rooms = rooms
  }

  /** Joins a room by its topic, or begins one there when rules are given. */
  async join(wish: Commands['room:join']): Promise<Result<{ readonly topic: string }, Refusal>> {
    const parsed = parseRoomTopic(wish.topic)
    if (!parsed.ok) return refused({ kind: 'room-topic', problem: parsed.error })
    const topic = parsed.value
    const refusal = this.#mayAdd(topic, wish.name.trim())
    if (refusal) return problem(refusal)
    const { kind, passphrase = '', turns } = wish
    if (kind === 'private') {
      if (passphrase.length < MIN_PASSPHRASE) return problem('passphrase-too-short')
      const key = await this.#parts.deriveKey(passphrase, topic)
      // While the key was made the same wish may have come once more.
      if (this.#find(topic)) return problem('here')
      this.#parts.keys.put(topic, key)
    }
    const kept: KeptRoom = { topic, name: wish.name.trim(), kind, colour: 'none', notify: true }
    const saved = this.#keep([...this.#parts.kept(), kept])
    const room = this.#rooms.add(kept)
    if (turns !== undefined) room.setRules(turns, 0)
    return saved.ok ? ok({ topic }) : saved
  }

  /** Begins to talk to another copy alone, or goes on where that was begun. */
  direct(client: string): Result<{ readonly topic: string }, Refusal> {
    if (client === this.#parts.client) return problem('yourself')
    const topic = directTopic(this.#parts.client, client)
    if (this.#find(topic)) return ok({ topic })
    const name = this.#rooms.nameOf(client)
    if (name === undefined) return problem('gone')
    if (this.#parts.kept().length >= MAX_ROOMS) return problem('too-many')
    const kept = directRoom(topic, client, name)
    const saved = this.#keep([...this.#parts.kept(), kept])
    this.#rooms.add(kept)
    return saved.ok ? ok({ topic }) : saved
  }

  change({ topic, name, colour, notify }: Commands['room:change']): Done {
    const kept = this.#find(topic)
    if (!kept) return problem('gone')
    if (name !== undefined && isTooLong(name.trim())) return problem('name-too-long')
    const changed: KeptRoom = {
      ...kept,
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(colour === undefined ? {} : { colour }),
      ...(notify === undefined ? {} : { notify }),
    }
    const saved = this.#keep(this.#parts.kept().map((one) => (one.topic === topic ? changed : one)))
    this.#rooms.changed(changed)
    return saved
  }

  /** The passphrase of a private room once more, where it was wrong or its key was lost. */
  async enterPassphrase({ topic, passphrase }: Commands['room:passphrase']): Promise<Done> {
    if (this.#find(topic)?.kind !== 'private') return problem('gone')
    if (passphrase.length < MIN_PASSPHRASE) return problem('passphrase-too-short')
    const key = await this.#parts.deriveKey(passphrase, topic)
    this.#parts.keys.put(topic, key)
    await this.#rooms.rekey(topic, key)
    return done
  }

  async leave({ topic, forget }: Commands['room:leave']): Promise<Done> {
    if (!this.#find(topic)) return problem('gone')
    await this.#rooms.remove(topic)
    const saved = this.#keep(this.#parts.kept().filter((one) => one.topic !== topic))
    this.#parts.keys.forget(topic)
    if (forget) await this.#parts.forget(topic)
    return saved
  }

  #find(topic: string): KeptRoom | undefined {
    return this.#parts.kept().find((one) => one.topic === topic)
  }

  #mayAdd(topic: string, name: string): RoomProblem | undefined {
    if (this.#find(topic)) return 'here'
    if (this.#parts.isLight(topic)) return 'light'
    if (isTooLong(name)) return 'name-too-long'
    return this.#parts.kept().length >= MAX_ROOMS ? 'too-many' : undefined
  }

  #keep(rooms: readonly KeptRoom[]): Done {
    const detail = this.#parts.keep(rooms)
    return detail === undefined ? done : refused({ kind: 'not-saved', detail })
  }
}

function isTooLong(name: string): boolean {
  return [...name].length > MAX_ROOM_NAME
}

/** Whether a user may go by a name here: it must be one, and nobody else's; else the refusal, with a name that is free. */
export function nameRefusal(
  name: string,
  rooms: Pick<Rooms, 'isTaken' | 'freeName'>,
): Result<string, Refusal> {
  const parsed = parseName(name)
  if (!parsed.ok) return refused({ kind: 'name', problem: parsed.error })
  if (!rooms.isTaken(parsed.value)) return parsed
  return refused({ kind: 'name-taken', suggestion: rooms.freeName(parsed.value) })
}
