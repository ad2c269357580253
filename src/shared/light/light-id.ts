import type { LightId } from './light'

/** Characters; a longer topic can be published on in Wire, but is no light's. */
export const MAX_LIGHT_ID = 300

const GROUP = 'group:'
/** How the ids of all lights begin that are not a topic. */
const NOT_TOPICS = ['home-assistant:', 'zigbee2mqtt:', 'tasmota:', 'shelly:', GROUP]

/** Whether this can name a light, be it there or not. */
export function isLightId(text: string): boolean {
  return text.length > 0 && text.length <= MAX_LIGHT_ID && !/\p{Cc}/u.test(text)
}

/** The id of a new group, from what makes it different from all others. */
export function groupId(unique: string): LightId {
  return `${GROUP}${unique}`
}

/** Whether the light is a group of the user's own. */
export function isGroupId(id: LightId): boolean {
  return id.startsWith(GROUP)
}

/** Whether an id is a plain light's, which is its topic. */
export function isPlainId(id: LightId): boolean {
  return !NOT_TOPICS.some((start) => id.startsWith(start))
}
