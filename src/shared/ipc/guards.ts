import * as v from 'valibot'
import { PROFILE_LIMITS } from '../profile/profile'
import type { CommandName, Commands } from './contract'

const qos = v.picklist([0, 1, 2])
const nothing = v.strictObject({})
/** Longer than any rule below it, so that the rule, not the guard, says what is wrong; short enough to cost nothing. */
const text = (most: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(most))
const topic = text(1_000_000)
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const id = text(100)
const profileForm = v.strictObject({
  id: v.optional(id),
  name: text(10_000),
  addresses: v.pipe(v.array(text(10_000)), v.maxLength(1_000)),
  version: v.picklist(['auto', '3.1.1', '5']),
  clientId: text(10_000),
  // Any number: the rule, not the guard, says which are too small or too large.
  keepAlive: v.number(),
  sessionExpiry: v.number(),
  username: text(10_000),
  ca: text(1_000_000),
  certificate: text(1_000_000),
  serverName: text(10_000),
  alpn: text(10_000),
  pinned: text(10_000),
  password: v.optional(text(10_000)),
  key: v.optional(text(1_000_000)),
  keyPassphrase: v.optional(text(10_000)),
})

/** What each command accepts from a window; everything else is refused as `bad-arguments`. */
export const commandGuards: { readonly [Name in CommandName]: v.GenericSchema<unknown, Commands[Name]> } = {
  'light:set': v.strictObject({ light: topic, on: v.boolean() }),
  'wire:publish': v.strictObject({ topic, payload: text(16_777_216), qos, retain: v.boolean() }),
  'wire:subscribe': v.strictObject({ filter: topic, qos }),
  'wire:unsubscribe': v.strictObject({ filter: topic }),
  'wire:clear': nothing,
  'wire:entry': v.strictObject({ seq }),
  'wire:resend': v.strictObject({ seq }),
  'wire:export': v.strictObject({
    format: v.picklist(['jsonl', 'csv']),
    filter: v.strictObject({ topic, text: text(10_000) }),
  }),
  'wire:clear-retained': v.strictObject({ topic }),
  'wire:save-message': v.strictObject({
    id: v.optional(id),
    name: text(10_000),
    topic,
    payload: text(16_777_216),
    qos,
    retain: v.boolean(),
  }),
  'wire:remove-message': v.strictObject({ id }),
  'chat:send': v.strictObject({ text: text(1_000_000) }),
  'chat:draft': v.strictObject({ text: text(1_000_000) }),
  'settings:name': v.strictObject({ name: text(10_000) }),
  'profile:save': profileForm,
  'profile:remove': v.strictObject({ id }),
  'profile:use': v.strictObject({ id }),
  'profile:test': profileForm,
  'profile:pick': v.strictObject({ what: v.picklist(['ca', 'certificate', 'key']) }),
  'profile:export': v.strictObject({
    ids: v.pipe(v.array(id), v.maxLength(PROFILE_LIMITS.profiles)),
    passphrase: v.optional(text(10_000)),
  }),
  'profile:import': nothing,
  'profile:unlock': v.strictObject({ passphrase: text(10_000) }),
  'secrets:consent': v.strictObject({ keep: v.boolean() }),
  'connection:retry': nothing,
  'connection:new-id': nothing,
  'clipboard:write': v.strictObject({ text: text(16_777_216) }),
  'notice:dismiss': v.strictObject({ id: v.pipe(v.number(), v.safeInteger()) }),
  'window:open': v.strictObject({ window: v.picklist(['controller', 'chat']) }),
  'link:open': v.strictObject({ url: text(2_048) }),
}
