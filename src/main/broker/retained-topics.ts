import { hasWildcard, matchesLevels } from '@shared/mqtt/topic'

/** Milliseconds of looking at topics after which everybody else has a turn. */
const STRETCH_MS = 1
/** Topics between two looks at the clock. */
const LOOK = 64

/** Whether a topic is wanted by any of these filters (MQTT 3.1.1, 4.7), each of which is taken apart once. */
export function anyOf(filters: readonly string[]): (topic: string) => boolean {
  const exact = new Set(filters.filter((filter) => !hasWildcard(filter)))
  const wild = filters.filter((filter) => !exact.has(filter)).map((filter) => filter.split('/'))
  return (topic) => {
    if (exact.has(topic)) return true
    if (wild.length === 0) return false
    const levels = topic.split('/')
    return wild.some((names) => matchesLevels(names, levels))
  }
}

/**
 * The topics that one SUBSCRIBE asks for, found in one walk for all of its filters, and with rests: ten thousand topics for each of fifty
 * filters at a stretch kept everybody waiting for seconds. Filters without a wildcard need no walk.
 */
export async function topicsFor(
  filters: readonly string[],
  kept: { has(topic: string): boolean; all(): readonly string[] },
  now: () => number,
  rest: () => Promise<void>,
): Promise<string[]> {
  if (!filters.some(hasWildcard)) return [...new Set(filters)].filter((topic) => kept.has(topic))
  const isWanted = anyOf(filters)
  const found: string[] = []
  let begun = now()
  for (const [index, topic] of kept.all().entries()) {
    if (index % LOOK === 0 && now() - begun >= STRETCH_MS) {
      await rest()
      begun = now()
    }
    if (isWanted(topic)) found.push(topic)
  }
  return found
}
