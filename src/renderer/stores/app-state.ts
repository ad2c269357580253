import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ListPatch, StatePush, Views } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import type { WireEntry } from '@shared/wire/entry'
import { patchWire } from './wire-list'

/** What main has pushed, and nothing else: a window shows no change before the services say so (DESIGN 1). */
export const useAppState = defineStore('app-state', () => {
  const views = shallowRef<Partial<Views>>({})
  const lights = shallowRef<readonly LightState[]>([])
  const wire = shallowRef<readonly WireEntry[]>([])
  const listeners = new Set<(push: StatePush) => void>()

  function apply(push: StatePush): void {
    if (push.snapshot) {
      lights.value = []
      wire.value = []
    }
    views.value = { ...views.value, ...push.views }
    if (push.lights) lights.value = patchLights(lights.value, push.lights)
    if (push.wire) wire.value = patchWire(wire.value, push.wire)
    for (const hear of listeners) hear(push)
  }

  /** Hands on each push once its views are here: for lists of which a window holds a part only. */
  function listen(hear: (push: StatePush) => void): () => void {
    listeners.add(hear)
    return () => void listeners.delete(hear)
  }

  const view = <Name extends keyof Views>(name: Name) => computed(() => views.value[name])

  return {
    apply,
    listen,
    lights,
    wire,
    connection: view('connection'),
    connected: computed(() => views.value.connection?.phase === 'connected'),
    trayLight: view('trayLight'),
    arranged: view('arranged'),
    subscriptions: view('subscriptions'),
    settings: view('settings'),
    profiles: view('profiles'),
    savedMessages: view('savedMessages'),
    wireKept: view('wireKept'),
    rooms: view('rooms'),
    room: view('room'),
    notices: view('notices'),
    desktop: view('desktop'),
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
