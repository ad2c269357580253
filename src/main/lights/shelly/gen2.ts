import { decodeText, type MqttMessage } from '@shared/mqtt/message'
import type { Discovery, Finder } from '../lamp'
import { lampsOf } from './gen2-lamp'
import { parseFrame, REQUEST, request, tellsOfChange } from './gen2-rpc'

/** Devices that are remembered; beyond that somebody makes them up. */
const MAX_DEVICES = 2_000

/**
 * Finds Shelly devices of the second generation and later: they say that they are online, and are asked what they are.
 * `source` is this copy's client id; a device answers on `<source>/rpc`.
 */
export function shellyGen2(source: string): Finder {
  const answers = `${source}/rpc`
  /** The device behind a prefix; undefined until it has said its id. */
  const devices = new Map<string, string | undefined>()
  const ask = (prefix: string): Discovery => ({
    asks: [request(prefix, source, 'config', 'Shelly.GetConfig')],
  })

  function online(prefix: string, payload: Uint8Array): Discovery | false {
    if (payload.length === 0) {
      const gone = devices.get(prefix)
      devices.delete(prefix)
      return gone === undefined ? {} : { found: [{ source: gone, lamps: [] }] }
    }
    const text = decodeText(payload)
    if (text !== 'true' && text !== 'false') return false
    if (text === 'false' || !remember(prefix)) return {}
    return ask(prefix)
  }

  /** A device may have any prefix, but it says who it is in everything it tells. */
  function noticed(prefix: string, payload: Uint8Array): Discovery | false | undefined {
    const frame = parseFrame(payload)
    if (!frame) return isShelly(prefix) ? false : undefined
    const isNew = devices.get(prefix) !== frame.device
    if (!remember(prefix, frame.device)) return {}
    return isNew || tellsOfChange(frame) ? ask(prefix) : {}
  }

  function answered(payload: Uint8Array): Discovery | false {
    const frame = parseFrame(payload)
    if (!frame) return false
    if (frame.answers !== REQUEST.config || !frame.result) return {}
    const { device } = frame
    const prefix = [...devices].find(([, id]) => id === device)?.[0] ?? device
    const lamps = lampsOf(device, frame.result, prefix, source)
    const used = lamps[0]?.topic.slice(0, -'/rpc'.length) ?? prefix
    remember(used, device)
    return { found: [{ source: device, lamps }] }
  }

  function remember(prefix: string, device?: string): boolean {
    if (!devices.has(prefix) && devices.size >= MAX_DEVICES) return false
    devices.set(prefix, device ?? devices.get(prefix))
    return true
  }

  return {
    convention: 'shelly',
    // Prefixes of two levels are the user's own, and `shelly/<room>` is what its examples show.
    filters: [answers, '+/online', 'shelly/+/online', '+/events/rpc', '+/+/events/rpc'],
    asks: [],
    receive({ topic, payload }: MqttMessage) {
      if (topic === answers) return answered(payload)
      const [, prefix, kind] = /^([^/]+(?:\/[^/]+)?)\/(online|events\/rpc)$/.exec(topic) ?? []
      if (prefix === undefined) return undefined
      if (kind === 'events/rpc') return noticed(prefix, payload)
      return isShelly(prefix) || devices.has(prefix) ? online(prefix, payload) : undefined
    },
  }
}

/** `shellies/…` is the first generation's, and not meant. */
function isShelly(prefix: string): boolean {
  return prefix.startsWith('shelly')
}
