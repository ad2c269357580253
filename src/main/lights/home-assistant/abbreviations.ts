import { isObject, list, type HaConfig } from './config'

/** Short keys that a light, a switch, their availability and the root of a device may have (Home Assistant's MQTT discovery). */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['avty', 'availability'],
  ['avty_mode', 'availability_mode'],
  ['avty_t', 'availability_topic'],
  ['avty_tpl', 'availability_template'],
  ['b_tpl', 'blue_template'],
  ['bri_cmd_t', 'brightness_command_topic'],
  ['bri_cmd_tpl', 'brightness_command_template'],
  ['bri_scl', 'brightness_scale'],
  ['bri_stat_t', 'brightness_state_topic'],
  ['bri_tpl', 'brightness_template'],
  ['bri_val_tpl', 'brightness_value_template'],
  ['clr_temp_cmd_t', 'color_temp_command_topic'],
  ['clr_temp_cmd_tpl', 'color_temp_command_template'],
  ['clr_temp_k', 'color_temp_kelvin'],
  ['clr_temp_stat_t', 'color_temp_state_topic'],
  ['clr_temp_tpl', 'color_temp_template'],
  ['clr_temp_val_tpl', 'color_temp_value_template'],
  ['clrm', 'color_mode'],
  ['clrm_stat_t', 'color_mode_state_topic'],
  ['clrm_val_tpl', 'color_mode_value_template'],
  ['cmd_off_tpl', 'command_off_template'],
  ['cmd_on_tpl', 'command_on_template'],
  ['cmd_t', 'command_topic'],
  ['cmd_tpl', 'command_template'],
  ['cmps', 'components'],
  ['def_ent_id', 'default_entity_id'],
  ['dev', 'device'],
  ['dev_cla', 'device_class'],
  ['e', 'encoding'],
  ['en', 'enabled_by_default'],
  ['ent_cat', 'entity_category'],
  ['ent_pic', 'entity_picture'],
  ['flsh', 'flash'],
  ['flsh_tlng', 'flash_time_long'],
  ['flsh_tsht', 'flash_time_short'],
  ['fx_cmd_t', 'effect_command_topic'],
  ['fx_cmd_tpl', 'effect_command_template'],
  ['fx_list', 'effect_list'],
  ['fx_stat_t', 'effect_state_topic'],
  ['fx_tpl', 'effect_template'],
  ['fx_val_tpl', 'effect_value_template'],
  ['g_tpl', 'green_template'],
  ['hs_cmd_t', 'hs_command_topic'],
  ['hs_cmd_tpl', 'hs_command_template'],
  ['hs_stat_t', 'hs_state_topic'],
  ['hs_val_tpl', 'hs_value_template'],
  ['ic', 'icon'],
  ['json_attr_t', 'json_attributes_topic'],
  ['json_attr_tpl', 'json_attributes_template'],
  ['max_k', 'max_kelvin'],
  ['max_mirs', 'max_mireds'],
  ['migr_discvry', 'migrate_discovery'],
  ['min_k', 'min_kelvin'],
  ['min_mirs', 'min_mireds'],
  ['o', 'origin'],
  ['obj_id', 'object_id'],
  ['on_cmd_type', 'on_command_type'],
  ['opt', 'optimistic'],
  ['p', 'platform'],
  ['pl_avail', 'payload_available'],
  ['pl_not_avail', 'payload_not_available'],
  ['pl_off', 'payload_off'],
  ['pl_on', 'payload_on'],
  ['r_tpl', 'red_template'],
  ['ret', 'retain'],
  ['rgb_cmd_t', 'rgb_command_topic'],
  ['rgb_cmd_tpl', 'rgb_command_template'],
  ['rgb_stat_t', 'rgb_state_topic'],
  ['rgb_val_tpl', 'rgb_value_template'],
  ['rgbw_cmd_t', 'rgbw_command_topic'],
  ['rgbw_cmd_tpl', 'rgbw_command_template'],
  ['rgbw_stat_t', 'rgbw_state_topic'],
  ['rgbw_val_tpl', 'rgbw_value_template'],
  ['rgbww_cmd_t', 'rgbww_command_topic'],
  ['rgbww_cmd_tpl', 'rgbww_command_template'],
  ['rgbww_stat_t', 'rgbww_state_topic'],
  ['rgbww_val_tpl', 'rgbww_value_template'],
  ['stat_off', 'state_off'],
  ['stat_on', 'state_on'],
  ['stat_t', 'state_topic'],
  ['stat_tpl', 'state_template'],
  ['stat_val_tpl', 'state_value_template'],
  ['sup_clrm', 'supported_color_modes'],
  ['t', 'topic'],
  ['trns', 'transition'],
  ['uniq_id', 'unique_id'],
  ['val_tpl', 'value_template'],
  ['whit_cmd_t', 'white_command_topic'],
  ['whit_scl', 'white_scale'],
  ['xy_cmd_t', 'xy_command_topic'],
  ['xy_cmd_tpl', 'xy_command_template'],
  ['xy_stat_t', 'xy_state_topic'],
  ['xy_val_tpl', 'xy_value_template'],
])

const DEVICE_KEYS: ReadonlyMap<string, string> = new Map([
  ['cns', 'connections'],
  ['cu', 'configuration_url'],
  ['hw', 'hw_version'],
  ['ids', 'identifiers'],
  ['mdl', 'model'],
  ['mdl_id', 'model_id'],
  ['mf', 'manufacturer'],
  ['sa', 'suggested_area'],
  ['sn', 'serial_number'],
  ['sw', 'sw_version'],
])

const ORIGIN_KEYS: ReadonlyMap<string, string> = new Map([
  ['sw', 'sw_version'],
  ['url', 'support_url'],
])

/** A payload, or one component of a device, with every key in full, also inside `device`, `origin` and `availability`. */
export function inFull(payload: HaConfig): HaConfig {
  const config = renamed(payload, KEYS)
  return {
    ...config,
    ...(isObject(config['device']) ? { device: renamed(config['device'], DEVICE_KEYS) } : {}),
    ...(isObject(config['origin']) ? { origin: renamed(config['origin'], ORIGIN_KEYS) } : {}),
    ...(Object.hasOwn(config, 'availability')
      ? {
          availability: list(config, 'availability').map((entry) =>
            isObject(entry) ? renamed(entry, KEYS) : entry,
          ),
        }
      : {}),
  }
}

/** Where a key comes both ways, the short one counts, as with Home Assistant. */
function renamed(config: HaConfig, keys: ReadonlyMap<string, string>): HaConfig {
  const entries = Object.entries(config)
  return Object.fromEntries([
    ...entries.filter(([key]) => !keys.has(key)),
    ...entries.filter(([key]) => keys.has(key)).map(([key, value]) => [keys.get(key) ?? key, value] as const),
  ])
}
