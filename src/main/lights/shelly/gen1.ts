import { decodeText, encodeText, type MqttMessage } from '@shared/mqtt/message'
import { jsonObjectOf, textIn } from '../json-object'
import type { Discovery, Finder, Lamp, LightCommand } from '../lamp'
import { isTwofold, outputsOf, type Gen1Output } from './gen1-models'
import { readStatus, readSwitch, settingOf } from './gen1-speech'

const ANNOUNCE = 'shellies/announce'
/** Devices that are remembered; beyond that somebody makes them up. */
const MAX_DEVICES = 2_000

/** What a device answers to `announce`; `mode` only where it has several, and since firmware 1.8. */
interface Announcement {
  readonly id: string
  readonly model: string
  readonly mac?: string
  readonly mode?: string
}

/** Finds the first generation of Shelly devices, which announce themselves when they are asked to. */
export function shellyGen1(): Finder {
  const devices = new Map<string, Announcement>()

  function announced(payload: Uint8Array): Discovery | false {
    const device = parseAnnouncement(payload)
    if (!device) return false
    const known = devices.get(device.id)
    if (!known && devices.size >= MAX_DEVICES) return {}
    return found({ ...device, mode: device.mode ?? known?.mode })
  }

  function found(device: Announcement): Discovery {
    devices.set(device.id, device)
    const outputs = outputsOf(device.model, device.mode)
    const lamps = outputs.map((output) => lampOf(device, output, outputs.length > 1))
    return { found: [{ source: `shellies/${device.id}`, lamps }] }
  }

  function online(id: string, payload: Uint8Array): Discovery | false {
    if (payload.length === 0) {
      devices.delete(id)
      return { found: [{ source: `shellies/${id}`, lamps: [] }] }
    }
    const isOnline = truthOf(payload)
    if (isOnline === undefined) return false
    return isOnline && !devices.has(id) ? { asks: [order(`shellies/${id}/command`, 'announce')] } : {}
  }

  /** A strip reports either as one in colours or as four in white. */
  function reported(id: string, mode: string): Discovery {
    const device = devices.get(id)
    if (!device || device.mode === mode || !isTwofold(device.model)) return {}
    return found({ ...device, mode })
  }

  return {
    convention: 'shelly',
    filters: [ANNOUNCE, 'shellies/+/online', 'shellies/+/color/0/status', 'shellies/+/white/0/status'],
    asks: [order('shellies/command', 'announce')],
    receive({ topic, payload }: MqttMessage) {
      if (topic === ANNOUNCE) return announced(payload)
      const [, id, kind, mode] =
        /^shellies\/([^/]+)\/(?:(online)|(color|white)\/0\/status)$/.exec(topic) ?? []
      if (id === undefined) return undefined
      if (kind !== undefined) return online(id, payload)
      return mode === undefined || !jsonObjectOf(payload) ? false : reported(id, mode)
    },
  }
}

function parseAnnouncement(payload: Uint8Array): Announcement | undefined {
  const json = jsonObjectOf(payload)
  const id = json && textIn(json, 'id', 100)
  const model = json && textIn(json, 'model', 50)
  if (!id || !model || /[/+#\s]/.test(id)) return undefined
  const mac = textIn(json, 'mac', 12)?.toLowerCase()
  const mode = textIn(json, 'mode', 20)
  return { id, model, mode, ...(mac && /^[0-9a-f]{12}$/.test(mac) ? { mac } : {}) }
}

function lampOf({ id, mac }: Announcement, output: Gen1Output, isOneOfMany: boolean): Lamp {
  const place = `shellies/${id}/${output.word}/${output.number}`
  const isRelay = output.word === 'relay'
  const [switched, status, set] = [`${place}/command`, `${place}/status`, `${place}/set`]
  const online = `shellies/${id}/online`
  const read = (topic: string, payload: Uint8Array): ReturnType<Lamp['read']> => {
    if (topic === online) {
      const available = truthOf(payload)
      return available === undefined ? undefined : { available }
    }
    const values =
      topic === place ? readSwitch(payload) : topic === status ? readStatus(output, payload) : undefined
    return values && { values }
  }
  return {
    id: `shelly:${mac ?? id}:${output.word}:${output.number}`,
    convention: 'shelly',
    kind: isRelay ? 'switch' : 'light',
    // It has a name only in its own web page, not over MQTT.
    name: isOneOfMany ? `${id} ${output.number + 1}` : id,
    can: output.can,
    topic: isRelay ? switched : set,
    commandTopics: isRelay ? [switched] : [set, switched],
    ...(mac === undefined ? {} : { address: mac }),
    listens: isRelay ? [place, online] : [place, status, online],
    // Whoever announces itself is there.
    availability: { topics: [online], mode: 'latest', assumed: true },
    asks: [order(`shellies/${id}/command`, 'update')],
    read,
    write: (wish, now) => {
      if (isRelay) return wish.power ? [order(switched, wish.power)] : []
      const setting = settingOf(output, wish, now)
      return setting ? [order(set, JSON.stringify(setting))] : []
    },
  }
}

function truthOf(payload: Uint8Array): boolean | undefined {
  const text = decodeText(payload)
  return text === 'true' ? true : text === 'false' ? false : undefined
}

function order(topic: string, text: string): LightCommand {
  return { topic, payload: encodeText(text), qos: 0, retain: false }
}
