/** Whether all that one JSON value says stands in another, which may say more. */
export function holds(whole: unknown, said: unknown): boolean {
  if (typeof said !== 'object' || said === null) return whole === said
  if (typeof whole !== 'object' || whole === null) return false
  if (Array.isArray(said) && (!Array.isArray(whole) || whole.length !== said.length)) return false
  return Object.entries(said).every(
    ([key, value]) => Object.hasOwn(whole, key) && holds((whole as Record<string, unknown>)[key], value),
  )
}
