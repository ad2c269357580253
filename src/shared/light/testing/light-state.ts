import { ON_OFF, type LightState } from '../light'

/** A light for tests: plain, on and off only, there, off. Its topic is its id. */
export function lightState(id = 'led', more: Partial<LightState> = {}): LightState {
  return {
    ...{ id, name: id, kind: 'light', convention: 'plain', topic: id, can: ON_OFF },
    ...{ availability: 'online', power: 'off' },
    ...more,
  }
}
