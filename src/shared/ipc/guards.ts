import * as v from 'valibot'
import type { CommandName, Commands } from './contract'

const qos = v.picklist([0, 1, 2])
const nothing = v.strictObject({})
/** Longer than any rule below it, so that the rule, not the guard, says what is wrong; short enough to cost nothing. */
const text = (most: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(most))
const topic = text(1_000_000)

/** What each command accepts from a window; everything else is refused as `bad-arguments`. */
export const commandGuards: { readonly [Name in CommandName]: v.GenericSchema<unknown, Commands[Name]> } = {
  'light:set': v.strictObject({ light: topic, on: v.boolean() }),
  'wire:publish': v.strictObject({ topic, payload: text(16_777_216), qos, retain: v.boolean() }),
  'wire:subscribe': v.strictObject({ filter: topic, qos }),
  'wire:unsubscribe': v.strictObject({ filter: topic }),
  'wire:clear': nothing,
  'chat:send': v.strictObject({ text: text(1_000_000) }),
  'chat:draft': v.strictObject({ text: text(1_000_000) }),
  'settings:name': v.strictObject({ name: text(10_000) }),
  'settings:broker': v.strictObject({
    kind: v.picklist(['this-computer', 'address']),
    url: text(1_000_000),
    username: text(1_000),
    password: v.optional(text(1_000)),
  }),
  'connection:retry': nothing,
  'notice:dismiss': v.strictObject({ id: v.pipe(v.number(), v.safeInteger()) }),
  'window:open': v.strictObject({ window: v.picklist(['controller', 'chat']) }),
  'link:open': v.strictObject({ url: text(2_048) }),
}
