import { basicFixtures } from './basic-fixtures'
import { BARE, BASIC_FULL, PANEL, STRIP, TEMPLATE } from './basic-lights'
import { DEVICE, MIGRATION, SWITCH } from './devices'
import { ESPHOME, ESPHOME_CWWW, ESPHOME_RGBWW } from './esphome'
import type { HaFixture } from './fixture'
import { JSON_LEGACY, JSON_RGBW, JSON_RGBWW, JSON_WHITE } from './json-lights'
import { ZIGBEE2MQTT, ZIGBEE2MQTT_PLUG, ZIGBEE2MQTT_SETTING } from './zigbee2mqtt'

/** Valid discovery messages of every kind. */
export const homeAssistantFixtures: readonly HaFixture[] = [
  ESPHOME,
  ESPHOME_CWWW,
  ESPHOME_RGBWW,
  ZIGBEE2MQTT,
  ZIGBEE2MQTT_SETTING,
  ZIGBEE2MQTT_PLUG,
  PANEL,
  STRIP,
  BARE,
  BASIC_FULL,
  JSON_RGBWW,
  JSON_RGBW,
  JSON_WHITE,
  JSON_LEGACY,
  TEMPLATE,
  DEVICE,
  SWITCH,
  MIGRATION,
  ...basicFixtures,
]
