import { fixture } from './fixture'

/** A whole device in one message: two lights, a switch, a sensor, a setting, and a part that is taken out. */
export const DEVICE = fixture('homeassistant/device/garden/box/config', {
  dev: { ids: 'garden-box', name: 'Garden', cns: [['mac', 'A0:B1:C2:D3:E4:F5']], sa: 'Outside' },
  o: { name: 'garden2mqtt', sw: '1.4', url: 'https://example.org/garden2mqtt' },
  avty_t: 'garden/status',
  qos: 2,
  stat_t: 'garden/state',
  cmps: {
    path: {
      p: 'light',
      schema: 'json',
      name: 'Path',
      uniq_id: 'garden-path',
      '~': 'garden/path',
      cmd_t: '~/set',
      stat_t: '~',
      sup_clrm: ['brightness'],
    },
    tree: {
      p: 'light',
      name: 'Tree',
      uniq_id: 'garden-tree',
      cmd_t: 'garden/tree/set',
      stat_val_tpl: '{{ value_json.tree }}',
    },
    pump: {
      p: 'switch',
      name: 'Pump',
      uniq_id: 'garden-pump',
      cmd_t: 'garden/pump/set',
      val_tpl: '{{ value_json.pump }}',
    },
    warmth: {
      p: 'sensor',
      name: 'Temperature',
      uniq_id: 'garden-temp',
      dev_cla: 'temperature',
      val_tpl: '{{ value_json.t }}',
    },
    led: {
      p: 'light',
      name: 'Status LED',
      uniq_id: 'garden-led',
      cmd_t: 'garden/led/set',
      ent_cat: 'config',
    },
    fountain: { p: 'light' },
  },
})

/** A switch with payloads of its own. */
export const SWITCH = fixture('homeassistant/switch/heater/config', {
  name: 'Heater',
  uniq_id: 'heater',
  cmd_t: 'heater/cmnd',
  stat_t: 'heater/stat',
  pl_on: 'start',
  pl_off: 'stop',
  stat_on: 'running',
  stat_off: 'idle',
  avty_mode: 'any',
  avty: [{ t: 'heater/a' }, { t: 'heater/b', pl_avail: 'up', pl_not_avail: 'down' }],
})

/** The old topic of a light that moves into its device's message. */
export const MIGRATION = fixture('homeassistant/light/path/config', { migrate_discovery: true })
