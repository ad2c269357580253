import { refused, ok, type Result } from '../result'

/** Why a topic name or filter cannot be used; the windows have words for each. */
export type TopicProblem = 'empty' | 'too-long' | 'forbidden-character' | 'wildcard' | 'misplaced-wildcard'

/** MQTT 3.1.1, section 4.7.3: at most 65,535 bytes of UTF-8. */
const MAX_TOPIC_BYTES = 65_535

/** Checks a name to publish on: no wildcards, no NUL (MQTT 3.1.1, 4.7.1 and 4.7.3). */
export function parseTopicName(text: string): Result<string, TopicProblem> {
  const problem = commonProblem(text)
  if (problem) return refused(problem)
  return hasWildcard(text) ? refused('wildcard') : ok(text)
}

/** Checks a filter to subscribe to: `+` fills a whole level, `#` only the last one (MQTT 3.1.1, 4.7.1). */
export function parseTopicFilter(text: string): Result<string, TopicProblem> {
  const problem = commonProblem(text)
  if (problem) return refused(problem)
  const levels = text.split('/')
  const misplaced = levels.some(
    (level, index) =>
      (level.includes('+') && level !== '+') ||
      (level.includes('#') && (level !== '#' || index !== levels.length - 1)),
  )
  return misplaced ? refused('misplaced-wildcard') : ok(text)
}

/** Whether a text is no name but a filter for more than one (MQTT 3.1.1, 4.7.1). */
export function hasWildcard(text: string): boolean {
  return /[+#]/.test(text)
}

/** Whether a topic falls under a valid filter; `$…` topics are hidden from a leading wildcard (MQTT 3.1.1, 4.7.2). */
export function matchesFilter(filter: string, topic: string): boolean {
  return matchesLevels(filter.split('/'), topic.split('/'))
}

/** The same for whoever compares many, and takes each filter and each topic apart once. */
export function matchesLevels(wanted: readonly string[], levels: readonly string[]): boolean {
  if (levels[0]?.startsWith('$') && hasWildcard(wanted[0] ?? '')) return false
  for (let index = 0; index < wanted.length; index++) {
    if (wanted[index] === '#') return true
    if (index >= levels.length) return false
    if (wanted[index] !== '+' && wanted[index] !== levels[index]) return false
  }
  return wanted.length === levels.length
}

function commonProblem(text: string): TopicProblem | undefined {
  if (text.length === 0) return 'empty'
  if (new TextEncoder().encode(text).length > MAX_TOPIC_BYTES) return 'too-long'
  // A lone surrogate cannot be written as UTF-8 (MQTT 3.1.1, 1.5.3-1).
  return text.includes('\u0000') || !text.isWellFormed() ? 'forbidden-character' : undefined
}
