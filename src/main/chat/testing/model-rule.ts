import { Conversation } from '@shared/chat/conversation'
import type { ChatMessage } from '@shared/chat/message'
import { FIRST_RULES } from '@shared/chat/rules'
import { turnOf } from '@shared/chat/turn'
import { holds, type ModelMessage, type ModelState } from './model'

const NOW = 1_766_000_000_000
const NAMES = ['John', 'Yoko', 'Paul'] as const

/** What a copy that holds certain messages says by the app's own code. */
export interface Verdict {
  readonly mayWrite: boolean
  readonly nextClock: number
}

/** The rule under test; another one shows that the check can fail. */
export interface Rule {
  nextClock(conversation: Conversation, user: string): number
  mayWrite(conversation: Conversation, user: string, underWay: boolean): boolean
  /** Whether `own`, which never left, may go out now. */
  maySend(conversation: Conversation, user: string, own: string): boolean
}

/** The app's own. */
export const RULE: Rule = {
  nextClock: (conversation) => conversation.nextClock(),
  mayWrite: (conversation, user, underWay) =>
    turnOf(user, conversation.last(), underWay, FIRST_RULES, 0).mayWrite,
  maySend: (conversation, user, own) =>
    turnOf(
      user,
      conversation.last((id) => id !== own),
      false,
      FIRST_RULES,
      0,
    ).mayWrite,
}

/** Asks the app's own code, and each thing only once. */
export class Judge {
  readonly #rule: Rule
  readonly #known = new Map<string, unknown>()

  constructor(rule: Rule) {
    this.#rule = rule
  }

  /** What a copy thinks of its turn. */
  verdict(state: ModelState, user: number): Verdict {
    const { held, own } = copyOf(state, user)
    return this.#once(`v${user}${own < 0 ? 'f' : 'u'}${spelled(state, held)}`, () => {
      const conversation = conversationOf(state, held)
      const name = nameOf(user)
      return {
        mayWrite: this.#rule.mayWrite(conversation, name, own >= 0),
        nextClock: this.#rule.nextClock(conversation, name),
      }
    })
  }

  /** Whether the own message that waits may go out, and with which clock. */
  release(state: ModelState, user: number): { readonly maySend: boolean; readonly clock: number } {
    const { held, own } = copyOf(state, user)
    return this.#once(`r${user}${own}${spelled(state, held)}`, () => {
      const conversation = conversationOf(state, held)
      const before = conversation.last((id) => id !== idOf(own))
      const clock = state.messages[own]?.clock ?? 0
      const maySend = this.#rule.maySend(conversation, nameOf(user), idOf(own))
      if (!maySend || !before || before.clock < clock) return { maySend, clock }
      conversation.remove(idOf(own))
      return { maySend, clock: this.#rule.nextClock(conversation, nameOf(user)) }
    })
  }

  /** A message comes from the wire; throws where the copy is not the same afterwards as one that was started with all of it. */
  receive(state: ModelState, held: number, message: number): void {
    this.#once(`d${spelled(state, 1 << message)}${spelled(state, held)}`, () => {
      const conversation = conversationOf(state, held)
      const given = messageOf(state.messages[message]!, message)
      const placed = conversation.place(given, NOW, () => 'digest')
      const isNew = conversation.insert(placed)
      conversation.hear(placed.id)
      const anew = conversationOf(state, held | (1 << message))
      if (isNew === holds(held, message)) throw new Error('a message is here twice, or not at all')
      if (orderOf(conversation) !== orderOf(anew)) throw new Error('the order depends on the way')
      if (conversation.nextClock() !== anew.nextClock()) throw new Error('the clock depends on the way')
      return true
    })
  }

  /** The room as a copy shows it: authors, one letter each, and messages. */
  shown(state: ModelState, user: number): { readonly order: string; readonly authors: readonly string[] } {
    const conversation = conversationOf(state, copyOf(state, user).held)
    return {
      order: orderOf(conversation),
      authors: conversation.messages.map(({ user: author }) => author ?? ''),
    }
  }

  #once<Answer>(question: string, ask: () => Answer): Answer {
    const known = this.#known.get(question)
    if (known !== undefined) return known as Answer
    const answer = ask()
    this.#known.set(question, answer)
    return answer
  }
}

function copyOf(state: ModelState, user: number): ModelState['copies'][number] {
  const copy = state.copies[user]
  if (!copy) throw new Error('nobody')
  return copy
}

function nameOf(user: number): string {
  return NAMES[user] ?? 'nobody'
}

/** Ids are in the order of the places, as all that matters of them is which of two is the smaller. */
function idOf(message: number): string {
  return String.fromCharCode(97 + message)
}

function messageOf({ clock, author }: ModelMessage, message: number): ChatMessage {
  return { id: idOf(message), clock, user: nameOf(author), text: 'Hi', ts: NOW }
}

function conversationOf(state: ModelState, held: number): Conversation {
  return new Conversation(state.messages.map(messageOf).filter((_message, index) => holds(held, index)))
}

function orderOf(conversation: Conversation): string {
  return conversation.messages.map(({ id, clock }) => `${id}${clock}`).join()
}

/** Held messages as a short text, one character each. */
function spelled({ messages }: ModelState, held: number): string {
  let text = ''
  for (let index = 0; held >> index !== 0; index++) {
    const message = messages[index]
    if (message && holds(held, index))
      text += String.fromCharCode(index * 64 + message.clock * 4 + message.author)
  }
  return text
}
