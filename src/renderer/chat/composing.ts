import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { MessageView } from '@shared/chat/message'

/** The message that the next one answers. */
export type Answering = Pick<MessageView, 'id' | 'user' | 'text'>
/** The own message whose text stands in the composer to be changed. */
export type Changing = Pick<MessageView, 'id' | 'text'>

/** What the composer writes other than a new message: the conversation says it, the composer does it. At most one of the two. */
export const useComposing = defineStore('composing', () => {
  const answering = shallowRef<Answering>()
  const changing = shallowRef<Changing>()

  function answer({ id, user, text }: Answering): void {
    stop()
    answering.value = { id, text, ...(user === undefined ? {} : { user }) }
  }

  function change({ id, text }: Changing): void {
    stop()
    changing.value = { id, text }
  }

  function stop(): void {
    answering.value = undefined
    changing.value = undefined
  }

  return { answering, changing, answer, change, stop }
})
