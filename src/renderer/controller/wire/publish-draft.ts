import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Qos } from '@shared/mqtt/message'

/** What can be published, as it stands in the form. */
export interface Draft {
  readonly topic: string
  readonly payload: string
  readonly qos: Qos
  readonly retain: boolean
}

/** The publish form's content, which a message of the log or a saved one can replace. */
export const usePublishDraft = defineStore('publish-draft', () => {
  const topic = ref('')
  const payload = ref('')
  const qos = ref<Qos>(2)
  const retain = ref(false)
  /** Counts what has been put in from elsewhere, for whoever has to show the form then. */
  const filled = ref(0)

  function fill(draft: Draft): void {
    topic.value = draft.topic
    payload.value = draft.payload
    qos.value = draft.qos
    retain.value = draft.retain
    filled.value += 1
  }

  const asDraft = (): Draft => ({
    topic: topic.value,
    payload: payload.value,
    qos: qos.value,
    retain: retain.value,
  })

  return { topic, payload, qos, retain, filled, fill, asDraft }
})
