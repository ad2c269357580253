import { fixture } from './fixture'

const zigbeeAvailability = {
  availability: [
    { topic: 'zigbee2mqtt/bridge/state', value_template: '{{ value_json.state }}' },
    { topic: 'zigbee2mqtt/Living room/floor lamp/availability', value_template: '{{ value_json.state }}' },
  ],
  availability_mode: 'all',
}

const zigbeeDevice = {
  identifiers: ['zigbee2mqtt_0x00158d0001abcdef'],
  manufacturer: 'IKEA',
  model: 'TRADFRI bulb E27, color/white spectrum',
  name: 'Living room/floor lamp',
  sw_version: '2.3.087',
  via_device: 'zigbee2mqtt_bridge_0x00124b0021cc3456',
}

/** Zigbee2MQTT's own discovery for a colour lamp. */
export const ZIGBEE2MQTT = fixture('homeassistant/light/0x00158d0001abcdef/light/config', {
  ...zigbeeAvailability,
  brightness: true,
  brightness_scale: 254,
  command_topic: 'zigbee2mqtt/Living room/floor lamp/set',
  device: zigbeeDevice,
  effect: true,
  effect_list: ['blink', 'breathe', 'okay', 'channel_change', 'finish_effect', 'stop_effect', 'colorloop'],
  max_mireds: 454,
  min_mireds: 250,
  name: null,
  object_id: 'living_room_floor_lamp',
  origin: { name: 'Zigbee2MQTT', sw: '2.6.3', url: 'https://www.zigbee2mqtt.io' },
  schema: 'json',
  state_topic: 'zigbee2mqtt/Living room/floor lamp',
  supported_color_modes: ['xy', 'color_temp'],
  unique_id: '0x00158d0001abcdef_light_zigbee2mqtt',
})

/** A setting of the same device, which is no light. */
export const ZIGBEE2MQTT_SETTING = fixture('homeassistant/switch/0x00158d0001abcdef/execute_if_off/config', {
  ...zigbeeAvailability,
  command_topic: 'zigbee2mqtt/Living room/floor lamp/set',
  command_template: '{"execute_if_off": {{ value }}}',
  device: zigbeeDevice,
  entity_category: 'config',
  name: 'Execute if off',
  payload_off: 'false',
  payload_on: 'true',
  state_topic: 'zigbee2mqtt/Living room/floor lamp',
  unique_id: '0x00158d0001abcdef_switch_execute_if_off_zigbee2mqtt',
  value_template: '{{ value_json["execute_if_off"] }}',
})

/** Zigbee2MQTT's own discovery for a plug. */
export const ZIGBEE2MQTT_PLUG = fixture('homeassistant/switch/0x00158d0002fedcba/switch/config', {
  availability: [{ topic: 'zigbee2mqtt/bridge/state', value_template: '{{ value_json.state }}' }],
  command_topic: 'zigbee2mqtt/kettle/set',
  device: { identifiers: ['zigbee2mqtt_0x00158d0002fedcba'], name: 'kettle' },
  name: null,
  payload_off: 'OFF',
  payload_on: 'ON',
  state_topic: 'zigbee2mqtt/kettle',
  unique_id: '0x00158d0002fedcba_switch_zigbee2mqtt',
  value_template: '{{ value_json.state }}',
})
