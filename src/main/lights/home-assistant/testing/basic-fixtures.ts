/** A discovery message as a device would send it. */
interface HaFixture {
  readonly topic: string
  readonly payload: string
}

const fixture = (object: string, config: Readonly<Record<string, unknown>>): HaFixture => ({
  topic: `homeassistant/light/${object}/config`,
  payload: JSON.stringify(config),
})

/** On and off only, with nothing but what is required. */
const PLAIN = fixture('shed', { name: 'Shed', command_topic: 'shed/set', state_topic: 'shed' })

/** As firmware for smart plugs and bulbs wrote it: one JSON for everything, a topic per command. */
const ALL_IN_ONE = fixture('DC4F22_LI_1', {
  name: 'Kitchen',
  cmd_t: '~cmnd/POWER',
  stat_t: '~tele/STATE',
  val_tpl: '{{value_json.POWER}}',
  pl_off: 'OFF',
  pl_on: 'ON',
  avty_t: '~tele/LWT',
  pl_avail: 'Online',
  pl_not_avail: 'Offline',
  uniq_id: 'DC4F22_LI_1',
  device: { identifiers: ['DC4F22'], name: 'Kitchen' },
  '~': 'kitchen/',
  bri_cmd_t: '~cmnd/Dimmer',
  bri_stat_t: '~tele/STATE',
  bri_scl: 100,
  on_cmd_type: 'brightness',
  bri_val_tpl: '{{value_json.Dimmer}}',
  rgb_cmd_t: '~cmnd/Color2',
  rgb_stat_t: '~tele/STATE',
  rgb_val_tpl: "{{value_json.Color.split(',')[0:3]|join(',')}}",
  clr_temp_cmd_t: '~cmnd/CT',
  clr_temp_stat_t: '~tele/STATE',
  clr_temp_val_tpl: '{{value_json.CT}}',
  fx_cmd_t: '~cmnd/Scheme',
  fx_stat_t: '~tele/STATE',
  fx_val_tpl: '{{value_json.Scheme}}',
  fx_list: ['0', '1', '2', '3', '4'],
})

/** Every value on topics of its own, none templated. */
const APART = fixture('hall/ceiling', {
  schema: 'default',
  name: 'Hall',
  unique_id: 'hall-ceiling',
  command_topic: 'hall/switch/set',
  state_topic: 'hall/switch',
  brightness_command_topic: 'hall/brightness/set',
  brightness_state_topic: 'hall/brightness',
  color_temp_command_topic: 'hall/ct/set',
  color_temp_state_topic: 'hall/ct',
  min_mireds: 153,
  max_mireds: 500,
  hs_command_topic: 'hall/hs/set',
  hs_state_topic: 'hall/hs',
  white_command_topic: 'hall/white/set',
  white_scale: 100,
  color_mode_state_topic: 'hall/mode',
  effect_command_topic: 'hall/effect/set',
  effect_state_topic: 'hall/effect',
  effect_list: ['rainbow', 'fire'],
  on_command_type: 'first',
})

/** Dimmed by its colour, which travels as six hexadecimal digits. */
const HEX = fixture('strip', {
  schema: 'basic',
  name: 'Strip',
  command_topic: 'strip/power',
  state_topic: 'strip/state',
  state_value_template: "{{ 'ON' if value_json.on else 'OFF' }}",
  rgb_command_topic: 'strip/colour',
  rgb_command_template: "#{{ '%02x%02x%02x' | format(red, green, blue) }}",
  rgb_state_topic: 'strip/state',
  rgb_value_template:
    '{% set c = value_json.colour %}{{ c[1:3] | int(base=16) }},{{ c[3:5] | int(base=16) }},{{ c[5:7] | int(base=16) }}',
  optimistic: false,
  qos: 1,
  retain: false,
})

/** Four and five channels, the temperature in Kelvin, the points of CIE 1931. */
const RGBW = fixture('lamp_rgbw', {
  name: 'Four',
  command_topic: 'four/set',
  state_topic: 'four',
  rgbw_command_topic: 'four/rgbw/set',
  rgbw_state_topic: 'four/rgbw',
})
const RGBWW = fixture('lamp_rgbww', {
  name: 'Five',
  command_topic: 'five/set',
  state_topic: 'five',
  brightness_command_topic: 'five/level/set',
  brightness_state_topic: 'five/level',
  rgbww_command_topic: 'five/rgbww/set',
  rgbww_state_topic: 'five/rgbww',
})
const KELVIN_XY = fixture('lamp_xy', {
  name: 'Point',
  command_topic: 'point/set',
  state_topic: 'point',
  payload_on: '1',
  payload_off: '0',
  brightness_command_topic: 'point/level/set',
  brightness_command_template: '{"level":{{ value }}}',
  brightness_state_topic: 'point/level',
  brightness_value_template: '{{ value_json.level }}',
  brightness_scale: 4095,
  color_temp_command_topic: 'point/kelvin/set',
  color_temp_state_topic: 'point/kelvin',
  color_temp_kelvin: true,
  min_kelvin: 2200,
  max_kelvin: 6500,
  xy_command_topic: 'point/xy/set',
  xy_state_topic: 'point/xy',
})

/** The template schema with all it has. */
const TEMPLATE = fixture('terrace', {
  schema: 'template',
  name: 'Terrace',
  unique_id: 'terrace',
  command_topic: 'terrace/set',
  state_topic: 'terrace',
  command_on_template:
    '{"state": "on"{%- if brightness is defined -%}, "brightness": {{ brightness }}{%- endif -%}' +
    '{%- if red is defined and green is defined and blue is defined -%}, "color": [{{ red }}, {{ green }}, {{ blue }}]{%- endif -%}' +
    '{%- if color_temp is defined -%}, "ct": {{ color_temp }}{%- endif -%}' +
    '{%- if effect is defined -%}, "effect": "{{ effect }}"{%- endif -%}' +
    '{%- if transition is defined -%}, "fade": {{ transition | float }}{%- endif -%}}',
  command_off_template: '{"state": "off"}',
  state_template: '{{ value_json.state }}',
  brightness_template: '{{ value_json.brightness }}',
  red_template: '{{ value_json.color[0] }}',
  green_template: '{{ value_json.color[1] }}',
  blue_template: '{{ value_json.color[2] }}',
  color_temp_template: '{{ value_json.ct }}',
  effect_list: ['rainbow', 'colorloop'],
  effect_template: '{{ value_json.effect }}',
  min_mireds: 153,
  max_mireds: 454,
})

/** The template schema as it is used for a dimmer that counts to a hundred. */
const DIMMER = fixture('dimmer', {
  schema: 'template',
  name: 'Dimmer',
  cmd_t: 'shellies/dimmer/light/0/set',
  stat_t: 'shellies/dimmer/light/0/status',
  cmd_on_tpl:
    '{"turn": "on"{%- if brightness is defined -%}, "brightness": {{ brightness | float | multiply(0.3922) | round(0) }}{%- endif -%}}',
  cmd_off_tpl: '{"turn":"off"}',
  stat_tpl: '{% if value_json.ison %}on{% else %}off{% endif %}',
  bri_tpl: '{{ value_json.brightness | float | multiply(2.55) | round(0) }}',
})

/** Discovery messages of the basic and the template schema, as devices send them. */
export const basicFixtures: readonly HaFixture[] = [
  PLAIN,
  ALL_IN_ONE,
  APART,
  HEX,
  RGBW,
  RGBWW,
  KELVIN_XY,
  TEMPLATE,
  DIMMER,
]
