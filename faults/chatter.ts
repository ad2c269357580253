import type { MessageView } from '@shared/chat/message'
import type { ListPatch } from '@shared/ipc/state'
import type { History } from '../src/main/store/history'
import { createSeat, ROOM, type Seat, type SeatParts } from './seat'
import type { Said, TakenIn } from './tally'

/** What one person needs to take part. */
export interface ChatterParts extends Omit<SeatParts, 'changed' | 'patched'> {
  /** How many messages to say. */
  readonly messages: number
  /** A message of somebody else's has come. */
  readonly tookIn: () => void
}

/** What a person has done and seen so far. */
interface Counts {
  readonly said: number
  /** Of somebody else's. */
  readonly tookIn: number
  /** Own messages that came back to the composer and were sent once more. */
  readonly cameBack: number
  /** Those that came after a later one of the same person, and were put in their place. */
  readonly cameLate: number
}

/** Somebody in a room who writes whenever it is their turn. */
export class Chatter {
  readonly name: string
  readonly #messages: number
  readonly #history: History
  readonly #seat: Seat
  readonly #tell: () => void
  /** Ids of the others' messages. */
  readonly #seen = new Set<string>()
  #counts: Counts = { said: 0, tookIn: 0, cameBack: 0, cameLate: 0 }
  /** The highest number of the other person's so far. */
  #newest = 0
  #turnIsLookedAt = false

  constructor({ messages, tookIn, ...parts }: ChatterParts) {
    this.name = parts.name
    this.#messages = messages
    this.#history = parts.history
    this.#tell = tookIn
    this.#seat = createSeat({
      ...parts,
      changed: () => this.#lookAtTurn(),
      patched: (patch) => this.#note(patch),
    })
  }

  start(): void {
    this.#seat.start()
    this.#lookAtTurn()
  }

  async stop(): Promise<void> {
    await this.#seat.session.stop()
    this.#history.close()
  }

  get counts(): Counts {
    return this.#counts
  }

  /** Everything is said, and nothing of it is under way any more. */
  get isDone(): boolean {
    const { turn, draft } = this.#seat.room.view()
    const isUnderWay = !turn.mayWrite && turn.because === 'under-way'
    return this.#counts.said === this.#messages && draft.text === '' && !isUnderWay
  }

  /** What this side shows in the end: the whole history in the room's order. */
  everything(): TakenIn {
    return this.#history.recent(ROOM, 3 * this.#messages).map(readSaid)
  }

  /** For when it does not go on: one line that says how things stand here. */
  describe(): string {
    const { session, room } = this.#seat
    const { state } = session
    const { turn, draft } = room.view()
    const reason = 'reason' in state && state.reason ? ` (${state.reason.kind} ${state.reason.detail})` : ''
    const may = turn.mayWrite ? 'may write' : `may not write: ${turn.because}`
    const { text, delivery } = room.page({ kind: 'newest' }).messages.at(-1) ?? {}
    const last = text === undefined ? 'nothing' : `${text} (${delivery ?? 'received'})`
    const { said, tookIn } = this.#counts
    return (
      `${this.name}: ${state.phase}${reason}, said ${said}, took in ${tookIn}, ${may}, ` +
      `last shown ${last}${draft.text === '' ? '' : `, came back: ${draft.text}`}`
    )
  }

  /** Soon, and once for all that happens until then: a person does not write amid a message's arrival. */
  #lookAtTurn(): void {
    if (this.#turnIsLookedAt) return
    this.#turnIsLookedAt = true
    setImmediate(() => {
      this.#turnIsLookedAt = false
      this.#takeTurn()
    })
  }

  #takeTurn(): void {
    const { room } = this.#seat
    const { turn, draft } = room.view()
    if (!turn.mayWrite) return
    const { said, cameBack } = this.#counts
    // What came back goes in again before anything new.
    if (draft.text !== '') {
      if (room.send(draft.text).ok) this.#count({ cameBack: cameBack + 1 })
    } else if (said < this.#messages) {
      if (room.send(`${this.name} ${said + 1}`).ok) this.#count({ said: said + 1 })
    }
  }

  #note({ upsert }: ListPatch<MessageView>): void {
    for (const message of upsert) {
      if (message.own || this.#seen.has(message.id)) continue
      this.#seen.add(message.id)
      const { number } = readSaid(message)
      const { tookIn, cameLate } = this.#counts
      this.#count({ tookIn: tookIn + 1, cameLate: number < this.#newest ? cameLate + 1 : cameLate })
      this.#newest = Math.max(this.#newest, number)
      this.#tell()
    }
  }

  #count(more: Partial<Counts>): void {
    this.#counts = { ...this.#counts, ...more }
  }
}

function readSaid({ user = '', text }: { readonly user?: string; readonly text: string }): Said {
  return { user, number: Number(text.split(' ').at(-1)) }
}
