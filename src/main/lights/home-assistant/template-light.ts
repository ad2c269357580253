import type { LightPower } from '@shared/light/light'
import { commandOf, effectsOf, temperatureOf, lockOf } from './common'
import { flag, text, type HaConfig, type Schema } from './config'
import { templateState, type TemplateReadings } from './template-state'
import { templateVariables } from './template-variables'
import {
  isKnown,
  readingOf,
  stateText,
  writingOf,
  type Foreign,
  type Reading,
  type Writing,
} from './templated'

const POWERS: ReadonlyMap<string, LightPower> = new Map([
  ['on', 'on'],
  ['off', 'off'],
  ['None', 'unknown'],
])

/** A light of the template schema: templates make its commands out of what is wished, and read its state. */
export function templateLight(config: HaConfig): Schema | undefined {
  const command = text(config, 'command_topic')
  const state = text(config, 'state_topic')
  const topic = command ?? state
  if (topic === undefined) return undefined
  const power = text(config, 'state_template') === undefined ? undefined : readingOf(config, 'state_template')
  const commands = { on: commandBy(config, 'on'), off: commandBy(config, 'off') }
  const foreign = [power, commands.on, commands.off].find(isForeign)
  const isWritable = command !== undefined && commands.on !== undefined && commands.off !== undefined
  const locked = lockOf(foreign?.foreign, isWritable)
  const light = abilitiesOf(config)
  const isToldAll = state !== undefined && power !== undefined && light.tells

  return {
    can: light.can,
    ...(!isToldAll || flag(config, 'optimistic') ? { optimistic: true } : {}),
    ...(locked ? { locked } : {}),
    topic,
    commandTopics: command === undefined ? [] : [command],
    listens: state === undefined ? [] : [state],
    asks: [],
    read(from, payload) {
      const source = from === state ? stateText(payload) : undefined
      if (source === undefined) return undefined
      const said = power && isKnown(power) ? POWERS.get(power(source) ?? '') : undefined
      const rest = templateState(light.readings, light.inKelvin, light.can, source)
      return said || rest ? { values: { ...(said ? { power: said } : {}), ...rest } } : undefined
    },
    write(wish) {
      const write = commands[wish.power ?? 'on']
      if (command === undefined || locked || !write || !isKnown(write)) return []
      const payload = write('', templateVariables(wish, light.inKelvin))
      return payload ? [commandOf(config, command, payload)] : []
    },
  }
}

function commandBy(config: HaConfig, power: 'on' | 'off'): Writing | Foreign | undefined {
  const key = `command_${power}_template`
  return text(config, key) === undefined ? undefined : writingOf(config, key)
}

/** A value counts as an ability where a template says how to read it. */
function abilitiesOf(config: HaConfig) {
  const reading = (key: string): Reading | undefined => {
    const template = text(config, key) === undefined ? undefined : readingOf(config, key)
    return template && isKnown(template) ? template : undefined
  }
  const [red, green, blue] = [reading('red_template'), reading('green_template'), reading('blue_template')]
  const effect = reading('effect_template')
  // Without a template an effect can be asked for and is not told; with one that is not understood there is none.
  const hasEffects = effect !== undefined || text(config, 'effect_template') === undefined
  const readings: TemplateReadings = {
    brightness: reading('brightness_template'),
    temperature: reading('color_temp_template'),
    rgb: red && green && blue ? [red, green, blue] : undefined,
    effect,
  }
  const effects = hasEffects ? effectsOf(config) : []
  return {
    readings,
    inKelvin: flag(config, 'color_temp_kelvin') ?? false,
    tells: effects.length === 0 || effect !== undefined,
    can: {
      brightness: readings.brightness !== undefined,
      ...(readings.temperature ? { temperature: temperatureOf(config) } : {}),
      colour: readings.rgb !== undefined,
      white: false,
      effects,
      scenes: [],
      transition: /\btransition\b/.test(text(config, 'command_on_template') ?? ''),
    },
  }
}

function isForeign(template: Reading | Writing | Foreign | undefined): template is Foreign {
  return template !== undefined && typeof template !== 'function'
}
