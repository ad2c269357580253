import { parseTopicName } from '@shared/mqtt/topic'
import { oneLine } from '@shared/one-line'
import type { Lamp, LightCommand } from './lamp'

/** Characters of a name or a room from the wire. */
const MAX_NAME = 80
/** Topics one lamp may make us listen to: availability of its bridge and itself, and a state per value. */
const MAX_LISTENS = 24

/**
 * A lamp from the wire as it may be used: names fit to show, topics that a publish is allowed on. Undefined where it
 * would have the app publish or listen where no lamp is: wildcards, the broker's own `$…`, the topics of the chat.
 */
export function acceptLamp(lamp: Lamp, isOurs: (topic: string) => boolean): Lamp | undefined {
  const mayUse = (topic: string): boolean => mayBeCommanded(topic, isOurs)
  const { commandTopics, listens, asks } = lamp
  if (listens.length > MAX_LISTENS || ![...commandTopics, ...listens].every(mayUse)) return undefined
  if (!asks.every(({ topic }) => mayUse(topic))) return undefined
  const { room, ...others } = lamp
  const shownRoom = oneLine(room ?? '', MAX_NAME)
  return {
    ...others,
    name: oneLine(lamp.name, MAX_NAME) || oneLine(lamp.topic, MAX_NAME) || lamp.convention,
    ...(shownRoom === '' ? {} : { room: shownRoom }),
    write: (wish, now) => lamp.write(wish, now).filter(({ topic }) => mayUse(topic)),
  }
}

/** A device gets nothing retained: after a restart it would obey it again, at any hour (DESIGN 2, Light). */
export function forDevice(command: LightCommand): LightCommand {
  return { ...command, retain: false }
}

/** Whether the app may publish there because of something it heard. */
export function mayBeCommanded(topic: string, isOurs: (topic: string) => boolean): boolean {
  return !topic.startsWith('$') && parseTopicName(topic).ok && !isOurs(topic)
}
