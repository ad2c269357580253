import { parseTopicName, type TopicProblem } from '../mqtt/topic'
import { ok, refused, type Result } from '../result'

/** What copies tell each other beside a room's topic, one level below it (DESIGN 3). */
export const ROOM_PARTS = ['turn', 'presence', 'typing', 'sync', 'changes', 'rules', 'read'] as const

/** Longest topic of a room in characters: its parts and a client id have to fit behind it everywhere. */
export const MAX_ROOM_TOPIC = 500

/** `reserved`: what a room, the system or an app has its own use for. */
export type RoomTopicProblem = TopicProblem | 'reserved'

/** Topics in which other things than people talk; a room there would be read as commands, or fill with what lamps say. */
const NOT_ROOMS = [
  'homeassistant',
  'zigbee2mqtt',
  'tasmota',
  'shellies',
  'cmnd',
  'stat',
  'tele',
  'direct',
  'led',
]

/** Checks a topic to be a room: a name to publish on, outside of what other things are known to use. */
export function parseRoomTopic(text: string): Result<string, RoomTopicProblem> {
  const topic = text.trim()
  const name = parseTopicName(topic)
  if (!name.ok) return name
  if (topic.length > MAX_ROOM_TOPIC) return refused('too-long')
  const levels = topic.split('/')
  const isPart = levels.slice(1).some((level) => (ROOM_PARTS as readonly string[]).includes(level))
  if (isPart || topic.startsWith('$') || NOT_ROOMS.includes(levels[0] ?? '')) return refused('reserved')
  return ok(topic)
}

/** The topic of the conversation between two copies, the same from both sides. */
export function directTopic(client: string, other: string): string {
  return client < other ? `direct/${client}/${other}` : `direct/${other}/${client}`
}

/** All that is said in direct conversations with a copy: it hears them before it knows of them. */
export function directFilters(client: string): string[] {
  return [`direct/${client}/+/#`, `direct/+/${client}/#`]
}

/** The other copy of a direct conversation by its topic, or a topic beneath it; undefined where it is none of ours. */
export function otherOfDirect(topic: string, client: string): string | undefined {
  // Asked of every message that is for no room.
  if (!topic.startsWith('direct/')) return undefined
  const [, a, b] = topic.split('/')
  if (a === undefined || b === undefined || a >= b) return undefined
  return a === client ? b : b === client ? a : undefined
}

/** Whether a topic is a room's own, or beneath it where copies tell each other things. */
export function isOfRoom(topic: string, room: string): boolean {
  if (topic === room) return true
  if (!topic.startsWith(`${room}/`)) return false
  const part = topic.slice(room.length + 1).split('/', 1)[0] ?? ''
  return (ROOM_PARTS as readonly string[]).includes(part)
}
