import { homeAssistant } from './home-assistant/finder'
import type { Finder } from './lamp'
import { shellyGen1 } from './shelly/gen1'
import { shellyGen2 } from './shelly/gen2'
import { tasmota } from './tasmota/finder'
import { zigbee2mqtt } from './zigbee2mqtt/finder'

/** Every convention there is; `client` is where devices that answer questions answer to. */
export function allFinders(client: string): readonly Finder[] {
  return [zigbee2mqtt(), tasmota(), shellyGen1(), shellyGen2(client), homeAssistant()]
}
