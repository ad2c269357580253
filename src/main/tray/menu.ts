import type { LightId, LightWish } from '@shared/light/light'

/** What choosing an item asks for. */
export type TrayWish =
  | { readonly kind: 'set-light'; readonly light: LightId; readonly wish: LightWish }
  | { readonly kind: 'choose-tray-light'; readonly light: LightId }
  | { readonly kind: 'recall-scene'; readonly scene: string }
  | { readonly kind: 'open'; readonly window: 'controller' | 'chat' }
  | { readonly kind: 'quit' }

export type TrayMenuItem =
  | {
      readonly type: 'normal'
      readonly label: string
      readonly enabled: boolean
      /** Missing for one that only says something. */
      readonly wish?: TrayWish
    }
  | {
      readonly type: 'checkbox' | 'radio'
      readonly label: string
      readonly enabled: boolean
      readonly checked: boolean
      readonly wish: TrayWish
    }
  | {
      readonly type: 'submenu'
      readonly label: string
      readonly enabled: boolean
      readonly items: readonly TrayMenuItem[]
    }
  | { readonly type: 'separator' }

export const SEPARATOR: TrayMenuItem = { type: 'separator' }

/** An item that does something. */
export function action(label: string, wish: TrayWish, enabled = true): TrayMenuItem {
  return { type: 'normal', label, enabled, wish }
}

/** A line that only says something. */
export function line(label: string): TrayMenuItem {
  return { type: 'normal', label, enabled: false }
}
