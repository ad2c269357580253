import type { Refusal } from '../ipc/contract'
import { parseTopicName } from '../mqtt/topic'
import { ok, refused, type Result } from '../result'
import type { PlainLight } from './arrangement'
import { isPlainId, MAX_LIGHT_ID } from './light-id'

/** How long what is said of a light added by hand may be, in characters, and how deep its state may stand. */
export const PLAIN_LIMITS = { payload: 1_000, path: 200, levels: 10 } as const

/** A light added by hand by the rules: topics that can be published on, payloads that differ, a path that leads somewhere. */
export function parsePlain({
  topic,
  stateTopic,
  sends,
  on,
  off,
  path,
}: PlainLight): Result<PlainLight, Refusal> {
  const command = lightTopic(topic)
  if (!command.ok) return command
  const state = lightTopic(stateTopic || topic)
  if (!state.ok) return state
  const payloads = sends === 'own' ? ownPayloads(on, off) : {}
  if (!payloads) return refused({ kind: 'arrange', problem: 'payloads' })
  const where = path?.trim() ?? ''
  if (where !== '' && !isPath(where)) return refused({ kind: 'arrange', problem: 'path' })
  return ok({
    topic,
    ...(state.value === topic ? {} : { stateTopic: state.value }),
    sends,
    ...payloads,
    ...(where === '' ? {} : { path: where }),
  })
}

/** `$…` is the broker's own, and an id that begins like another convention's would be taken for one of its lamps. */
function lightTopic(text: string): Result<string, Refusal> {
  const parsed = parseTopicName(text)
  if (!parsed.ok) return refused({ kind: 'topic', problem: parsed.error })
  if (text.length > MAX_LIGHT_ID) return refused({ kind: 'topic', problem: 'too-long' })
  return /^\$|\p{Cc}/u.test(text) || !isPlainId(text)
    ? refused({ kind: 'topic', problem: 'forbidden-character' })
    : ok(text)
}

/** An empty payload would take away what the broker keeps, and two that are the same could not be told apart. */
function ownPayloads(on = '', off = ''): Pick<PlainLight, 'on' | 'off'> | undefined {
  const fits = [on, off].every(
    (text) => text !== '' && text.length <= PLAIN_LIMITS.payload && text.isWellFormed(),
  )
  return fits && on !== off ? { on, off } : undefined
}

function isPath(path: string): boolean {
  const keys = path.split('.')
  return (
    path.length <= PLAIN_LIMITS.path &&
    keys.length <= PLAIN_LIMITS.levels &&
    !/\p{Cc}/u.test(path) &&
    keys.every((key) => key.trim() !== '')
  )
}
