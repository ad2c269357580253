import { readPower, writePower } from '@shared/light/power'
import { encodeText, type MqttMessage, type Qos } from '@shared/mqtt/message'

/** One publish that a wish turns into. */
export interface LightCommand {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  readonly retain: boolean
}

/**
 * The lab's light: one topic is both state and command. Retained, so that a light which starts late knows its state
 * (DESIGN 2, Light); a real device's convention never is.
 */
export function plainLight(topic: string): {
  readonly filter: string
  read(message: MqttMessage): 'on' | 'off' | undefined
  command(on: boolean): LightCommand
} {
  return {
    filter: topic,
    read: (message) => readPower(message.payload),
    command: (on) => ({ topic, payload: encodeText(writePower(on)), qos: 2, retain: true }),
  }
}
