import type { MessageView } from '@shared/chat/message'
import { FIRST_CHAT_SETTINGS } from '@shared/chat/room-settings'
import { FIRST_RULES } from '@shared/chat/rules'
import { FIRST_DESKTOP, type DesktopView } from '@shared/desktop/desktop'
import type { RoomSummary, RoomView } from '@shared/ipc/state'
import { FIRST_COLOURS, type ArrangementView } from '@shared/light/arrangement'
import { ON_OFF, type LightState } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import { THIS_COMPUTER } from '@shared/profile/profile'
import type { ProfilesView, ProfileView } from '@shared/profile/view'
import type { SettingsView } from '@shared/settings'
import type { WireEntry } from '@shared/wire/entry'

/** Connected to the usual broker on this computer. */
export const connected: Extract<ConnectionState, { phase: 'connected' }> = {
  phase: 'connected',
  broker: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
  hostedHere: false,
  version: '3.1.1',
}

/** The light of the first start, off. */
export function aLight(more: Partial<LightState> = {}): LightState {
  return {
    id: 'led',
    name: 'led',
    kind: 'light',
    convention: 'plain',
    topic: 'led',
    power: 'off',
    can: ON_OFF,
    availability: 'online',
    ...more,
  }
}

/** A lamp that can do everything, at 45 % of warm white. */
export function aLamp(more: Partial<LightState> = {}): LightState {
  return aLight({
    id: 'zigbee2mqtt:lamp',
    name: 'Sofa',
    convention: 'zigbee2mqtt',
    topic: 'zigbee2mqtt/Sofa/set',
    power: 'on',
    brightness: 45,
    temperature: 2_700,
    mode: 'temperature',
    can: {
      brightness: true,
      temperature: { min: 2_000, max: 6_500 },
      colour: true,
      white: false,
      effects: ['blink', 'breathe'],
      scenes: ['Evening'],
      transition: true,
    },
    ...more,
  })
}

/** What a first start has arranged. */
export function anArrangement(more: Partial<ArrangementView> = {}): ArrangementView {
  return {
    plain: [{ topic: 'led', sends: 'words' }],
    scenes: [],
    timers: [],
    shortcuts: [],
    colours: FIRST_COLOURS,
    offered: false,
    ...more,
  }
}

/** A message on the wire as it came in: `on`, QoS 2. */
export function anEntry(more: Partial<WireEntry> = {}): WireEntry {
  return {
    seq: 1,
    at: Date.UTC(2026, 4, 10, 12),
    direction: 'in',
    topic: 'led',
    qos: 2,
    retain: false,
    size: 2,
    preview: 'on',
    form: 'text',
    ...more,
  }
}

/** A message of somebody else. */
export function aMessage(more: Partial<MessageView> = {}): MessageView {
  return {
    room: 'chat',
    id: 'one',
    clock: 1,
    user: 'Yoko',
    text: 'Hello',
    ts: Date.UTC(2026, 4, 10, 12),
    own: false,
    ...more,
  }
}

/** A room in which it is John's turn and nothing is drafted. */
export function aRoom(more: Partial<RoomView> = {}): RoomView {
  return {
    topic: 'chat',
    turn: { mayWrite: true },
    people: [],
    rules: FIRST_RULES,
    writing: [],
    readers: [],
    draft: { text: '', version: 1 },
    ...more,
  }
}

/** The room of the first start, in which everything is read. */
export function aSummary(more: Partial<RoomSummary> = {}): RoomSummary {
  return {
    topic: 'chat',
    name: 'chat',
    given: '',
    kind: 'open',
    colour: 'none',
    notify: true,
    unread: 0,
    ...more,
  }
}

/** John's settings. */
export function someSettings(more: Partial<SettingsView> = {}): SettingsView {
  return {
    name: 'John',
    chat: FIRST_CHAT_SETTINGS,
    fromCommandLine: { name: false, broker: false },
    ...more,
  }
}

/** A profile of a broker in the house, without TLS and secrets. */
export function aProfile(more: Partial<ProfileView> = {}): ProfileView {
  return {
    id: 'house',
    name: 'House',
    addresses: [{ scheme: 'mqtt', host: 'broker.example', port: 1883 }],
    version: 'auto',
    keepAlive: 30,
    sessionExpiry: 604_800,
    tls: {},
    secrets: { password: 'none', key: 'none', keyPassphrase: 'none' },
    ...more,
  }
}

/** The broker of this computer in use, no other known, secrets encrypted. */
export function someProfiles(more: Partial<ProfilesView> = {}): ProfilesView {
  return { active: THIS_COMPUTER, list: [], keeping: 'encrypted', ...more }
}

/** An installed copy that is up to date and is not started at login. */
export function aDesktop(more: Partial<DesktopView> = {}): DesktopView {
  return { settings: FIRST_DESKTOP, startAtLogin: 'off', update: { phase: 'current', at: 0 }, ...more }
}
