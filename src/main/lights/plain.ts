import type { PlainLight } from '@shared/light/arrangement'
import { ON_OFF } from '@shared/light/light'
import { readPower, readPowerAt, writePower, writePowerJson } from '@shared/light/power'
import { decodeText, encodeText } from '@shared/mqtt/message'
import type { Lamp } from './lamp'

export interface PlainParts {
  /** Names this copy in the JSON form. */
  readonly client: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * A light added by hand. With one topic for both, that topic is its state, retained, so that a light which starts late
 * knows it (DESIGN 2, Light). With a state topic of its own it is a device, and a device is never sent anything retained.
 */
export function plainLamp(light: PlainLight, parts: PlainParts): Lamp {
  const { topic, stateTopic } = light
  const isDevice = stateTopic !== undefined && stateTopic !== topic
  return {
    id: topic,
    convention: 'plain',
    kind: 'light',
    name: topic,
    can: ON_OFF,
    topic,
    commandTopics: [topic],
    listens: [isDevice ? stateTopic : topic],
    asks: [],
    read: (_topic, payload) => {
      const power = powerOf(light, payload)
      return power && { values: { power } }
    },
    write: ({ power }) => {
      if (power === undefined) return []
      const payload = encodeText(payloadOf(light, power, parts))
      return [{ topic, payload, qos: isDevice ? 0 : 2, retain: !isDevice }]
    },
  }
}

function powerOf({ sends, on, off, path }: PlainLight, payload: Uint8Array): 'on' | 'off' | undefined {
  const words = sends === 'own' ? { on, off } : {}
  const text = sends === 'own' ? decodeText(payload) : undefined
  // As it stands, blanks and all: the two are often words that otherwise would mean something else.
  if (text !== undefined && text === on) return 'on'
  if (text !== undefined && text === off) return 'off'
  return path === undefined ? readPower(payload) : readPowerAt(payload, path, words)
}

function payloadOf({ sends, on, off }: PlainLight, power: 'on' | 'off', { client, now }: PlainParts): string {
  const isOn = power === 'on'
  switch (sends) {
    case 'words':
      return writePower(isOn)
    case 'json':
      return writePowerJson(isOn, client, Math.round(now() / 1_000))
    case 'own':
      return (isOn ? on : off) ?? writePower(isOn)
  }
}
