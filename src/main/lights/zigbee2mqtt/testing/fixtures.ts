/** A message as a bridge keeps it retained or a device says it. */
export interface Fixture {
  readonly topic: string
  readonly payload: string
}

type Entry = Readonly<Record<string, unknown>>

/** The binary feature that everything to be switched has. */
export function stateFeature(different: Entry = {}): Entry {
  return {
    type: 'binary',
    name: 'state',
    label: 'State',
    property: 'state',
    access: 7,
    value_on: 'ON',
    value_off: 'OFF',
    value_toggle: 'TOGGLE',
    ...different,
  }
}

/** Brightness as all of Zigbee counts it. */
export function brightnessFeature(different: Entry = {}): Entry {
  return { ...numeric('brightness', 7), value_min: 0, value_max: 254, ...different }
}

/** A range of white in mired. */
export function temperatureFeature(value_min: number, value_max: number): Entry {
  const presets = [{ name: 'warm', value: 370, description: 'Warm white' }]
  return { ...numeric('color_temp', 7), unit: 'mired', value_min, value_max, presets }
}

/** The point of the diagram, or hue and saturation. */
export function colourFeature(name: 'color_xy' | 'color_hs'): Entry {
  const keys = name === 'color_xy' ? ['x', 'y'] : ['hue', 'saturation']
  return { type: 'composite', name, property: 'color', features: keys.map((key) => numeric(key, 7)) }
}

/** A light of these features beside its state. */
export function light(...features: readonly Entry[]): Entry {
  return { type: 'light', features: [stateFeature(), ...features] }
}

/** A switch, of a part of the device where there are several. */
export function socket(endpoint?: string): Entry {
  if (endpoint === undefined) return { type: 'switch', features: [stateFeature()] }
  return { type: 'switch', endpoint, features: [stateFeature({ property: `state_${endpoint}`, endpoint })] }
}

/** The effects of a bulb. */
export const effectExpose: Entry = {
  type: 'enum',
  name: 'effect',
  property: 'effect',
  access: 2,
  values: ['blink', 'breathe', 'okay', 'channel_change', 'finish_effect', 'stop_effect'],
}

/** A device as `bridge/devices` lists it, with what a test wants different. */
export function deviceOf(
  ieee_address: string,
  friendly_name: string,
  exposes: readonly Entry[],
  different: Entry = {},
): Entry {
  return {
    ieee_address,
    type: 'Router',
    network_address: 29_159,
    supported: true,
    disabled: false,
    friendly_name,
    endpoints: { 1: { bindings: [], clusters: { input: ['genOnOff'], output: [] }, scenes: [] } },
    definition: { model: 'ZB-1', vendor: 'Plainlight', description: 'Made up', exposes, options: [] },
    power_source: 'Mains (single phase)',
    scenes: [],
    interview_completed: true,
    interviewing: false,
    ...different,
  }
}

function numeric(name: string, access: number): Entry {
  return { type: 'numeric', name, property: name, access }
}

const WALL = { 1: { name: 'left', scenes: [] }, 2: { name: 'right', scenes: [] } }
const QUALITY: Entry = { ...numeric('linkquality', 1), unit: 'lqi' }
const CHILD_LOCK: Entry = { ...stateFeature({ name: 'child_lock', property: 'child_lock' }) }

const devices: readonly Entry[] = [
  deviceOf('0x00124b00120144ae', 'Coordinator', [], {
    type: 'Coordinator',
    supported: false,
    definition: null,
  }),
  deviceOf('0x90fd9ffffe000001', 'Hall', [light(), QUALITY]),
  deviceOf('0x90fd9ffffe000002', 'kitchen/counter', [light(brightnessFeature()), QUALITY]),
  deviceOf(
    '0x90fd9ffffe000003',
    'Ceiling',
    [light(brightnessFeature(), temperatureFeature(250, 454)), effectExpose],
    { scenes: [{ id: 3, name: 'Reading' }] },
  ),
  deviceOf('0x90fd9ffffe000004', '客厅灯', [
    light(brightnessFeature(), temperatureFeature(153, 500), colourFeature('color_xy')),
    effectExpose,
  ]),
  deviceOf('0x90fd9ffffe000005', '🛋️💡', [
    light(brightnessFeature(), colourFeature('color_hs'), colourFeature('color_xy')),
  ]),
  deviceOf('0x90fd9ffffe000006', 'Coffee machine', [socket(), CHILD_LOCK, QUALITY]),
  deviceOf('0x90fd9ffffe000007', 'Corridor', [socket('left'), socket('right')], { endpoints: WALL }),
  deviceOf('0x90fd9ffffe000008', '0x90fd9ffffe000008', [], { supported: false, definition: null }),
  deviceOf('0x90fd9ffffe000009', 'Attic', [light()], { disabled: true }),
  deviceOf('0x90fd9ffffe00000a', 'Thermometer', [QUALITY]),
]

const members = [3, 4, 6].map((last) => ({ ieee_address: `0x90fd9ffffe00000${last}`, endpoint: 1 }))
const scenes = [
  { id: 1, name: 'Evening' },
  { id: 2, name: 'Party' },
]

/** A bridge with lamps of every ability, and what its lamps say. */
export const zigbee2mqttFixtures: readonly Fixture[] = [
  { topic: 'zigbee2mqtt/bridge/devices', payload: JSON.stringify(devices) },
  {
    topic: 'zigbee2mqtt/bridge/groups',
    payload: JSON.stringify([{ id: 1, friendly_name: 'Downstairs', members, scenes }]),
  },
  { topic: 'zigbee2mqtt/bridge/state', payload: '{"state":"online"}' },
  { topic: 'zigbee2mqtt/Hall/availability', payload: '{"state":"offline"}' },
  { topic: 'zigbee2mqtt/Hall', payload: '{"state":"ON","linkquality":120}' },
  {
    topic: 'zigbee2mqtt/kitchen/counter',
    payload: '{"state":"ON","brightness":127,"update":{"state":"idle"}}',
  },
  {
    topic: 'zigbee2mqtt/Ceiling',
    payload: '{"state":"ON","brightness":254,"color_mode":"color_temp","color_temp":370}',
  },
  {
    topic: 'zigbee2mqtt/客厅灯',
    payload:
      '{"state":"ON","brightness":200,"color_mode":"xy","color":{"x":0.3127,"y":0.329,"hue":30,"saturation":5},"color_temp":153}',
  },
  {
    topic: 'zigbee2mqtt/🛋️💡',
    payload: '{"state":"OFF","brightness":77,"color_mode":"hs","color":{"hue":240,"saturation":100}}',
  },
  { topic: 'zigbee2mqtt/Coffee machine', payload: '{"state":"OFF","child_lock":"UNLOCK"}' },
  { topic: 'zigbee2mqtt/Corridor', payload: '{"state_left":"ON","state_right":"OFF"}' },
  { topic: 'zigbee2mqtt/Downstairs', payload: '{"state":"ON","brightness":100,"color_temp":300}' },
]
