/** Milliseconds that are looked at together. */
const STRETCH = 10_000
/** Pushes in such a stretch that make it a flood, in which V8's heap grows to several times what is kept; and those of a calm one. */
const MANY = 100
const FEW = 20

/**
 * Frees what a flood of pushes has left behind once it is over: V8 keeps the memory to which its heap has grown for the next one,
 * 30 MB in each window. Of little use while much goes on, so it waits for a calm; while nothing is pushed no timer runs.
 * Call what is returned with each push.
 */
export function afterFloods(after: (ms: number, task: () => void) => void, free: () => void): () => void {
  let pushes = 0
  let isWatching = false
  let wasFlooded = false

  function watch(): void {
    isWatching = true
    after(STRETCH, look)
  }

  function look(): void {
    isWatching = false
    if (pushes >= MANY) wasFlooded = true
    else if (wasFlooded && pushes < FEW) {
      wasFlooded = false
      free()
    }
    pushes = 0
    if (wasFlooded) watch()
  }

  return () => {
    pushes++
    if (!isWatching) watch()
  }
}
