import { ok, refused, type Result } from '@shared/result'
import { isObject, list, type HaConfig } from './config'

/** Far longer than any topic people use; a longer one could blow up every topic of the payload. */
const MAX_BASE_LENGTH = 1_000

/**
 * Puts the base topic `~` in where a topic begins or ends with it, also in the list of availability topics. A base that is no
 * text, or begins or ends with `~` itself, is refused: nobody could say what was meant.
 */
export function withBaseTopic(config: HaConfig): Result<HaConfig, { readonly detail: string }> {
  if (!Object.hasOwn(config, '~')) return ok(config)
  const { '~': base, ...rest } = config
  if (typeof base !== 'string' || base.length > MAX_BASE_LENGTH) {
    return refused({ detail: '~ is not a topic' })
  }
  if (base.startsWith('~') || base.endsWith('~')) return refused({ detail: '~ stands for itself' })
  const full = replaced(rest, base)
  if (!Object.hasOwn(full, 'availability')) return ok(full)
  const availability = list(full, 'availability').map((entry) =>
    isObject(entry) ? replaced(entry, base) : entry,
  )
  return ok({ ...full, availability })
}

function replaced(config: HaConfig, base: string): HaConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === 'string' && (key === 'topic' || key.endsWith('_topic')) ? put(value, base) : value,
    ]),
  )
}

function put(topic: string, base: string): string {
  if (topic === '~') return base
  const begun = topic.startsWith('~') ? base + topic.slice(1) : topic
  return topic.endsWith('~') ? begun.slice(0, -1) + base : begun
}
