import * as v from 'valibot'
import { colourGuard, temperatureGuard, transitionGuard, wishGuard } from '../light/wish-guard'
import { ROOM_COLOURS } from '../chat/room-settings'
import { MAX_TIMEOUT } from '../chat/rules'
import { listOf } from '../list-of'
import { PROFILE_LIMITS } from '../profile/profile'
import { MAX_WORD, MAX_WORDS, type CommandName, type Commands } from './contract'

const qos = v.picklist([0, 1, 2])
const nothing = v.strictObject({})
/** Longer than any rule below it, so that the rule, not the guard, says what is wrong; short enough to cost nothing. */
const text = (most: number): v.GenericSchema<string> => v.pipe(v.string(), v.maxLength(most))
const topic = text(1_000_000)
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const id = text(100)
/** Milliseconds since 1970, up to the year 2286. */
const time = v.pipe(v.number(), v.minValue(0), v.ltValue(1e13))
const messageKey = v.strictObject({ clock: v.pipe(v.number(), v.safeInteger(), v.minValue(1)), id })
const pageAt = v.variant('kind', [
  v.strictObject({ kind: v.literal('newest') }),
  v.strictObject({ kind: v.picklist(['before', 'after']), key: messageKey }),
  v.strictObject({ kind: v.literal('around'), id }),
  v.strictObject({ kind: v.literal('date'), ts: time }),
  v.strictObject({ kind: v.literal('unread') }),
])
const light = text(10_000)
const lights = (most: number): v.GenericSchema<unknown, string[]> => listOf(light, most)
const favourite = v.union([
  v.strictObject({ colour: colourGuard }),
  v.strictObject({ temperature: temperatureGuard }),
])
/** Every light there can be; how many a group or a scene has is its rule's affair. */
const MOST_LIGHTS = 10_000
const profileForm = v.strictObject({
  id: v.optional(id),
  name: text(10_000),
  addresses: listOf(text(10_000), 1_000),
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

/** An object of any kind has no fields that are wrong; one of these has to have some that are right. */
const hasSome = v.check((change: object) => Object.keys(change).length > 0)

/** What each command accepts from a window; everything else is refused as `bad-arguments`. */
export const commandGuards: { readonly [Name in CommandName]: v.GenericSchema<unknown, Commands[Name]> } = {
  'light:set': v.strictObject({ light, wish: wishGuard }),
  'light:arrange': v.strictObject({
    light,
    name: v.optional(text(10_000)),
    room: v.optional(text(10_000)),
    favourite: v.optional(v.boolean()),
    hidden: v.optional(v.boolean()),
    transition: v.optional(transitionGuard),
  }),
  'light:order': v.strictObject({ lights: lights(MOST_LIGHTS) }),
  'light:tray': v.strictObject({ light }),
  'light:save-plain': v.strictObject({
    topic,
    stateTopic: v.optional(topic),
    sends: v.picklist(['words', 'json', 'own']),
    on: v.optional(text(100_000)),
    off: v.optional(text(100_000)),
    path: v.optional(text(10_000)),
    was: v.optional(topic),
  }),
  'light:forget': v.strictObject({ light }),
  'group:save': v.strictObject({ id: v.optional(light), name: text(10_000), members: lights(MOST_LIGHTS) }),
  'group:remove': v.strictObject({ id: light }),
  'scene:save': v.strictObject({ id: v.optional(id), name: text(10_000), lights: lights(MOST_LIGHTS) }),
  'scene:recall': v.strictObject({ id }),
  'scene:remove': v.strictObject({ id }),
  'timer:set': v.strictObject({
    light,
    power: v.picklist(['on', 'off']),
    // Any number and any text: the rule says which are no time.
    when: v.union([
      v.strictObject({ minutes: v.number() }),
      v.strictObject({ time: text(100), daily: v.boolean() }),
    ]),
  }),
  'timer:remove': v.strictObject({ id }),
  'shortcut:set': v.strictObject({ light, keys: text(1_000) }),
  'colours:set': v.strictObject({ colours: listOf(favourite, 1_000) }),
  'lights:offer': v.strictObject({ offered: v.boolean() }),
  'lights:tray-click': v.strictObject({ does: v.picklist(['toggle', 'panel']) }),
  'lights:export': nothing,
  'lights:import': nothing,
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
  'chat:send': v.strictObject({ room: topic, text: text(1_000_000), quote: v.optional(id) }),
  'chat:change': v.strictObject({ room: topic, id, text: text(1_000_000) }),
  'chat:take-back': v.strictObject({ room: topic, id }),
  'chat:draft': v.strictObject({ room: topic, text: text(1_000_000) }),
  'chat:writing': v.strictObject({ room: topic }),
  'chat:seen': v.strictObject({ room: topic, id }),
  'chat:show': v.strictObject({ room: topic }),
  'chat:page': v.strictObject({ room: topic, at: pageAt }),
  'chat:search': v.strictObject({
    text: text(10_000),
    room: v.optional(topic),
    before: v.optional(v.pipe(v.number(), v.safeInteger())),
  }),
  'chat:export': v.strictObject({ room: topic, format: v.picklist(['txt', 'jsonl', 'html']) }),
  'chat:clear': v.strictObject({ room: topic, before: v.optional(time) }),
  'room:join': v.strictObject({
    topic,
    name: text(10_000),
    kind: v.picklist(['open', 'private']),
    passphrase: v.optional(text(10_000)),
    turns: v.optional(v.boolean()),
  }),
  'room:direct': v.strictObject({ client: id }),
  'room:change': v.strictObject({
    topic,
    name: v.optional(text(10_000)),
    colour: v.optional(v.picklist(ROOM_COLOURS)),
    notify: v.optional(v.boolean()),
  }),
  'room:rules': v.strictObject({
    topic,
    turns: v.boolean(),
    timeout: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_TIMEOUT)),
  }),
  'room:passphrase': v.strictObject({ topic, passphrase: text(10_000) }),
  'room:leave': v.strictObject({ topic, forget: v.boolean() }),
  'settings:chat': v.pipe(
    v.strictObject({
      keep: v.optional(v.picklist(['for-ever', 'year', 'month', 'session'])),
      notifications: v.optional(v.boolean()),
      hideText: v.optional(v.boolean()),
      doNotDisturb: v.optional(v.boolean()),
      yourTurn: v.optional(v.picklist(['nothing', 'sound', 'notification'])),
      enterSends: v.optional(v.boolean()),
      tellsOthers: v.optional(v.boolean()),
      spellCheck: v.optional(v.boolean()),
    }),
    hasSome,
  ),
  'settings:name': v.strictObject({ name: text(10_000) }),
  'profile:save': profileForm,
  'profile:remove': v.strictObject({ id }),
  'profile:use': v.strictObject({ id }),
  'profile:test': profileForm,
  'profile:pick': v.strictObject({ what: v.picklist(['ca', 'certificate', 'key']) }),
  'profile:export': v.strictObject({
    ids: listOf(id, PROFILE_LIMITS.profiles),
    passphrase: v.optional(text(10_000)),
  }),
  'profile:import': nothing,
  'profile:unlock': v.strictObject({ passphrase: text(10_000) }),
  'secrets:consent': v.strictObject({ keep: v.boolean() }),
  'connection:retry': nothing,
  'connection:new-id': nothing,
  'clipboard:write': v.strictObject({ text: text(16_777_216) }),
  'spell:add': v.strictObject({ word: text(MAX_WORD) }),
  'spell:check': v.strictObject({ words: listOf(text(MAX_WORD), MAX_WORDS) }),
  'settings:desktop': v.pipe(
    v.strictObject({ updates: v.optional(v.boolean()), startAtLogin: v.optional(v.boolean()) }),
    hasSome,
  ),
  'update:check': nothing,
  'update:install': nothing,
  'link:answer': v.strictObject({ id: seq, accept: v.boolean() }),
  'report:make': nothing,
  'report:save': nothing,
  'notice:dismiss': v.strictObject({ id: v.pipe(v.number(), v.safeInteger()) }),
  'window:open': v.strictObject({ window: v.picklist(['controller', 'chat']) }),
  'link:open': v.strictObject({ url: text(2_048) }),
}
