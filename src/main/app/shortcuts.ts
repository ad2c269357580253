import type { GlobalShortcut } from 'electron'
import type { Shortcut } from '@shared/light/arrangement'
import { parseKeys } from '@shared/light/keys'
import type { LightId } from '@shared/light/light'

export interface ShortcutsParts {
  readonly system: Pick<GlobalShortcut, 'register' | 'unregister' | 'isRegistered'>
  /** The keys of a light were pressed, anywhere. */
  pressed(light: LightId): void
}

/** Keys that switch lights from anywhere, as far as the system lets us have them. */
export class Shortcuts {
  readonly #parts: ShortcutsParts
  readonly #held = new Set<string>()
  readonly #refused = new Set<string>()
  #wanted: readonly Shortcut[] = []

  constructor(parts: ShortcutsParts) {
    this.#parts = parts
  }

  /** Whether the system does not let us have the keys of this light. */
  isRefused(light: LightId): boolean {
    return this.#wanted.some((shortcut) => shortcut.light === light && this.#refused.has(shortcut.keys))
  }

  /** Whether these keys can be had; then they are held, and left again by the next `sync` that does not want them. */
  claim(keys: string): boolean {
    return this.#hold(keys)
  }

  /** Holds the keys that are wanted and leaves all others; asks again for those the system refused before. */
  sync(wanted: readonly Shortcut[]): void {
    this.#wanted = wanted
    this.#refused.clear()
    const keys = new Set(wanted.map((shortcut) => shortcut.keys))
    for (const held of this.#held) if (!keys.has(held)) this.#leave(held)
    for (const one of keys) if (!this.#hold(one)) this.#refused.add(one)
  }

  /** Leaves all keys to the others. */
  stop(): void {
    for (const held of this.#held) this.#leave(held)
  }

  #hold(keys: string): boolean {
    if (this.#held.has(keys)) return true
    const got = parseKeys(keys).ok && this.#register(keys)
    if (got) this.#held.add(keys)
    return got
  }

  #register(keys: string): boolean {
    const { system } = this.#parts
    try {
      return system.register(keys, () => this.#press(keys)) && system.isRegistered(keys)
    } catch {
      // A key that this system does not know; Electron throws for it.
      return false
    }
  }

  #leave(keys: string): void {
    this.#held.delete(keys)
    this.#parts.system.unregister(keys)
  }

  #press(keys: string): void {
    const light = this.#wanted.find((shortcut) => shortcut.keys === keys)?.light
    if (light !== undefined) this.#parts.pressed(light)
  }
}
