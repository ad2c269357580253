import { fixture } from './fixture'

/** A wall panel like openHASP's: the default schema with a base topic. */
export const PANEL = fixture('homeassistant/light/plate01/moodlight/config', {
  '~': 'hasp/plate01/',
  name: 'Moodlight',
  uniq_id: 'plate01-moodlight',
  cmd_t: '~command/moodlight/state',
  stat_t: '~state/moodlight/power',
  pl_on: '1',
  pl_off: '0',
  bri_cmd_t: '~command/moodlight/brightness',
  bri_stat_t: '~state/moodlight/brightness',
  bri_scl: 255,
  rgb_cmd_t: '~command/moodlight/rgb',
  rgb_stat_t: '~state/moodlight/rgb',
  avty_t: '~LWT',
  on_cmd_type: 'brightness',
  dev: {
    ids: ['plate01'],
    name: 'Plate 01',
    mf: 'openHASP',
    cns: [['mac', '24:6F:28:AA:BB:CC']],
    sa: 'Hall',
  },
})

/** An LED strip like WLED: the default schema with value templates. */
export const STRIP = fixture('homeassistant/light/wled-7a8b9c/config', {
  name: 'Kitchen strip',
  unique_id: 'wled-7a8b9c',
  command_topic: 'wled/7a8b9c',
  payload_on: 'ON',
  payload_off: 'OFF',
  state_topic: 'wled/7a8b9c/v',
  state_value_template: "{% if value | regex_search('<ac>0</ac>') %}OFF{% else %}ON{% endif %}",
  brightness_command_topic: 'wled/7a8b9c',
  brightness_state_topic: 'wled/7a8b9c/g',
  brightness_scale: 255,
  rgb_command_topic: 'wled/7a8b9c/col',
  rgb_state_topic: 'wled/7a8b9c/c',
  rgb_command_template: "{{ '#%02x%02x%02x' | format(red, green, blue) }}",
  on_command_type: 'first',
  effect_command_topic: 'wled/7a8b9c/api',
  effect_list: ['FX=0', 'FX=9'],
  availability_topic: 'wled/7a8b9c/status',
})

/** The default schema in its smallest form: it only takes orders. */
export const BARE = fixture('homeassistant/light/bare/config', { cmd_t: 'bare/set' })

/** The default schema with everything it knows. */
export const BASIC_FULL = fixture('homeassistant/light/full/config', {
  name: 'Full',
  schema: 'basic',
  uniq_id: 'full-1',
  qos: 1,
  ret: true,
  opt: false,
  cmd_t: 'full/set',
  stat_t: 'full/state',
  stat_val_tpl: '{{ value_json.power }}',
  bri_cmd_t: 'full/bri/set',
  bri_stat_t: 'full/state',
  bri_val_tpl: '{{ value_json.bri }}',
  bri_scl: 100,
  clr_temp_cmd_t: 'full/ct/set',
  clr_temp_stat_t: 'full/state',
  clr_temp_val_tpl: '{{ value_json.ct }}',
  clr_temp_k: true,
  min_k: 2200,
  max_k: 6500,
  hs_cmd_t: 'full/hs/set',
  hs_stat_t: 'full/state',
  hs_val_tpl: "{{ value_json.hs | join(',') }}",
  whit_cmd_t: 'full/white/set',
  whit_scl: 100,
  clrm_stat_t: 'full/state',
  clrm_val_tpl: '{{ value_json.mode }}',
  fx_cmd_t: 'full/fx/set',
  fx_stat_t: 'full/state',
  fx_val_tpl: '{{ value_json.fx }}',
  fx_list: ['calm', 'party'],
})

/** The template schema. */
export const TEMPLATE = fixture('homeassistant/light/attic/config', {
  name: 'Attic',
  uniq_id: 'attic',
  schema: 'template',
  cmd_t: 'attic/set',
  stat_t: 'attic/state',
  cmd_on_tpl: 'on,{{ brightness|d }},{{ red|d }}-{{ green|d }}-{{ blue|d }}',
  cmd_off_tpl: 'off',
  stat_tpl: "{{ value.split(',')[0] }}",
  bri_tpl: "{{ value.split(',')[1] }}",
  r_tpl: "{{ value.split(',')[2].split('-')[0] }}",
  g_tpl: "{{ value.split(',')[2].split('-')[1] }}",
  b_tpl: "{{ value.split(',')[2].split('-')[2] }}",
})
