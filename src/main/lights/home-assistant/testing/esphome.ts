import { fixture } from './fixture'

const esphomeDevice = {
  ids: '3c6105a1b2c3',
  name: 'Desk',
  sw: '2025.10.2 (Oct 20 2025, 10:12:13)',
  mdl: 'nodemcu-32s',
  mf: 'Espressif',
  cns: [['mac', '3c6105a1b2c3']],
}

/** ESPHome: a lamp that is either coloured or white, with effects. */
export const ESPHOME = fixture('homeassistant/light/desk/desk_lamp/config', {
  schema: 'json',
  clrm: true,
  sup_clrm: ['rgb', 'color_temp'],
  brightness: true,
  min_mirs: 153,
  max_mirs: 370,
  effect: true,
  fx_list: ['Rainbow', 'Flicker', 'None'],
  name: 'Lamp',
  stat_t: 'desk/light/desk_lamp/state',
  cmd_t: 'desk/light/desk_lamp/command',
  avty_t: 'desk/status',
  uniq_id: '3c6105a1b2c3-light-7c1f0c2e',
  dev: esphomeDevice,
})

/** ESPHome: a lamp with cold and warm white only. */
export const ESPHOME_CWWW = fixture('homeassistant/light/shelf/shelf/config', {
  schema: 'json',
  clrm: true,
  sup_clrm: ['color_temp'],
  brightness: true,
  min_mirs: 153.0,
  max_mirs: 500.0,
  name: null,
  stat_t: 'shelf/light/shelf/state',
  cmd_t: 'shelf/light/shelf/command',
  avty_t: 'shelf/status',
  uniq_id: '3c6105a1b2c4-light-0a0b0c0d',
  dev: { ...esphomeDevice, ids: '3c6105a1b2c4', name: 'Shelf', cns: [['mac', '3c6105a1b2c4']] },
})

/** ESPHome: a strip whose colours and whites are one. */
export const ESPHOME_RGBWW = fixture('homeassistant/light/strip/strip/config', {
  schema: 'json',
  clrm: true,
  sup_clrm: ['rgbww'],
  brightness: true,
  name: null,
  stat_t: 'strip/light/strip/state',
  cmd_t: 'strip/light/strip/command',
  avty_t: 'strip/status',
  uniq_id: '3c6105a1b2c5-light-01020304',
  dev: { ...esphomeDevice, ids: '3c6105a1b2c5', name: 'Strip', cns: [['mac', '3c6105a1b2c5']] },
})
