import type { CommandName } from '@shared/ipc/contract'
import { ok, refused, type Result } from '@shared/result'
import type { Refusal } from '@shared/ipc/contract'
import { exportLines, type ExportWords } from '../chat/export'
import { Joining } from '../chat/joining'
import type { Room } from '../chat/room'
import type { Rooms } from '../chat/rooms'
import type { CommandHandlers } from '../ipc/register'
import type { History } from '../store/history'
import type { Files } from './files'
import { partByPart } from './part-by-part'

interface Parts {
  readonly rooms: Rooms
  readonly joining: Joining
  readonly history: History
  readonly files: Files
  readonly words: ExportWords
}

type ChatCommand = Extract<CommandName, `chat:${string}` | `room:${string}`>

const done: Result<undefined, Refusal> = ok(undefined)
const ENDINGS = { txt: 'txt', jsonl: 'jsonl', html: 'html' } as const

/** What the chat window wishes. */
export function chatCommands({
  rooms,
  joining,
  history,
  files,
  words,
}: Parts): Pick<CommandHandlers, ChatCommand> {
  /** Does something in a room this copy is in. */
  function within<Value>(topic: string, act: (room: Room) => Result<Value, Refusal>): Result<Value, Refusal> {
    const room = rooms.get(topic)
    return room ? act(room) : refused({ kind: 'room', problem: 'gone' })
  }
  const simply =
    (act: (room: Room) => void) =>
    (room: Room): Result<undefined, Refusal> => {
      act(room)
      return done
    }

  return {
    'chat:send': ({ room, text, quote }) => {
      if (rooms.isLocked(room)) return refused({ kind: 'room-locked' })
      return within(room, (one) => one.send(text, quote))
    },
    'chat:change': ({ room, id, text }) => within(room, (one) => one.change(id, text)),
    'chat:take-back': ({ room, id }) => within(room, (one) => one.change(id, undefined)),
    'chat:draft': ({ room, text }) =>
      within(
        room,
        simply((one) => one.saveDraft(text)),
      ),
    'chat:writing': ({ room }) =>
      within(
        room,
        simply((one) => one.tellWriting()),
      ),
    'chat:seen': ({ room, id }) =>
      within(
        room,
        simply((one) => one.see(id)),
      ),
    'chat:show': ({ room }) =>
      within(
        room,
        simply(() => rooms.show(room)),
      ),
    'chat:page': ({ room, at }) =>
      within(room, (one) => {
        if (at.kind === 'around') rooms.arrivedAt(at.id)
        return ok(one.page(at))
      }),
    'chat:search': ({ text, room, before }) => ok(history.search(text, { room, before })),
    'chat:export': async ({ room, format }) => {
      const summary = rooms.list().find(({ topic }) => topic === room)
      if (!summary) return refused({ kind: 'room', problem: 'gone' })
      const filters = [{ name: format.toUpperCase(), extensions: [ENDINGS[format]] }]
      let messages = 0
      const counted = function* (): Generator<ReturnType<typeof history.recent>[number]> {
        for (const message of history.all(room)) {
          messages++
          yield message
        }
      }
      const lines = exportLines(format, summary, counted(), words)
      const saved = await files.save(`${fileName(summary.name)}.${ENDINGS[format]}`, filters, lines)
      if (!saved.ok) return refused({ kind: 'not-saved', detail: saved.error.detail })
      return ok(saved.value === undefined ? undefined : { file: saved.value, messages })
    },
    'chat:clear': async ({ room, before }) => {
      const one = rooms.get(room)
      if (!one) return refused({ kind: 'room', problem: 'gone' })
      one.rememberLast()
      const messages = await partByPart(() => history.clear(room, before))
      one.forgotten()
      return ok({ messages })
    },
    'room:join': (wish) => joining.join(wish),
    'room:direct': ({ client }) => joining.direct(client),
    'room:change': (wish) => joining.change(wish),
    'room:rules': ({ topic, turns, timeout }) =>
      within(
        topic,
        simply((one) => one.setRules(turns, timeout)),
      ),
    'room:passphrase': (wish) => joining.enterPassphrase(wish),
    'room:leave': (wish) => joining.leave(wish),
  }
}

/** A room's name as a file can be called on every system. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').slice(0, 60) || 'chat'
}
