import type { LightPower } from '@shared/light/light'
import type { LightCommand } from '../lamp'
import { basicAbilities } from './basic-abilities'
import { basicCommands, lit } from './basic-command'
import { partsIn } from './basic-parts'
import { basicState, UNKNOWN } from './basic-state'
import { commandOf, lockOf } from './common'
import { flag, text, type HaConfig, type Schema } from './config'
import { isKnown, readingOf, stateText } from './templated'

/** A light of the basic schema, which devices also call `default` or do not name: a topic for each of its values. */
export function basicLight(config: HaConfig): Schema | undefined {
  const command = text(config, 'command_topic')
  const state = text(config, 'state_topic')
  const topic = command ?? state
  if (topic === undefined) return undefined
  const light = basicAbilities(config)
  const parts = partsIn(light.parts)
  const payloads = { on: text(config, 'payload_on') ?? 'ON', off: text(config, 'payload_off') ?? 'OFF' }
  const powers = new Map<string, LightPower>([
    [UNKNOWN, 'unknown'],
    [payloads.off, 'off'],
    [payloads.on, 'on'],
  ])
  // Devices from before 2022 name the template of the state `value_template`.
  const template =
    text(config, 'state_value_template') === undefined ? 'value_template' : 'state_value_template'
  const power = readingOf(config, template)
  const locked = lockOf(isKnown(power) ? undefined : power.foreign, command !== undefined)
  const listens = [state, ...parts.map((part) => part.state), light.parts.mode?.state]

  return {
    can: light.can,
    ...(state === undefined || flag(config, 'optimistic') || !light.tells ? { optimistic: true } : {}),
    ...(locked ? { locked } : {}),
    topic,
    commandTopics: [...new Set([command, ...parts.map((part) => part.command)])].filter(
      (one) => one !== undefined,
    ),
    listens: [...new Set(listens)].filter((one) => one !== undefined),
    asks: [],
    read(from, payload) {
      const source = stateText(payload)
      if (source === undefined) return undefined
      const said = from === state && isKnown(power) ? powers.get(power(source) ?? '') : undefined
      const rest = basicState(light, from, source)
      return said || rest ? { values: { ...(said ? { power: said } : {}), ...rest } } : undefined
    },
    write(wish, now): readonly LightCommand[] {
      if (command === undefined || locked) return []
      const type = text(config, 'on_command_type')
      const turn = commandOf(config, command, payloads[wish.power ?? 'on'])
      if (wish.power === 'off') return [turn]
      // Such a light goes on by being told how bright.
      const bare = type === 'brightness' && wish.brightness === undefined && !wish.white
      const others = basicCommands(config, light, bare ? { ...wish, brightness: lit(now) } : wish, now)
      if (type === 'first') return [turn, ...others]
      return type === 'brightness' && others.length > 0 ? others : [...others, turn]
    },
  }
}
