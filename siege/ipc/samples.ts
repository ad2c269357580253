import * as v from 'valibot'
import type { CommandName } from '../../src/shared/ipc/contract'
import { commandGuards } from '../../src/shared/ipc/guards'

/** What of a schema's inside tells how to make a value for it. */
interface Inside {
  readonly type: string
  readonly entries?: Record<string, Inside>
  readonly wrapped?: Inside
  readonly item?: Inside
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly pipe?: readonly (Inside & { readonly kind: string; readonly requirement?: unknown })[]
}

/** All channels that the app's own guards know, so that a new command is besieged without a word here. */
export const CHANNELS = Object.keys(commandGuards) as CommandName[]

/** Arguments that a channel takes, with every field that it knows. */
export function sampleFor(channel: CommandName): unknown {
  return sample(commandGuards[channel] as never as Inside)
}

/** Whether a channel takes these; a list is never taken, see register.ts. */
export function isLegal(channel: CommandName, args: unknown): boolean {
  return !Array.isArray(args) && v.is(commandGuards[channel], args)
}

function sample(schema: Inside): unknown {
  switch (schema.type) {
    case 'strict_object':
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.entries ?? {}).map(([key, field]) => [key, sample(field)]),
      )
    case 'optional':
      return schema.wrapped && sample(schema.wrapped)
    case 'union':
    case 'variant':
      return sample(schema.options?.[0] as Inside)
    case 'picklist':
      return schema.options?.[0]
    case 'literal':
      return schema.literal
    case 'array':
      return schema.item ? [sample(schema.item)] : []
    case 'boolean':
      return true
    case 'number':
      return Math.max(1, ...least(schema))
    case 'custom':
      // A check that comes first, such as that of a list's length, says nothing of what is checked behind it.
      return sampleOf(schema.pipe?.filter(({ kind }) => kind === 'schema')[1])
    default:
      return 'x'
  }
}

function sampleOf(schema: Inside | undefined): unknown {
  return schema ? sample(schema) : 'x'
}

function least({ pipe = [] }: Inside): number[] {
  return pipe.flatMap(({ type, requirement }) =>
    type === 'min_value' && typeof requirement === 'number' ? [requirement] : [],
  )
}
