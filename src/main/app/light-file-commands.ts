import type { FileFilter } from 'electron'
import { decodeText } from '@shared/mqtt/message'
import { mergeArrangement } from '@shared/light/merge'
import { ok, refused } from '@shared/result'
import type { CommandHandlers } from '../ipc/register'
import type { Arranged } from './arranged'
import type { Files } from './files'
import { MAX_LIGHT_FILE, readLights, writeLights } from './light-file'

export interface LightFileParts {
  readonly arranged: Pick<Arranged, 'current' | 'change'>
  readonly files: Files
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Whether the app uses a topic for something else than lights. */
  readonly isOurs: (topic: string) => boolean
}

/** A format's own name is the same in every language. */
const JSON_FILE: FileFilter[] = [{ name: 'JSON', extensions: ['json'] }]

/** What is arranged goes into a file that the user picks, and comes back out of one. */
export function lightFileCommands({
  arranged,
  files,
  now,
  isOurs,
}: LightFileParts): Pick<CommandHandlers, 'lights:export' | 'lights:import'> {
  return {
    'lights:export': async () => {
      const text = writeLights(arranged.current)
      if (!text.ok) return refused({ kind: 'file', problem: text.error })
      const saved = await files.save('porchlight-lights.json', JSON_FILE, [text.value])
      if (!saved.ok) return refused({ kind: 'not-saved', detail: saved.error.detail })
      return ok(saved.value === undefined ? undefined : { file: saved.value })
    },
    'lights:import': async () => {
      const picked = await files.open(JSON_FILE, MAX_LIGHT_FILE)
      if (!picked.ok) return refused({ kind: 'file', ...picked.error })
      if (!picked.value) return ok(undefined)
      const text = decodeText(picked.value.bytes)
      const read = text === undefined ? refused('not-lights' as const) : readLights(text)
      if (!read.ok) return refused({ kind: 'file', problem: read.error })
      const { plain, lamps, groups, scenes, timers } = read.value
      if (plain.some(({ topic, stateTopic = topic }) => isOurs(topic) || isOurs(stateTopic)))
        return refused({ kind: 'arrange', problem: 'topic-taken' })
      const merged = mergeArrangement(arranged.current, read.value, now())
      if (!merged.ok) return merged
      const changed = arranged.change(merged.value)
      if (!changed.ok) return changed
      const lights = new Set([...plain.map(({ topic }) => topic), ...lamps.map(({ id }) => id)])
      const rest = { groups: groups.length, scenes: scenes.length, timers: timers.length }
      return ok({ lights: lights.size, ...rest })
    },
  }
}
