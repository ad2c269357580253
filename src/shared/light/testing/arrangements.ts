import { firstArrangement, type Arrangement } from '../arrangement'
import type { LightState } from '../light'
import { ON_OFF } from '../light'
import { readArrangement } from '../stored'

/** A lamp of Zigbee2MQTT that is there and on. */
export const LAMP = 'zigbee2mqtt:0x00158d0001'
/** A group with the lamp and `led`. */
export const GROUP = 'group:one'

/** An arrangement with something of everything. */
export const FULL: Arrangement = {
  plain: [
    { topic: 'led', sends: 'words' },
    { topic: 'desk/set', stateTopic: 'desk/state', sends: 'own', on: '1', off: '0', path: 'relays.0' },
  ],
  lamps: [
    {
      id: LAMP,
      knownAs: 'Lamp',
      name: 'Window',
      room: 'Kitchen',
      favourite: true,
      hidden: true,
      transition: 2,
    },
    { id: GROUP, knownAs: 'All', room: 'Kitchen' },
  ],
  order: [LAMP, 'led', 'gone'],
  groups: [{ id: GROUP, name: 'All', members: [LAMP, 'led'] }],
  scenes: [
    {
      id: 'evening',
      name: 'Evening',
      lights: [
        { light: LAMP, wish: { power: 'on', brightness: 33.3, colour: { hue: 30, saturation: 90 } } },
        { light: 'led', wish: { power: 'off' } },
      ],
    },
  ],
  timers: [
    { id: 'wake', light: LAMP, power: 'on', at: 2_000_000_000_000, daily: '07:00' },
    { id: 'sleep', light: 'led', power: 'off', at: 2_000_000_100_000 },
  ],
  shortcuts: [
    { light: LAMP, keys: 'CommandOrControl+Alt+L' },
    { light: GROUP, keys: 'Alt+F1' },
  ],
  colours: [{ temperature: 2_700 }, { colour: { hue: 0, saturation: 100 } }],
  offered: true,
  trayClick: 'panel',
}

/** The arrangement of a first start with `led`. */
export const FIRST: Arrangement = firstArrangement('led')

/** A light as the registry would give it out. */
export function aLamp(id: string, more: Partial<LightState> = {}): LightState {
  return {
    ...{ id, name: id, kind: 'light', convention: 'zigbee2mqtt', topic: `${id}/set`, can: ON_OFF },
    ...{ power: 'on', availability: 'online' },
    ...more,
  }
}

/** What the next start would make of an arrangement. */
export function afterRestart(arrangement: Arrangement): ReturnType<typeof readArrangement> {
  return readArrangement(JSON.parse(JSON.stringify(arrangement)))
}
