import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { MAX_KEPT } from '@shared/chat/conversation'
import { compareMessages, type MessageView } from '@shared/chat/message'
import type { ListPatch, StatePush, Views } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import type { WireEntry } from '@shared/wire/entry'
import { patchWire } from './wire-list'

/** What main has pushed, and nothing else: a window shows no change before the services say so (DESIGN 1). */
export const useAppState = defineStore('app-state', () => {
  const views = shallowRef<Partial<Views>>({})
  const lights = shallowRef<readonly LightState[]>([])
  const wire = shallowRef<readonly WireEntry[]>([])
  const conversation = shallowRef<readonly MessageView[]>([])

  function apply(push: StatePush): void {
    if (push.snapshot) {
      lights.value = []
      wire.value = []
      conversation.value = []
    }
    views.value = { ...views.value, ...push.views }
    if (push.lights) lights.value = patchLights(lights.value, push.lights)
    if (push.wire) wire.value = patchWire(wire.value, push.wire)
    if (push.conversation) conversation.value = patchConversation(conversation.value, push.conversation)
  }

  const view = <Name extends keyof Views>(name: Name) => computed(() => views.value[name])

  return {
    apply,
    lights,
    wire,
    conversation,
    connection: view('connection'),
    connected: computed(() => views.value.connection?.phase === 'connected'),
    trayLight: view('trayLight'),
    arranged: view('arranged'),
    subscriptions: view('subscriptions'),
    settings: view('settings'),
    profiles: view('profiles'),
    savedMessages: view('savedMessages'),
    wireKept: view('wireKept'),
    room: view('room'),
    notices: view('notices'),
    version: view('version'),
  }
})

/** In no order of its own. What a patch does not mention stays the same object, so that only changed lights are drawn anew. */
function patchLights(lights: readonly LightState[], { upsert, remove }: ListPatch<LightState>): LightState[] {
  const next = new Map(lights.map((light) => [light.id, light]))
  for (const id of remove ?? []) next.delete(id)
  for (const light of upsert) next.set(light.id, light)
  return [...next.values()]
}

/** In the room's order; main lets the oldest go at the same number without saying so. */
function patchConversation(
  messages: readonly MessageView[],
  { upsert, remove }: ListPatch<MessageView>,
): MessageView[] {
  const next = new Map(messages.map((message) => [message.id, message]))
  for (const id of remove ?? []) next.delete(id)
  for (const message of upsert) next.set(message.id, message)
  return [...next.values()].sort(compareMessages).slice(-MAX_KEPT)
}
