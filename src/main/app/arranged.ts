import type { Refusal } from '@shared/ipc/contract'
import type { Arrangement, ArrangementView } from '@shared/light/arrangement'
import type { LightId } from '@shared/light/light'
import { ok, refused, type Result } from '@shared/result'
import type { SettingsFile } from '../store/settings'

export interface ArrangedParts {
  readonly settings: Pick<SettingsFile, 'current' | 'change'>
  /** Whether the system does not let us have the keys of a light. */
  readonly isRefused: (light: LightId) => boolean
  /** Something is arranged otherwise, or another light is in the tray. */
  changed(): void
}

/** What the user has arranged about lights: the one place where it is held and kept. */
export class Arranged {
  readonly #parts: ArrangedParts

  constructor(parts: ArrangedParts) {
    this.#parts = parts
  }

  get current(): Arrangement {
    return this.#parts.settings.current.lights
  }

  get trayLight(): LightId {
    return this.#parts.settings.current.trayLight
  }

  /** Keeps what is arranged; where it cannot be written it counts for this run, and the refusal says why. */
  change(lights: Arrangement, trayLight = this.trayLight): Result<undefined, Refusal> {
    if (lights === this.current && trayLight === this.trayLight) return ok(undefined)
    const problem = this.#parts.settings.change({ lights, trayLight })
    this.#parts.changed()
    return problem === undefined ? ok(undefined) : refused({ kind: 'not-saved', detail: problem })
  }

  view(): ArrangementView {
    const { plain, scenes, timers, shortcuts, colours, offered, trayClick } = this.current
    return {
      plain,
      scenes: scenes.map(({ id, name, lights }) => ({ id, name, lights: lights.length })),
      timers,
      shortcuts: shortcuts.map((shortcut) =>
        this.#parts.isRefused(shortcut.light) ? { ...shortcut, refused: true } : shortcut,
      ),
      colours,
      offered,
      ...(trayClick === undefined ? {} : { trayClick }),
    }
  }
}
