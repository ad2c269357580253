import type { Person } from '@shared/ipc/state'
import type { RoomPeople } from './people'

interface Parts {
  readonly client: string
  /** The other copy, with the name it was last known by. */
  readonly other: { readonly client: string; readonly name: string }
  readonly myName: () => string | undefined
  /** Every client that is connected, wherever it said so. */
  readonly clients: () => readonly { readonly client: string; readonly name?: string; readonly away?: true }[]
}

/** The two of a direct conversation: who of them is here is known from elsewhere, so nothing is said about it. */
export class DirectPeople implements RoomPeople {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  filters(): string[] {
    return []
  }

  receive(): undefined {
    return undefined
  }

  list(): Person[] {
    const { client, other, myName } = this.#parts
    const me = myName()
    const there = this.#parts.clients().find((one) => one.client === other.client)
    return [
      ...(me === undefined ? [] : [{ client, name: me, me: true }]),
      ...(there
        ? [
            {
              client: other.client,
              name: there.name ?? other.name,
              me: false,
              ...(there.away ? { away: there.away } : {}),
            },
          ]
        : []),
    ]
  }

  announce(): void {
    // Nothing to say here, see above.
  }

  async withdraw(): Promise<void> {
    // Nothing was said.
  }

  forget(): void {
    // Nothing is known here.
  }

  retained(): [] {
    return []
  }
}
