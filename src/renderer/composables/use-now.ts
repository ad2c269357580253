import { onScopeDispose, ref, type Ref } from 'vue'

/** The time in milliseconds since 1970, renewed every `ms`; stops with the component. */
export function useNow(ms = 1_000): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), ms)
  onScopeDispose(() => clearInterval(timer))
  return now
}
