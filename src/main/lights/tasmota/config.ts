import { jsonObjectOf, objectOf, own, textIn, type JsonObject } from '../json-object'

/** Relays of one device: an ESP32 has 32. */
const MAX_RELAYS = 32
/** Characters of a name or a part of a topic. */
const MAX_TEXT = 200

/** What a Tasmota device says of itself. */
export interface TasmotaDevice {
  readonly mac: string
  readonly name: string
  readonly names: readonly (string | null)[]
  /** Per POWER index, beginning with 1: 0 nothing, 1 a relay, 2 a light, 3 half a shutter. */
  readonly relays: readonly number[]
  /** Topics with their last slash; the command or the kind of report is put behind. */
  readonly topics: { readonly cmnd: string; readonly stat: string; readonly tele: string }
  readonly words: {
    readonly on: string
    readonly off: string
    readonly online: string
    readonly offline: string
  }
  /** 0 none, 1 dimmer, 2 cold and warm white, 3 RGB, 4 RGB and white, 5 RGB, cold and warm white. */
  readonly light: 0 | 1 | 2 | 3 | 4 | 5
  /** Colours and white are one light. */
  readonly isLinked: boolean
  /** Its light sits behind a Tuya chip, which dims by itself. */
  readonly isTuya: boolean
  /** A fan with a lamp that only goes on and off. */
  readonly isFan: boolean
  readonly option: (number: number) => boolean
}

/** Reads `tasmota/discovery/<MAC>/config` as `xdrv_12_discovery.ino` writes it; undefined where it is something else. */
export function parseConfig(payload: Uint8Array): TasmotaDevice | undefined {
  const config = jsonObjectOf(payload)
  if (!config || (own(config, 'ver') ?? 1) !== 1) return undefined
  const mac = textIn(config, 'mac', 12)?.toUpperCase()
  const topic = textIn(config, 't', MAX_TEXT)
  const relays = relaysIn(config)
  const light = lightIn(config)
  const words = wordsIn(config)
  if (!mac || !/^[0-9A-F]{12}$/.test(mac) || !topic || !relays || light === undefined || !words)
    return undefined
  const options = objectOf(own(config, 'so'))
  return {
    mac,
    name: textIn(config, 'dn', MAX_TEXT)?.trim() ?? '',
    names: namesIn(config),
    relays,
    topics: topicsIn(config, { topic, hostname: textIn(config, 'hn', MAX_TEXT) ?? '', id: mac.slice(-6) }),
    words,
    light,
    isLinked: isSet(own(config, 'lk')),
    isTuya: isSet(own(config, 'ty')),
    isFan: isSet(own(config, 'if')),
    option: (number) => isSet(own(options, String(number))),
  }
}

function relaysIn(config: JsonObject): readonly number[] | undefined {
  const list = own(config, 'rl')
  if (!Array.isArray(list) || list.length > MAX_RELAYS) return undefined
  return list.every((type): type is number => typeof type === 'number') ? list : undefined
}

function lightIn(config: JsonObject): TasmotaDevice['light'] | undefined {
  const type = own(config, 'lt_st') ?? 0
  return ([0, 1, 2, 3, 4, 5] as const).find((known) => known === type)
}

/** Its words for off and on. In a Backlog a semicolon would begin another command. */
function wordsIn(config: JsonObject): TasmotaDevice['words'] | undefined {
  const state = own(config, 'state') ?? ['OFF', 'ON']
  const [off, on] = Array.isArray(state) ? (state as unknown[]) : []
  const isWord = (text: unknown): text is string => typeof text === 'string' && /^[^;]{1,40}$/.test(text)
  if (!isWord(off) || !isWord(on)) return undefined
  const online = textIn(config, 'onln', MAX_TEXT) ?? 'Online'
  return { on, off, online, offline: textIn(config, 'ofln', MAX_TEXT) ?? 'Offline' }
}

function namesIn(config: JsonObject): TasmotaDevice['names'] {
  const list = own(config, 'fn')
  if (!Array.isArray(list)) return []
  return list
    .slice(0, MAX_RELAYS)
    .map((name: unknown) => (typeof name === 'string' ? name.slice(0, MAX_TEXT) : null))
}

function topicsIn(config: JsonObject, tokens: Readonly<Record<string, string>>): TasmotaDevice['topics'] {
  const full = textIn(config, 'ft', MAX_TEXT) || '%prefix%/%topic%/'
  const prefixes = own(config, 'tp')
  const [cmnd, stat, tele] = ['cmnd', 'stat', 'tele'].map((usual, place) => {
    const given: unknown = Array.isArray(prefixes) ? prefixes[place] : undefined
    const prefix = typeof given === 'string' && given.length <= MAX_TEXT ? given : usual
    // Without the prefix a device would take its own reports for commands, so Tasmota puts it behind.
    const isBare = place === 0 && !full.includes('%prefix%')
    return topicOf(isBare ? `${full}/%prefix%` : full, { ...tokens, prefix })
  }) as [string, string, string]
  return { cmnd, stat, tele }
}

/** The full topic with its tokens put in, once: what is put in is not looked through for further tokens. */
function topicOf(full: string, tokens: Readonly<Record<string, string>>): string {
  return `${full}/`
    .replace(/%(prefix|topic|hostname|id)%/g, (_, token: string) => tokens[token] ?? '')
    .replace(/\/{2,}/g, '/')
}

function isSet(value: unknown): boolean {
  return value === 1 || value === true
}
