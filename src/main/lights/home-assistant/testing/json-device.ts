import { decodeText, encodeText } from '@shared/mqtt/message'
import type { LightCommand } from '../../lamp'

type State = Readonly<Record<string, unknown>>

/**
 * A device of the json schema: takes a command over into its state and tells it whole, with the colour mode that belongs to
 * what was asked for, as ESPHome and Zigbee2MQTT do.
 */
export function answerTo(command: LightCommand, modeOf: (asked: State) => string | undefined): Uint8Array {
  const asked = JSON.parse(decodeText(command.payload) ?? '') as State
  const { transition: _transition, white, white_value: _whiteValue, ...state } = asked
  const mode = modeOf(asked)
  return encodeText(
    JSON.stringify({
      ...state,
      ...(white === undefined ? {} : { brightness: white }),
      ...(mode === undefined ? {} : { color_mode: mode }),
    }),
  )
}
