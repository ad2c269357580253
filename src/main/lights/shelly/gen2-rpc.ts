import { encodeText } from '@shared/mqtt/message'
import { jsonObjectOf, objectOf, own, type JsonObject } from '../json-object'
import type { LightCommand } from '../lamp'

/** What a request is for; its number comes back with the answer, and the answer's `src` says whose it is. */
export const REQUEST = { config: 1, status: 2, set: 3 } as const

/** A message of a device: an answer to a request, or a notice of its own. */
export interface Frame {
  /** The device's id, `shellyplus1-a8032abe54dc`, whatever it is called in topics. */
  readonly device: string
  readonly answers?: unknown
  readonly result?: JsonObject
  readonly method?: unknown
  readonly params?: JsonObject
}

/** The request `method` to the device with this prefix; it answers on `<source>/rpc`. */
export function request(
  prefix: string,
  source: string,
  purpose: keyof typeof REQUEST,
  method: string,
  params?: JsonObject,
): LightCommand {
  const frame = { id: REQUEST[purpose], src: source, method, ...(params ? { params } : {}) }
  return { topic: `${prefix}/rpc`, payload: encodeText(JSON.stringify(frame)), qos: 0, retain: false }
}

/** Reads a frame; undefined where it is none of a Shelly device. */
export function parseFrame(payload: Uint8Array): Frame | undefined {
  const frame = jsonObjectOf(payload)
  const device = own(frame, 'src')
  if (typeof device !== 'string' || !/^shelly[^/+#\s]{0,100}$/.test(device)) return undefined
  const [result, params] = [objectOf(own(frame, 'result')), objectOf(own(frame, 'params'))]
  return {
    device,
    answers: own(frame, 'id'),
    method: own(frame, 'method'),
    ...(result ? { result } : {}),
    ...(params ? { params } : {}),
  }
}

/** Whether a notice says that the device has been set up anew: another name, other components. */
export function tellsOfChange({ method, params }: Frame): boolean {
  const events = own(params, 'events')
  return (
    method === 'NotifyEvent' &&
    Array.isArray(events) &&
    events.some((event) => own(objectOf(event), 'event') === 'config_changed')
  )
}
