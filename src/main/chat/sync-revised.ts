import type { ChatMessage } from '@shared/chat/message'
import { supersedes } from '@shared/chat/revision'
import type { Have } from '@shared/chat/sync-wire'

type Known = Pick<ChatMessage, 'revision' | 'text' | 'deleted'>

/** Whether what is known of a message in one place replaces what is known in another. */
export function isNewer({ revision = 0, text, deleted }: Known, known: Known): boolean {
  return supersedes({ revision, ...(deleted ? {} : { text }) }, known)
}

/** What a copy says of the messages it names: how often each was changed, -1 for taken back. */
export function revisedOf(messages: readonly ChatMessage[]): Pick<Have, 'revised'> {
  const revised = messages.flatMap(({ id, revision, deleted }) => {
    const said = deleted ? -1 : revision
    return said ? [[id, said] as const] : []
  })
  return revised.length > 0 ? { revised: Object.fromEntries(revised) } : {}
}

/** A message as another copy must have it by what it says of it. */
export function asRevised(message: Known, said = 0): Known {
  return said < 0
    ? { text: '', revision: message.revision, deleted: true }
    : { text: message.text, revision: said }
}
