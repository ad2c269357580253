/** The place a key leads to in a list of `length` rows from `from` (-1: nowhere yet), or undefined where the key is none of these. */
export function stepTo(key: string, from: number, length: number, page: number): number | undefined {
  if (length === 0) return undefined
  const last = length - 1
  const within = (place: number): number => Math.min(Math.max(place, 0), last)
  switch (key) {
    // Into the list one comes at its end, where the newest stands.
    case 'ArrowDown':
      return from < 0 ? last : within(from + 1)
    case 'ArrowUp':
      return from < 0 ? last : within(from - 1)
    case 'PageDown':
      return from < 0 ? last : within(from + page)
    case 'PageUp':
      return within((from < 0 ? last : from) - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
