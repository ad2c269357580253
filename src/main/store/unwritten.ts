import type { History, RoomMemory, StoredMessage } from './history'

interface Waiting {
  /** Undefined for one that is to be taken out. */
  readonly messages: Map<string, StoredMessage | undefined>
  memory: Partial<RoomMemory>
}

/** What could not be written to a history yet: as it is to be there. */
export class Unwritten {
  readonly #rooms = new Map<string, Waiting>()

  put(room: string, message: StoredMessage): void {
    this.#of(room).messages.set(message.id, message)
  }

  remove(room: string, id: string): void {
    this.#of(room).messages.set(id, undefined)
  }

  remember(room: string, change: Partial<RoomMemory>): void {
    const waiting = this.#of(room)
    waiting.memory = { ...waiting.memory, ...change }
  }

  /** How many messages of a room are here, those to be taken out among them. */
  size(room: string): number {
    return this.#rooms.get(room)?.messages.size ?? 0
  }

  knows(room: string, id: string): boolean {
    return this.#rooms.get(room)?.messages.has(id) === true
  }

  get(room: string, id: string): StoredMessage | undefined {
    return this.#rooms.get(room)?.messages.get(id)
  }

  messages(room: string): StoredMessage[] {
    return [...(this.#rooms.get(room)?.messages.values() ?? [])].filter((message) => message !== undefined)
  }

  memory(room: string): Partial<RoomMemory> {
    return this.#rooms.get(room)?.memory ?? {}
  }

  /** Writes all of it down, or throws; what has been written waits no longer. */
  writeTo(history: History): void {
    for (const [room, waiting] of this.#rooms) {
      if (Object.keys(waiting.memory).length > 0) history.remember(room, waiting.memory)
      waiting.memory = {}
      for (const [id, message] of waiting.messages) {
        if (message) history.put(room, message)
        else history.remove(room, id)
        waiting.messages.delete(id)
      }
      this.#rooms.delete(room)
    }
  }

  #of(room: string): Waiting {
    const waiting = this.#rooms.get(room) ?? {
      messages: new Map<string, StoredMessage | undefined>(),
      memory: {},
    }
    this.#rooms.set(room, waiting)
    return waiting
  }
}
