import { decodeText } from '@shared/mqtt/message'
import { text, type HaConfig } from './config'
import { parseTemplate, valueVariables } from './template/template'

/** No light needs more bytes to say how it is, and a template is never long at work on so few. */
const MAX_BYTES = 8 * 1024

/** What a state says, as a text; `undefined` where it says nothing, which leaves things as they are. */
export type Reading = (payload: string) => string | undefined

/** A command's payload from its plain form and the variables that Home Assistant names for its template. */
export type Writing = (plain: string, variables: Readonly<Record<string, unknown>>) => string | undefined

/** A template of a config that is not understood. */
export interface Foreign {
  readonly foreign: string
}

/** How a state is read by the template named `key`; as it comes where there is none. */
export function readingOf(config: HaConfig, key: string): Reading | Foreign {
  const source = text(config, key)
  if (source === undefined) return (payload) => payload || undefined
  const template = parseTemplate(source)
  if (!template.ok) return { foreign: source }
  return (payload) => template.value.render(valueVariables(payload)) || undefined
}

/** How a command is written by the template named `key`; in its plain form where there is none. */
export function writingOf(config: HaConfig, key: string): Writing | Foreign {
  const source = text(config, key)
  if (source === undefined) return (plain) => plain
  const template = parseTemplate(source)
  return template.ok ? (_, variables) => template.value.render(variables) : { foreign: source }
}

/** Whether a template was understood. */
export function isKnown<T extends Reading | Writing>(template: T | Foreign): template is T {
  return typeof template === 'function'
}

/** The payload of a state as a text; `undefined` where it is too long or no text. */
export function stateText(payload: Uint8Array): string | undefined {
  return payload.length <= MAX_BYTES ? decodeText(payload) : undefined
}

/** The numbers in a text, separated by commas; `undefined` where there are not exactly `count`. */
export function numbersIn(said: string, count: number): readonly number[] | undefined {
  const parts = said.split(',')
  const numbers = parts.map((part) => (part.trim() === '' ? NaN : Number(part)))
  return parts.length === count && numbers.every(Number.isFinite) ? numbers : undefined
}

/** A temperature in Kelvin, or nothing where it is a slip of the device, such as 0. */
export function plausibleKelvin(kelvin: number): number | undefined {
  return kelvin >= 500 && kelvin <= 100_000 ? kelvin : undefined
}
