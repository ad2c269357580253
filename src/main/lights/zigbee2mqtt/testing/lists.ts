import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { Found, Lamp } from '../../lamp'
import { zigbee2mqtt } from '../finder'
import { zigbee2mqttFixtures, type Fixture } from './fixtures'

export const IEEE = '0x90fd9ffffe0000ff'
export const [DEVICES, GROUPS] = zigbee2mqttFixtures as [Fixture, Fixture]

/** A list as the broker hands it out. */
export function retained(topic: string, payload: string): MqttMessage {
  return { topic, payload: encodeText(payload), qos: 1, retain: true }
}

/** What a fresh finder makes of these lists: its answer to the last one. */
export function foundIn(...lists: readonly Fixture[]): readonly Found[] {
  const finder = zigbee2mqtt()
  const answers = lists.map(({ topic, payload }) => finder.receive(retained(topic, payload)))
  const last = answers.at(-1)
  if (!last) throw new Error('not understood')
  return last.found!
}

/** The lamps of these devices. */
export function lampsOf(...entries: readonly unknown[]): readonly Lamp[] {
  return foundIn({ topic: 'zigbee2mqtt/bridge/devices', payload: JSON.stringify(entries) })[0]!.lamps
}
