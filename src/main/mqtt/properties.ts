import type { IPublishPacket } from 'mqtt'
import type { MessageProperties } from '@shared/mqtt/message'

/** User properties that are kept of one message. */
const MAX_USER = 50
/** Bytes of all texts that are kept of one message; a text that does not fit is left out, not cut. */
const MAX_BYTES = 8_192
/** Bytes of the correlation data that are kept. */
const MAX_CORRELATION = 256

type Mutable = { -readonly [Name in keyof MessageProperties]: MessageProperties[Name] }

/**
 * What an MQTT 5 PUBLISH says beside its payload, or undefined where that is nothing. mqtt.js groups user properties by
 * name, so their order is kept within a name only; and it makes a list of what a faulty sender gives twice, which counts as not given.
 */
export function readProperties(properties: IPublishPacket['properties']): MessageProperties | undefined {
  if (!properties) return undefined
  const room = new Room()
  const read: Mutable = {}
  const contentType = room.take(properties.contentType)
  if (contentType !== undefined) read.contentType = contentType
  if (properties.payloadFormatIndicator === true) read.isText = true
  const { messageExpiryInterval: expiry, correlationData } = properties
  if (typeof expiry === 'number') read.expiry = expiry
  const responseTopic = room.take(properties.responseTopic)
  if (responseTopic !== undefined) read.responseTopic = responseTopic
  if (correlationData instanceof Uint8Array) {
    read.correlation = Buffer.from(correlationData.subarray(0, MAX_CORRELATION)).toString('hex')
  }
  const user = readUser(properties.userProperties, room)
  if (user.length > 0) read.user = user
  return Object.keys(read).length > 0 ? read : undefined
}

function readUser(given: unknown, room: Room): [name: string, value: string][] {
  if (typeof given !== 'object' || given === null) return []
  const user: [name: string, value: string][] = []
  for (const [name, values] of Object.entries(given)) {
    for (const value of Array.isArray(values) ? (values as unknown[]) : [values]) {
      if (user.length === MAX_USER) return user
      const pair = room.takePair(name, value)
      if (pair) user.push(pair)
    }
  }
  return user
}

/** Takes texts until the room for them is used up. */
class Room {
  #left = MAX_BYTES

  take(text: unknown): string | undefined {
    if (typeof text !== 'string' || !text.isWellFormed()) return undefined
    const size = Buffer.byteLength(text)
    if (size > this.#left) return undefined
    this.#left -= size
    return text
  }

  takePair(name: string, value: unknown): [name: string, value: string] | undefined {
    if (typeof value !== 'string' || !name.isWellFormed() || !value.isWellFormed()) return undefined
    const both = this.take(name + value)
    return both === undefined ? undefined : [name, value]
  }
}
