import type { IConnackPacket, IDisconnectPacket, IPublishPacket, MqttClient } from 'mqtt'
import type { MqttMessage } from '@shared/mqtt/message'
import { breath } from './breath'
import { withoutId } from './packet-id'
import { readProperties } from './properties'
import { BrokerReasonError } from './reason-codes'

/** What a session wants to hear of the mqtt.js client it holds. */
export interface Ears {
  /** Anything came from the broker. */
  packet(): void
  /** The CONNACK that said yes; what was in flight is still to be sent again. */
  accepted(connack: IConnackPacket): void
  connected(): void
  message(message: MqttMessage): void
  /** Something is wrong with the connection, or the broker says why it is about to hang up. */
  failed(error: Error): void
  closed(): void
}

/** Puts what mqtt.js tells about a client into the session's words; returns the client. */
export function listen(client: MqttClient, ears: Ears): MqttClient {
  // One for each QoS 0 message that is being written.
  client.setMaxListeners(0)
  client.handleMessage = breath(() => performance.now(), setImmediate)
  client.on('packetreceive', (packet) => {
    ears.packet()
    const error = withoutId(packet)
    if (error) ears.failed(error)
    if (packet.cmd === 'connack' && !packet.returnCode && !packet.reasonCode) ears.accepted(packet)
  })
  client.on('connect', () => ears.connected())
  client.on('message', (topic: string, payload: Buffer, packet: IPublishPacket) => {
    const { qos, retain } = packet
    const properties = readProperties(packet.properties)
    ears.message({ topic, payload, qos, retain, ...(properties ? { properties } : {}) })
  })
  client.on('error', (error) => ears.failed(error))
  // An MQTT 5 broker says why it is about to hang up (MQTT 5, 3.14).
  client.on('disconnect', ({ reasonCode = 0 }: IDisconnectPacket) =>
    ears.failed(new BrokerReasonError(reasonCode)),
  )
  client.on('close', () => ears.closed())
  return client
}
