import { globalShortcut } from 'electron'
import { timerDone } from '@shared/light/arrange-times'
import { toggling, type LightId } from '@shared/light/light'
import { Timers } from '../lights/timers'
import type { SettingsFile } from '../store/settings'
import { after } from './after'
import { Arranged } from './arranged'
import type { Services } from './services'
import { Shortcuts } from './shortcuts'

export interface ArrangingParts {
  readonly settings: SettingsFile
  /** The services use what is arranged, and are made after it. */
  readonly services: () => Services
}

/** What the user has arranged, with all that follows from it: keys that are held, timers that run. */
export interface Arranging {
  readonly arranged: Arranged
  readonly shortcuts: Shortcuts
  readonly timers: Timers
  /** Switches a light over, as a click on the tray or its keys do. */
  toggle(light: LightId): void
  start(): void
  stop(): void
}

/** Puts the arrangement together with what acts on it. */
export function arranging({ settings, services }: ArrangingParts): Arranging {
  const toggle = (id: LightId): void => {
    const light = services().lights.get(id)
    if (light) services().lights.set(id, toggling(light))
  }
  const shortcuts = new Shortcuts({ system: globalShortcut, pressed: toggle })
  const arranged = new Arranged({
    settings,
    isRefused: (light) => shortcuts.isRefused(light),
    changed: () => follow(),
  })
  const timers = new Timers({
    now: Date.now,
    after,
    timers: () => arranged.current.timers,
    connected: () => services().session.state.phase === 'connected',
    set: (light, power) => services().lights.set(light, { power }),
    done: (id, next) => void arranged.change(timerDone(arranged.current, id, next)),
    missed: ({ light }) =>
      services().notices.say('timer-missed', services().lights.get(light)?.name ?? light),
  })

  function follow(): void {
    shortcuts.sync(arranged.current.shortcuts)
    services().rearranged()
    timers.poke()
  }

  return {
    arranged,
    shortcuts,
    timers,
    toggle,
    start: () => {
      // With none there is nothing to ask the system for, which on some desktops asks the user.
      if (arranged.current.shortcuts.length > 0) {
        shortcuts.sync(arranged.current.shortcuts)
        services().feed.touch('arranged')
      }
      timers.poke()
    },
    stop: () => {
      timers.stop()
      shortcuts.stop()
    },
  }
}
