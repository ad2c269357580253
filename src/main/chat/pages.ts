import { outOfTurn } from '@shared/chat/conversation'
import type { MessageKey, MessageView } from '@shared/chat/message'
import { sameUser } from '@shared/chat/name'
import { PAGE, type Page, type PageAt } from '@shared/chat/page'
import type { RoomRules } from '@shared/chat/rules'
import type { StoredMessage } from '../store/history'
import type { RoomParts } from './parts'

/** What a message's view depends on beside the message. */
export interface Reader {
  readonly name: string | undefined
  readonly rules: RoomRules
  /** The first message that was not read. */
  readonly unread: MessageKey | undefined
}

/** Parts of a room's history, as the window shows them. */
export class Pages {
  readonly #parts: Pick<RoomParts, 'topic' | 'history'>
  readonly #reader: () => Reader

  constructor(parts: Pick<RoomParts, 'topic' | 'history'>, reader: () => Reader) {
    this.#parts = parts
    this.#reader = reader
  }

  /** One message as it is now; undefined where it is kept no longer. */
  view(id: string): MessageView | undefined {
    const message = this.#parts.history.get(this.#parts.topic, id)
    return message && this.#views([message])[0]
  }

  /** At most PAGE messages; where the one asked for is not kept, the newest. */
  page(at: PageAt): Page {
    const { topic, history } = this.#parts
    switch (at.kind) {
      case 'newest':
        return this.#last(history.recent(topic, PAGE + 1))
      case 'before': {
        const found = history.before(topic, at.key, PAGE + 1)
        return { messages: this.#views(found.slice(-PAGE)), earlier: found.length > PAGE, later: true }
      }
      case 'after': {
        const found = history.after(topic, at.key, PAGE + 1)
        return { messages: this.#views(found.slice(0, PAGE)), earlier: true, later: found.length > PAGE }
      }
      case 'around':
        return this.#around(history.get(topic, at.id))
      case 'date':
        return this.#around(history.firstSince(topic, at.ts))
      case 'unread':
        return this.#around(this.#reader().unread)
    }
  }

  #around(key: MessageKey | undefined): Page {
    const { topic, history } = this.#parts
    const target = key && history.get(topic, key.id)
    if (!target) return this.#last(history.recent(topic, PAGE + 1))
    const half = PAGE / 2
    const before = history.before(topic, target, half + 1)
    const after = history.after(topic, target, half + 1)
    return {
      messages: this.#views([...before.slice(-half), target, ...after.slice(0, half)]),
      earlier: before.length > half,
      later: after.length > half,
      target: target.id,
    }
  }

  #last(found: readonly StoredMessage[]): Page {
    return { messages: this.#views(found.slice(-PAGE)), earlier: found.length > PAGE, later: false }
  }

  #views(messages: readonly StoredMessage[]): MessageView[] {
    const [first] = messages
    if (!first) return []
    const { topic, history } = this.#parts
    const reader = this.#reader()
    let before = history.before(topic, first, 1)[0]
    return messages.map((message) => {
      const view = this.#view(message, before, reader)
      before = message
      return view
    })
  }

  #view(message: StoredMessage, before: StoredMessage | undefined, { name, rules }: Reader): MessageView {
    const { at: _at, ...rest } = message
    const mine = sameUser(message.user, name)
    const because = outOfTurn(message, before, rules)
    return {
      ...rest,
      room: this.#parts.topic,
      own: message.delivery !== undefined || mine,
      ...(mine && message.delivery === undefined ? { elsewhere: true as const } : {}),
      ...(because ? { outOfTurn: because } : {}),
    }
  }
}
