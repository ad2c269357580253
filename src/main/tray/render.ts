import type { ArrangementView } from '@shared/light/arrangement'
import { isUsable, ON_OFF, toggled, toggling, type LightId, type LightState } from '@shared/light/light'
import { sectionsOf, type LightSection } from '@shared/light/sections'
import type { ConnectionState } from '@shared/mqtt/connection'
import { MAX_LABEL, oneLine } from '@shared/one-line'
import type { Words } from '../words/words'
import { action, line, SEPARATOR, type TrayMenuItem } from './menu'
import { abilitiesMenu, chooseMenu, MAX_LIGHTS } from './tray-light-menu'

/** The four pictures; each can be told from the others at 16 px and without colour. */
export type TrayLamp = 'lit' | 'unlit' | 'unknown' | 'offline'
/** Each lamp has a twin with a dot, for what was not read. */
export type TrayIcon = TrayLamp | `${TrayLamp}-unread`

/** Everything the tray shows. */
export interface TrayView {
  readonly icon: TrayIcon
  readonly tooltip: string
  readonly menu: readonly TrayMenuItem[]
}

export interface TrayState {
  readonly lights: readonly LightState[]
  readonly trayLight: LightId
  readonly arranged: Pick<ArrangementView, 'colours' | 'scenes' | 'timers'>
  readonly connection: ConnectionState
  /** Messages that were not read, of the rooms that are told outside their window. */
  readonly unread: number
}

/** Scenes and timers beyond this are in the controller. */
const MAX_ROWS = 10

/** Says what the tray has to show; it always ends with the ways to the windows and out. */
export function renderTray(
  { lights, trayLight, arranged, connection, unread }: TrayState,
  words: Words,
): TrayView {
  const connected = connection.phase === 'connected'
  const chosen = lights.find(({ id }) => id === trayLight) ?? unknownLight(trayLight)
  const sections = sectionsOf(lights)
  const menu = [
    action(
      toggled(chosen) ? words.turnOn : words.turnOff,
      { kind: 'set-light', light: chosen.id, wish: toggling(chosen) },
      connected && isUsable(chosen),
    ),
    ...(connected ? abilitiesMenu(chosen, arranged.colours, words) : []),
    ...chooseMenu(sections, trayLight, words),
    ...othersMenu(sections, trayLight, connected, words),
    ...scenesMenu(arranged.scenes, connected, words),
    ...dueLines(arranged.timers, lights, words),
    SEPARATOR,
    action(words.openController, { kind: 'open', window: 'controller' }),
    action(unread > 0 ? words.openChatUnread(unread) : words.openChat, { kind: 'open', window: 'chat' }),
    SEPARATOR,
    action(words.quit, { kind: 'quit' }),
  ]
  const lamp = iconOf(chosen, connection)
  const tooltip = words.tooltip(chosen, connection)
  if (unread === 0) return { icon: lamp, tooltip, menu }
  return { icon: `${lamp}-unread`, tooltip: `${tooltip} · ${words.unread(unread)}`, menu }
}

/** The tray light before anything is known of it. */
function unknownLight(id: LightId): LightState {
  return {
    ...{ id, name: id, kind: 'light', convention: 'plain', topic: '', can: ON_OFF },
    ...{ power: 'unknown', availability: 'missing' },
  }
}

/** The lights beside the tray light, each room under its name. */
function othersMenu(
  sections: readonly LightSection[],
  trayLight: LightId,
  connected: boolean,
  words: Words,
): TrayMenuItem[] {
  const items: TrayMenuItem[] = []
  let room = MAX_LIGHTS
  let left = 0
  for (const { kind, room: name, lights } of sections) {
    const others = lights.filter(({ id }) => id !== trayLight)
    const shown = others.slice(0, room)
    room -= shown.length
    left += others.length - shown.length
    if (shown.length === 0) continue
    if (kind === 'room') items.push(SEPARATOR, line(oneLine(name ?? '', MAX_LABEL)))
    else if (kind === 'others' && items.length > 0) items.push(SEPARATOR)
    items.push(...shown.map((light) => lightItem(light, connected)))
  }
  if (left > 0) items.push(action(words.more, { kind: 'open', window: 'controller' }))
  return items
}

function lightItem(light: LightState, connected: boolean): TrayMenuItem {
  return {
    type: 'checkbox',
    label: oneLine(light.name, MAX_LABEL),
    enabled: connected && isUsable(light),
    checked: light.power === 'on',
    wish: { kind: 'set-light', light: light.id, wish: toggling(light) },
  }
}

function scenesMenu(
  scenes: TrayState['arranged']['scenes'],
  connected: boolean,
  words: Words,
): TrayMenuItem[] {
  if (scenes.length === 0) return []
  const items = scenes
    .slice(0, MAX_ROWS)
    .map(({ id, name }) => action(oneLine(name, MAX_LABEL), { kind: 'recall-scene', scene: id }, connected))
  const more = scenes.length > MAX_ROWS ? [action(words.more, { kind: 'open', window: 'controller' })] : []
  return [SEPARATOR, { type: 'submenu', label: words.scenes, enabled: true, items: [...items, ...more] }]
}

/** What is due, the soonest first. */
function dueLines(
  timers: TrayState['arranged']['timers'],
  lights: readonly LightState[],
  words: Words,
): TrayMenuItem[] {
  if (timers.length === 0) return []
  const names = new Map(lights.map(({ id, name }) => [id, name]))
  const due = timers.toSorted((a, b) => a.at - b.at).slice(0, MAX_ROWS)
  return [SEPARATOR, ...due.map((timer) => line(words.due(timer, names.get(timer.light) ?? timer.light)))]
}

function iconOf(light: LightState, connection: ConnectionState): TrayLamp {
  // Right after the start nothing is known yet, which is not the same as being cut off.
  if (connection.phase === 'connecting' && light.power === 'unknown') return 'unknown'
  if (connection.phase !== 'connected' || light.availability === 'offline') return 'offline'
  return light.power === 'unknown' ? 'unknown' : light.power === 'on' ? 'lit' : 'unlit'
}
