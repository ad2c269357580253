import { parseArgs } from 'node:util'
import { Told } from './command.mjs'

/** What stands behind these options, by their names; any other is refused with the names of those that there are. */
export function readOptions(names) {
  try {
    return parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) }).values
  } catch (error) {
    const options = names.map((name) => `--${name}`)
    const last = options.pop()
    throw new Told(`${error.message}\nThere are ${options.join(', ')} and ${last}.`)
  }
}

/** The number that was typed for an option; undefined where none was, and refused in words outside `from` to `to`. */
export function wholeNumber(name, typed, { from, to }) {
  if (typed === undefined) return undefined
  const value = /^\d{1,10}$/.test(typed) ? Number(typed) : NaN
  if (!(value >= from && value <= to)) throw new Told(`--${name} takes a whole number from ${from} to ${to}.`)
  return value
}
