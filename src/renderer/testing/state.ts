import type { MessageView } from '@shared/chat/message'
import type { RoomView } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import type { ConnectionState } from '@shared/mqtt/connection'
import type { SettingsView } from '@shared/settings'
import type { WireEntry } from '@shared/wire/entry'

/** Connected to the usual broker on this computer. */
export const connected: Extract<ConnectionState, { phase: 'connected' }> = {
  phase: 'connected',
  broker: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
  hostedHere: false,
}

/** The light of the first start, off. */
export function aLight(more: Partial<LightState> = {}): LightState {
  return { id: 'led', name: 'led', power: 'off', ...more }
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
  return { topic: 'chat', turn: { mayWrite: true }, people: [], draft: { text: '', version: 1 }, ...more }
}

/** John's settings, with the broker on this computer. */
export function someSettings(more: Partial<SettingsView> = {}): SettingsView {
  return {
    name: 'John',
    broker: { kind: 'this-computer' },
    password: 'none',
    fromCommandLine: { name: false, broker: false },
    ...more,
  }
}
