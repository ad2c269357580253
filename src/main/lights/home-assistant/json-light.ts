import { commandOf } from './common'
import { flag, text, type HaConfig, type Schema } from './config'
import { jsonAbilities } from './json-abilities'
import { jsonCommand } from './json-command'
import { jsonState } from './json-state'

/** A light of the json schema: one topic for all that is asked of it and one for all it says. */
export function jsonLight(config: HaConfig): Schema | undefined {
  const command = text(config, 'command_topic')
  const state = text(config, 'state_topic')
  const topic = command ?? state
  if (topic === undefined) return undefined
  const abilities = jsonAbilities(config)
  return {
    can: abilities.can,
    ...(state === undefined || flag(config, 'optimistic') ? { optimistic: true } : {}),
    ...(command === undefined ? { locked: { kind: 'no-command' } } : {}),
    topic,
    commandTopics: command === undefined ? [] : [command],
    listens: state === undefined ? [] : [state],
    asks: [],
    read(from, payload) {
      const values = from === state ? jsonState(abilities, payload) : undefined
      return values && { values }
    },
    write: (wish, now) =>
      command === undefined
        ? []
        : [commandOf(config, command, JSON.stringify(jsonCommand(abilities, wish, now)))],
  }
}
