import type { WireFilter } from '../ipc/contract'
import { parseTopicFilter, type TopicProblem } from '../mqtt/topic'
import { ok, type Result } from '../result'
import type { WireEntry } from './entry'

/** Whether an entry is shown. */
export type WireTest = (entry: Pick<WireEntry, 'topic' | 'preview'>) => boolean

/**
 * What of the Wire is shown, made ready once and asked for every entry; the list and the export use the same. The topic is
 * an MQTT filter and nothing looser: `home` is that one topic, `home/#` all below it, and `#` hides `$…` topics as a
 * broker does. An empty topic lets everything through, `$…` topics too. The text is looked for in topic and preview,
 * whatever its case; of a payload that is not text the preview is hexadecimal.
 */
export function parseWireFilter({ topic, text }: WireFilter): Result<WireTest, TopicProblem> {
  const wanted = text.toLowerCase()
  const says: WireTest = (entry) =>
    entry.topic.toLowerCase().includes(wanted) || entry.preview.toLowerCase().includes(wanted)
  if (topic === '') return ok(wanted === '' ? () => true : says)
  const filter = parseTopicFilter(topic)
  if (!filter.ok) return filter
  const pattern = topicPattern(filter.value)
  if (wanted === '') return ok((entry) => pattern.test(entry.topic))
  return ok((entry) => pattern.test(entry.topic) && says(entry))
}

/** The same as `matchesFilter`, without taking the filter apart for each of 10,000 entries. */
function topicPattern(filter: string): RegExp {
  const levels = filter.split('/')
  const all = levels.at(-1) === '#'
  const named = (all ? levels.slice(0, -1) : levels)
    .map((level) => (level === '+' ? '[^/]*' : level.replace(/[\\^$.*?()[\]{}|]/g, '\\$&')))
    .join('/')
  const hidden = /^[+#]/.test(filter) ? '(?!\\$)' : ''
  // `a/#` is also `a` itself (MQTT 3.1.1, 4.7.1.2).
  const rest = levels.length === 1 ? '.*' : '(?:/.*)?'
  return new RegExp(`^${hidden}${named}${all ? rest : ''}$`, 's')
}
