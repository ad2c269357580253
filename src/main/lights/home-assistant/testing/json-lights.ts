import { fixture } from './fixture'

/** The json schema with red, green, blue, cold and warm white, its topics ending in the base. */
export const JSON_RGBWW = fixture('homeassistant/light/workshop/config', {
  '~': 'workshop/lamp',
  name: 'Workshop',
  uniq_id: 'workshop-lamp',
  schema: 'json',
  cmd_t: 'cmnd/~',
  stat_t: 'stat/~',
  sup_clrm: ['rgbww', 'color_temp'],
  brightness: true,
  bri_scl: 100,
  min_mirs: 153,
  max_mirs: 500,
  avty: { t: '~/online', pl_avail: '1', pl_not_avail: '0' },
})

export const JSON_RGBW = fixture('homeassistant/light/porch/config', {
  name: 'Porch',
  uniq_id: 'porch',
  schema: 'json',
  cmd_t: 'porch/set',
  stat_t: 'porch/state',
  sup_clrm: ['rgbw'],
  brightness: true,
})

export const JSON_WHITE = fixture('homeassistant/light/bath/config', {
  name: 'Bath',
  uniq_id: 'bath',
  schema: 'json',
  cmd_t: 'bath/set',
  stat_t: 'bath/state',
  sup_clrm: ['hs', 'white'],
  whit_scl: 100,
})

/** The json schema as it was written before colour modes had names. */
export const JSON_LEGACY = fixture('homeassistant/light/old/config', {
  platform: 'mqtt',
  name: 'Old lamp',
  unique_id: 'old-lamp',
  schema: 'json',
  command_topic: 'old/set',
  state_topic: 'old/state',
  brightness: true,
  color_temp: true,
  xy: true,
})
