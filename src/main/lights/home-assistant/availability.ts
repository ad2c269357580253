import { decodeText } from '@shared/mqtt/message'
import type { LampAvailability } from '../lamp'
import { isObject, list, text, type HaConfig } from './config'
import { parseTemplate, valueVariables, type Template } from './template/template'

/** A bridge, a device and its parts are three; more than this nobody needs to say whether one lamp is there. */
const MAX_TOPICS = 12

/** Where a light's availability is told and how the messages are read. */
export interface Presence {
  /** Missing where nothing is said of it: such a light counts as there. */
  readonly availability?: LampAvailability
  /** What a message of one of the topics says; `undefined` where it says nothing. */
  read(topic: string, payload: Uint8Array): boolean | undefined
}

interface Voice {
  readonly available: string
  readonly unavailable: string
  readonly template?: Template
}

/**
 * Reads `availability`, or `availability_topic` and what belongs to it. As with Home Assistant, a light of whom nothing was heard yet
 * is not there. A topic whose template is not understood is left out: it could only keep a light away that is there.
 */
export function presenceOf(config: HaConfig): Presence {
  const several = list(config, 'availability').filter(isObject)
  const voices = new Map<string, Voice>()
  for (const entry of several.slice(0, MAX_TOPICS)) {
    add(voices, text(entry, 'topic'), entry, text(entry, 'value_template'))
  }
  if (several.length === 0) {
    add(voices, text(config, 'availability_topic'), config, text(config, 'availability_template'))
  }
  if (voices.size === 0) return { read: () => undefined }
  return {
    availability: { topics: [...voices.keys()], mode: modeOf(config), assumed: false },
    read(topic, payload) {
      const voice = voices.get(topic)
      const source = voice && decodeText(payload)
      if (voice === undefined || source === undefined) return undefined
      const said = voice.template ? voice.template.render(valueVariables(source)) : source
      if (said === voice.available) return true
      return said === voice.unavailable ? false : undefined
    },
  }
}

function add(voices: Map<string, Voice>, topic: string | undefined, entry: HaConfig, source?: string): void {
  if (topic === undefined) return
  const template = source === undefined ? undefined : parseTemplate(source)
  if (template?.ok === false) return
  voices.set(topic, {
    available: text(entry, 'payload_available') ?? 'online',
    unavailable: text(entry, 'payload_not_available') ?? 'offline',
    template: template?.value,
  })
}

function modeOf(config: HaConfig): LampAvailability['mode'] {
  const mode = text(config, 'availability_mode')
  return mode === 'all' || mode === 'any' ? mode : 'latest'
}
