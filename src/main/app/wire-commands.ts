import type { FileFilter } from 'electron'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import { encodeText, MAX_SENT_PAYLOAD } from '@shared/mqtt/message'
import { parseTopicFilter, parseTopicName } from '@shared/mqtt/topic'
import { ok, refused, type Result } from '@shared/result'
import { CSV_HEADER, csvLine, jsonLine, type WireRecord } from '@shared/wire/export'
import { parseWireFilter } from '@shared/wire/filter'
import type { CommandHandlers } from '../ipc/register'
import type { StateFeed } from '../ipc/state-feed'
import type { MqttSession } from '../mqtt/session'
import type { WireLog } from '../mqtt/wire-log'
import type { Files } from './files'
import type { SavedMessages } from './saved-messages'
import type { WireFilters } from './wire-filters'

export interface WireParts {
  readonly session: Pick<MqttSession, 'publish'>
  readonly wire: Pick<WireLog, 'get' | 'records' | 'clear'>
  readonly filters: Pick<WireFilters, 'add' | 'remove'>
  readonly saved: Pick<SavedMessages, 'save' | 'remove'>
  readonly feed: Pick<StateFeed, 'touch' | 'wire'>
  readonly files: Pick<Files, 'save'>
  /** Electron's; newer ones answer later. */
  readonly clipboard: { writeText(text: string): void | Promise<void> }
}

type WireHandlers = Pick<
  CommandHandlers,
  | 'wire:publish'
  | 'wire:subscribe'
  | 'wire:unsubscribe'
  | 'wire:clear'
  | 'wire:entry'
  | 'wire:resend'
  | 'wire:export'
  | 'wire:clear-retained'
  | 'wire:save-message'
  | 'wire:remove-message'
  | 'clipboard:write'
>

const done: CommandResult = ok(undefined)
/** A format's own name is the same in every language. */
const FORMATS: Record<'jsonl' | 'csv', FileFilter> = {
  jsonl: { name: 'JSON Lines', extensions: ['jsonl'] },
  csv: { name: 'CSV', extensions: ['csv'] },
}

/** What each wish of the Wire tab does. */
export function wireCommands({
  session,
  wire,
  filters,
  saved,
  feed,
  files,
  clipboard,
}: WireParts): WireHandlers {
  /** Publishes what has been checked, and hands on why the broker does not have it. */
  async function publish(...message: Parameters<MqttSession['publish']>): Promise<CommandResult> {
    const result = await session.publish(...message)
    return result.ok ? done : refused(result.error)
  }

  return {
    'wire:publish': async ({ topic, payload, qos, retain }) => {
      const name = topicName(topic)
      if (!name.ok) return name
      const bytes = encodeText(payload)
      if (bytes.length > MAX_SENT_PAYLOAD) return tooLarge
      return await publish(name.value, bytes, { qos, retain })
    },
    'wire:subscribe': async ({ filter, qos }) => {
      const parsed = parseTopicFilter(filter)
      if (!parsed.ok) return refused({ kind: 'topic', problem: parsed.error })
      const granted = await filters.add(parsed.value, qos)
      feed.touch('subscriptions')
      return granted === 'refused' ? refused({ kind: 'refused-by-broker', detail: filter }) : done
    },
    'wire:unsubscribe': async ({ filter }) => {
      await filters.remove(filter)
      feed.touch('subscriptions')
      return done
    },
    'wire:clear': () => {
      wire.clear()
      feed.wire()
      return done
    },
    'wire:entry': ({ seq }) => {
      const record = wire.get(seq)
      if (!record) return refused({ kind: 'gone' })
      const { payload, properties } = record
      return ok({ seq, payload, ...(properties ? { properties } : {}) })
    },
    'wire:resend': async ({ seq }) => {
      const record = wire.get(seq)
      if (!record) return refused({ kind: 'gone' })
      const { entry, payload } = record
      // Never a part of a message: what is kept ends at a limit of its own.
      if (entry.size > MAX_SENT_PAYLOAD || payload.length < entry.size) return tooLarge
      // On one that came, the mark says only that the broker had kept it; to keep it again nobody has asked.
      const retain = entry.direction === 'out' && entry.retain
      return await publish(entry.topic, payload, { qos: entry.qos, retain })
    },
    'wire:export': async ({ format, filter }) => {
      const passes = parseWireFilter(filter)
      if (!passes.ok) return refused({ kind: 'topic', problem: passes.error })
      // What is there now, as it is shown; while the dialog stands open more comes and the oldest goes.
      const records = wire.records.filter(({ entry }) => passes.value(entry))
      const result = await files.save(`wire.${format}`, [FORMATS[format]], lines(format, records))
      if (!result.ok) return refused({ kind: 'not-saved', detail: result.error.detail })
      return ok(result.value === undefined ? undefined : { file: result.value, entries: records.length })
    },
    'wire:clear-retained': async ({ topic }) => {
      const name = topicName(topic)
      if (!name.ok) return name
      // An empty retained message makes the broker forget the one it keeps (MQTT 3.1.1, 3.3.1.3).
      return await publish(name.value, new Uint8Array(), { qos: 1, retain: true })
    },
    'wire:save-message': (form) => {
      const result = saved.save(form)
      feed.touch('savedMessages')
      return result
    },
    'wire:remove-message': ({ id }) => {
      const result = saved.remove(id)
      feed.touch('savedMessages')
      return result
    },
    'clipboard:write': async ({ text }) => {
      await clipboard.writeText(text)
      return done
    },
  }
}

const tooLarge = refused({ kind: 'payload-too-large', limit: MAX_SENT_PAYLOAD } as const)

function topicName(topic: string): Result<string, Refusal> {
  const name = parseTopicName(topic)
  return name.ok ? name : refused({ kind: 'topic', problem: name.error })
}

/** Made one by one while they are written. */
function* lines(format: 'jsonl' | 'csv', records: readonly WireRecord[]): Iterable<string> {
  if (format === 'csv') yield CSV_HEADER
  for (const record of records) yield format === 'csv' ? csvLine(record) : jsonLine(record)
}
