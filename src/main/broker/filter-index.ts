import type { Qos } from '@shared/mqtt/message'

interface Level {
  readonly below: Map<string, Level>
  readonly sessions: Map<string, Qos>
}

/**
 * Which sessions want a topic, without walking through every filter of everyone. A session with several filters on
 * a topic counts once, with its highest QoS (MQTT 3.1.1, 3.3.5-1).
 */
export class FilterIndex {
  readonly #root = emptyLevel()

  add(filter: string, session: string, qos: Qos): void {
    let level = this.#root
    for (const name of filter.split('/')) {
      let next = level.below.get(name)
      if (!next) level.below.set(name, (next = emptyLevel()))
      level = next
    }
    level.sessions.set(session, qos)
  }

  remove(filter: string, session: string): void {
    removeBelow(this.#root, filter.split('/'), 0, session)
  }

  match(topic: string): Map<string, Qos> {
    const found = new Map<string, Qos>()
    collect(this.#root, topic.split('/'), 0, topic.startsWith('$'), found)
    return found
  }
}

function emptyLevel(): Level {
  return { below: new Map(), sessions: new Map() }
}

function removeBelow(level: Level, names: readonly string[], depth: number, session: string): void {
  const name = names[depth]
  if (name === undefined) {
    level.sessions.delete(session)
    return
  }
  const next = level.below.get(name)
  if (!next) return
  removeBelow(next, names, depth + 1, session)
  if (next.below.size === 0 && next.sessions.size === 0) level.below.delete(name)
}

function collect(
  level: Level,
  names: readonly string[],
  depth: number,
  isHidden: boolean,
  found: Map<string, Qos>,
): void {
  // `$…` topics are not for filters that begin with a wildcard (MQTT 3.1.1, 4.7.2-1).
  const mayUseWildcard = depth > 0 || !isHidden
  if (mayUseWildcard) take(level.below.get('#'), found)
  const name = names[depth]
  if (name === undefined) {
    take(level, found)
    return
  }
  const exact = level.below.get(name)
  if (exact) collect(exact, names, depth + 1, isHidden, found)
  const any = mayUseWildcard ? level.below.get('+') : undefined
  if (any) collect(any, names, depth + 1, isHidden, found)
}

function take(level: Level | undefined, found: Map<string, Qos>): void {
  if (!level) return
  for (const [session, qos] of level.sessions) {
    const before = found.get(session)
    if (before === undefined || before < qos) found.set(session, qos)
  }
}
