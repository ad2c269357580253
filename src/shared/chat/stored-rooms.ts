import * as v from 'valibot'
import { parseTopicName } from '../mqtt/topic'
import { MAX_NAME } from './name'
import {
  FIRST_CHAT_SETTINGS,
  FIRST_ROOM,
  FIRST_ROOMS,
  MAX_ROOMS,
  MAX_ROOM_NAME,
  ROOM_COLOURS,
  type ChatSettings,
  type KeptRoom,
} from './room-settings'
import { MAX_ROOM_TOPIC, directTopic, otherOfDirect, parseRoomTopic } from './room-topic'

/** The rooms out of a file. */
export interface ReadRooms {
  readonly rooms: readonly KeptRoom[]
  /** Some of them had to be left out. */
  readonly incomplete: boolean
}

/** Characters as people count them. */
const text = (most: number): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.check((value) => [...value].length <= most && value.isWellFormed()),
  )
const shown = {
  name: v.optional(text(MAX_ROOM_NAME), ''),
  // A colour that a later version knows is no reason to lose the room.
  colour: v.fallback(v.optional(v.picklist(ROOM_COLOURS), 'none'), 'none'),
  notify: v.optional(v.boolean(), true),
}
const roomTopic = v.pipe(v.string(), v.check(isRoomTopic))
const room = v.variant('kind', [
  v.object({ ...shown, kind: v.literal('open'), topic: roomTopic }),
  v.object({ ...shown, kind: v.literal('private'), topic: roomTopic }),
  v.pipe(
    v.object({
      ...shown,
      kind: v.literal('direct'),
      topic: v.string(),
      other: v.object({ client: v.string(), name: text(MAX_NAME) }),
    }),
    v.check(({ topic, other }) => isDirectTopic(topic, other.client)),
  ),
])

/** What a file says of the rooms this copy is in; one that cannot be used is left out, of two on one topic the second. */
export function readRooms(value: unknown): ReadRooms {
  // Versions before there were rooms knew only the first one.
  if (value === undefined) return { rooms: FIRST_ROOMS, incomplete: false }
  if (!Array.isArray(value)) return { rooms: FIRST_ROOMS, incomplete: true }
  const rooms = new Map<string, KeptRoom>()
  for (const one of value as readonly unknown[]) {
    const read = v.safeParse(room, one)
    if (read.success && !rooms.has(read.output.topic)) rooms.set(read.output.topic, read.output)
  }
  const used = [...rooms.values()].slice(0, MAX_ROOMS)
  return { rooms: used, incomplete: used.length < value.length }
}

const first = FIRST_CHAT_SETTINGS
const yesOrNo = (usual: boolean): v.GenericSchema<unknown, boolean> => v.fallback(v.boolean(), usual)
const chat = v.object({
  keep: v.fallback(v.picklist(['for-ever', 'year', 'month', 'session']), first.keep),
  notifications: yesOrNo(first.notifications),
  hideText: yesOrNo(first.hideText),
  doNotDisturb: yesOrNo(first.doNotDisturb),
  yourTurn: v.fallback(v.picklist(['nothing', 'sound', 'notification']), first.yourTurn),
  enterSends: yesOrNo(first.enterSends),
  tellsOthers: yesOrNo(first.tellsOthers),
  spellCheck: yesOrNo(first.spellCheck),
})

/** What a file says of the chat; each setting that it does not, or not in a way that can be used, is as at the first start. */
export function readChatSettings(value: unknown): ChatSettings {
  const read = v.safeParse(chat, { ...first, ...(typeof value === 'object' ? value : {}) })
  return read.success ? read.output : first
}

function isRoomTopic(topic: string): boolean {
  if (topic === FIRST_ROOM) return true
  const parsed = parseRoomTopic(topic)
  return parsed.ok && parsed.value === topic
}

/** Which of the two this copy is, is not asked: it goes by another name at another broker. */
function isDirectTopic(topic: string, other: string): boolean {
  const own = otherOfDirect(topic, other)
  if (!own || other === '' || topic.length > MAX_ROOM_TOPIC) return false
  return directTopic(own, other) === topic && parseTopicName(topic).ok
}
