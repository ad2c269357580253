import { toggled, type LightId, type LightState } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import { MAX_LABEL, oneLine } from '../words/one-line'
import type { Words } from '../words/words'

/** The four pictures; each can be told from the others at 16 px and without colour. */
export type TrayIcon = 'lit' | 'unlit' | 'unknown' | 'offline'

/** What choosing an item asks for. */
export type TrayWish =
  | { readonly kind: 'set-light'; readonly light: LightId; readonly on: boolean }
  | { readonly kind: 'open'; readonly window: 'controller' | 'chat' }
  | { readonly kind: 'quit' }

export type TrayMenuItem =
  | {
      readonly type: 'normal'
      readonly label: string
      readonly enabled: boolean
      readonly wish: TrayWish
    }
  | {
      readonly type: 'checkbox'
      readonly label: string
      readonly enabled: boolean
      readonly checked: boolean
      readonly wish: TrayWish
    }
  | { readonly type: 'separator' }

/** Everything the tray shows. */
export interface TrayView {
  readonly icon: TrayIcon
  readonly tooltip: string
  readonly menu: readonly TrayMenuItem[]
}

export interface TrayState {
  readonly lights: readonly LightState[]
  readonly trayLight: LightId
  readonly connection: ConnectionState
}

/** More lights than this would not fit a menu. */
const MAX_LIGHTS = 20

/** Says what the tray has to show; it always ends with the ways to the windows and out. */
export function renderTray({ lights, trayLight, connection }: TrayState, words: Words): TrayView {
  const connected = connection.phase === 'connected'
  const found = lights.find(({ id }) => id === trayLight)
  const chosen: LightState = found ?? { id: trayLight, name: trayLight, power: 'unknown' }
  const others = lights.filter(({ id }) => id !== trayLight).slice(0, MAX_LIGHTS)
  const separator = { type: 'separator' } as const
  return {
    icon: iconOf(chosen, connection),
    tooltip: words.tooltip(chosen, connection),
    menu: [
      {
        type: 'normal',
        label: toggled(chosen) ? words.turnOn : words.turnOff,
        enabled: connected && found !== undefined,
        wish: { kind: 'set-light', light: chosen.id, on: toggled(chosen) },
      },
      ...others.map((light) => lightItem(light, connected)),
      separator,
      {
        type: 'normal',
        label: words.openController,
        enabled: true,
        wish: { kind: 'open', window: 'controller' },
      },
      { type: 'normal', label: words.openChat, enabled: true, wish: { kind: 'open', window: 'chat' } },
      separator,
      { type: 'normal', label: words.quit, enabled: true, wish: { kind: 'quit' } },
    ],
  }
}

function lightItem(light: LightState, connected: boolean): TrayMenuItem {
  return {
    type: 'checkbox',
    label: oneLine(light.name, MAX_LABEL),
    enabled: connected,
    checked: light.power === 'on',
    wish: { kind: 'set-light', light: light.id, on: toggled(light) },
  }
}

function iconOf(light: LightState, connection: ConnectionState): TrayIcon {
  // Right after the start nothing is known yet, which is not the same as being cut off.
  if (connection.phase === 'connecting' && light.power === 'unknown') return 'unknown'
  if (connection.phase !== 'connected') return 'offline'
  return light.power === 'unknown' ? 'unknown' : light.power === 'on' ? 'lit' : 'unlit'
}
