/** Milliseconds; the others forget who is writing a little later than this. */
const EVERY = 3_000

/** Tells main that the user is writing, not with every key. */
export function useWriting(): (room: string) => void {
  let told = { room: '', at: -Infinity }
  return (room) => {
    const at = performance.now()
    if (told.room === room && at - told.at < EVERY) return
    told = { room, at }
    void window.porchlight.tellWriting({ room })
  }
}
