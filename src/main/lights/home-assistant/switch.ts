import { ON_OFF, type LightPower } from '@shared/light/light'
import { decodeText } from '@shared/mqtt/message'
import { commandOf, lockOf } from './common'
import { flag, text, type HaConfig, type Schema } from './config'
import { parseTemplate, valueVariables } from './template/template'

/** Home Assistant's word for a state that is not known. */
const UNKNOWN = 'None'

/** A switch of Home Assistant's MQTT discovery: two payloads to say it and two to hear it. */
export function switchSchema(config: HaConfig): Schema | undefined {
  const command = text(config, 'command_topic')
  const state = text(config, 'state_topic')
  const topic = command ?? state
  if (topic === undefined) return undefined
  const payloads = { on: text(config, 'payload_on') ?? 'ON', off: text(config, 'payload_off') ?? 'OFF' }
  const states = new Map<string, LightPower>([
    [UNKNOWN, 'unknown'],
    [text(config, 'state_off') ?? payloads.off, 'off'],
    [text(config, 'state_on') ?? payloads.on, 'on'],
  ])
  const reading = templateOf(config, 'value_template')
  const writing = templateOf(config, 'command_template')
  const foreign = [reading, writing].find((template) => template?.parsed.ok === false)
  const locked = lockOf(foreign?.source, command !== undefined)
  return {
    can: ON_OFF,
    ...(state === undefined || flag(config, 'optimistic') ? { optimistic: true } : {}),
    ...(locked ? { locked } : {}),
    topic,
    commandTopics: command === undefined ? [] : [command],
    listens: state === undefined ? [] : [state],
    asks: [],
    read(from, payload) {
      const source = from === state ? decodeText(payload) : undefined
      if (source === undefined || reading?.parsed.ok === false) return undefined
      const said = reading ? reading.parsed.value.render(valueVariables(source)) : source
      const power = said === undefined ? undefined : states.get(said)
      return power && { values: { power } }
    },
    write({ power = 'on' }) {
      if (command === undefined || locked) return []
      const payload = writing?.parsed.ok
        ? writing.parsed.value.render({ value: payloads[power] })
        : payloads[power]
      return payload === undefined ? [] : [commandOf(config, command, payload)]
    },
  }
}

function templateOf(config: HaConfig, key: string) {
  const source = text(config, key)
  return source === undefined ? undefined : { source, parsed: parseTemplate(source) }
}
