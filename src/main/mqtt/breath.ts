/** Milliseconds that messages may take at a stretch: one frame. Less makes a flood slower: the next turn of the loop is some milliseconds away. */
const STRETCH = 16

/**
 * Lets what waits have its turn while messages flood in: a socket hands on two megabytes at a stretch, and mqtt.js reads all of it,
 * which held up windows, tray and timers for more than half a second. What is called instead of mqtt.js's own `handleMessage`
 * goes on at once, and in the next turn of the event loop where this one has been busy for too long.
 */
export function breath(
  now: () => number,
  nextTurn: (task: () => void) => void,
): (packet: unknown, goOn: () => void) => void {
  let begun: number | undefined
  return (_packet, goOn) => {
    if (begun === undefined) {
      begun = now()
      nextTurn(() => (begun = undefined))
    }
    if (now() - begun < STRETCH) goOn()
    else nextTurn(goOn)
  }
}
