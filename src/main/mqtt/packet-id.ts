import type { Packet } from 'mqtt'

/**
 * The error of a packet that ended before its packet identifier (MQTT 3.1.1, 2.3.1), and undefined for any other. mqtt-packet gives
 * such a one the number -1 and hands it on; mqtt.js would acknowledge it, and writing that number throws where nobody can catch
 * it. So mqtt.js is made to pass over it.
 */
export function withoutId(packet: Packet): Error | undefined {
  if (packet.messageId === undefined || packet.messageId >= 0) return undefined
  const error = new Error(`Malformed ${packet.cmd}: it ends before its packet identifier`)
  Object.assign(packet, { cmd: 'reserved' })
  return error
}
