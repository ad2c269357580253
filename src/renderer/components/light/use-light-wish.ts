import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef } from 'vue'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import type { LightState, LightValues, LightWish } from '@shared/light/light'
import { assumed, mergeWishes } from '@shared/light/wish'
import { refused } from '@shared/result'
import { useRefusalWords } from '../../composables/use-refusal-words'

/** Milliseconds between two wishes of one slider; main holds back more where a lamp needs it. */
const BETWEEN = 50

/** Milliseconds that the finger's value stays after it was taken on, until main's push of it must have come. */
const LINGER = 200

/** What a person wants of one light, sent while it is being said. */
export interface LightWishing {
  /** The finger's value while there is one, then what is asked for, else what the light says. */
  readonly shown: ComputedRef<LightValues>
  /** Why the last wish was refused, in words; empty where it was not. */
  readonly problem: ComputedRef<string>
  /** The finger is at this value now. */
  hold(wish: LightWish): void
  /** The finger has gone; its last value goes out in any case. */
  letGo(): void
  /** Something that is said all at once. */
  say(wish: LightWish): void
  /** The light cannot be used any more: neither what was held nor why it was refused counts. */
  forget(): void
}

/** Wishes for one light: at most one in 50 ms, and always the last one. */
export function useLightWish(light: () => LightState): LightWishing {
  const words = useRefusalWords()
  const held = shallowRef<LightWish>()
  const refusal = shallowRef<Refusal>()
  const finger = ref(false)
  let waiting: LightWish | undefined
  let underWay = 0
  let pause: ReturnType<typeof setTimeout> | undefined
  let linger: ReturnType<typeof setTimeout> | undefined

  const shown = computed((): LightValues => {
    const asked = light().pending ? assumed(light(), light().pending ?? {}) : light()
    return held.value ? assumed(asked, held.value) : asked
  })

  function hold(wish: LightWish): void {
    clearTimeout(linger)
    finger.value = true
    held.value = wish
    waiting = waiting ? mergeWishes(waiting, wish) : wish
    if (pause === undefined) sendWaiting()
  }

  function letGo(): void {
    finger.value = false
    release()
  }

  function sendWaiting(): void {
    pause = undefined
    if (!waiting) return
    const wish = waiting
    waiting = undefined
    pause = setTimeout(sendWaiting, BETWEEN)
    void send(wish)
  }

  async function send(wish: LightWish): Promise<void> {
    underWay += 1
    const result = await window.porchlight
      .setLight({ light: light().id, wish })
      .catch((): CommandResult => refused({ kind: 'failed' }))
    underWay -= 1
    refusal.value = result.ok ? undefined : result.error
    release()
  }

  /** Shows the light again: at once after a refusal, else when main has had the time to say what is asked for. */
  function release(): void {
    if (finger.value || waiting || underWay > 0 || !held.value) return
    clearTimeout(linger)
    if (refusal.value) held.value = undefined
    else linger = setTimeout(() => (held.value = undefined), LINGER)
  }

  function forget(): void {
    finger.value = false
    waiting = held.value = refusal.value = undefined
  }

  // Main knows of it: from here on it says what is shown.
  watch(
    () => light().pending,
    (pending) => {
      const wish = held.value
      if (!wish || !pending || finger.value || waiting) return
      const isSaid = (Object.keys(wish) as (keyof LightWish)[]).every(
        (key) => JSON.stringify(pending[key]) === JSON.stringify(wish[key]),
      )
      if (isSaid) held.value = undefined
    },
  )

  onScopeDispose(() => {
    clearTimeout(pause)
    clearTimeout(linger)
    if (waiting) void send(waiting)
  })

  return {
    shown,
    problem: computed(() => (refusal.value ? words(refusal.value) : '')),
    hold,
    letGo,
    say: (wish) => {
      hold(wish)
      letGo()
    },
    forget,
  }
}
