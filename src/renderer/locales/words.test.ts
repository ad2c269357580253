import { describe, expect, it } from 'vitest'
import { ROOM_COLOURS } from '@shared/chat/room-settings'
import { AGES } from '../chat/older'
import {
  addressProblems,
  arrangeProblems,
  certificateRules,
  closedTurns,
  deliveryFailures,
  deliveryStates,
  failureKinds,
  fileProblems,
  lightAbsences,
  lightLocks,
  lightNotes,
  lightPowers,
  nameProblems,
  neverReasons,
  noticeKinds,
  passphraseProblems,
  profileProblems,
  refusalKinds,
  roomProblems,
  savedMessageProblems,
  shortcutProblems,
  topicProblems,
} from '../testing/every'
import en from './en.json'
import italian from './it.json'
import { createWords } from './words'

interface Tree {
  readonly [key: string]: string | Tree
}

function flat(tree: Tree, before = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  )
}

const languages = { en: flat(en), it: flat(italian) }
const placeholders = (words: string) => (words.match(/\{[^}]*\}/g) ?? []).sort()

describe('both languages', () => {
  it('have the same keys', () => {
    expect([...languages.it.keys()].sort()).toEqual([...languages.en.keys()].sort())
  })

  it.each([...languages.en])('fill the same gaps in %s', (key, words) => {
    expect(placeholders(languages.it.get(key) ?? '')).toEqual(placeholders(words))
  })

  it.each(Object.entries(languages))(
    'leave nothing empty, and nothing that vue-i18n would read as its own: %s',
    (_, all) => {
      for (const [key, words] of all) {
        expect(words.trim(), key).not.toBe('')
        expect(words, key).not.toMatch(/[@|$]/)
      }
    },
  )
})

/** Refusals that have words for each of their problems instead. */
const IN_PARTS = [
  'name',
  'topic',
  'room-topic',
  'room',
  'file',
  'passphrase',
  'profile',
  'saved-message',
  'arrange',
  'shortcut',
]

/** All keys that are put together from what main says. */
const fromMain = [
  ...failureKinds.map((kind) => `connection.reason.${kind}`),
  ...certificateRules.flatMap((rule) => [`connection.rule.${rule}`, `settings.test.ruleAdvice.${rule}`]),
  ...refusalKinds.filter((kind) => !IN_PARTS.includes(kind)).map((kind) => `refusal.${kind}`),
  ...fileProblems.map((problem) => `refusal.file.${problem}`),
  ...passphraseProblems.map((problem) => `refusal.passphrase.${problem}`),
  ...arrangeProblems.map((problem) => `refusal.arrange.${problem}`),
  ...shortcutProblems.map((problem) => `refusal.shortcut.${problem}`),
  ...savedMessageProblems.map((problem) => `refusal.saved-message.${problem}`),
  ...profileProblems
    .filter((why) => !(why.field === 'addresses' && why.text))
    .map(({ field, problem }) => `refusal.profile.${field}.${problem}`),
  ...nameProblems.map((problem) => `refusal.name.${problem}`),
  ...topicProblems.map((problem) => `refusal.topic.${problem}`),
  ...roomProblems.map((problem) => `refusal.room.${problem}`),
  'refusal.room-topic.reserved',
  ...ROOM_COLOURS.map((colour) => `chat.colour.${colour}`),
  ...AGES.map((age) => `chat.delete.older.${age}`),
  ...['txt', 'jsonl', 'html'].map((format) => `chat.settings.exportAs.${format}`),
  ...['missing', 'wrong', 'missingHint', 'wrongHint'].map((why) => `chat.locked.${why}`),
  ...['for-ever', 'year', 'month', 'session'].flatMap((keep) => [
    `settings.chat.keeping.${keep}`,
    `settings.chat.keepHint.${keep}`,
  ]),
  ...['nothing', 'sound', 'notification'].map((signal) => `settings.chat.signal.${signal}`),
  ...neverReasons.map((why) => `desktop.never.${why}`),
  ...['heading', 'what'].flatMap((part) =>
    ['join', 'here', 'toggle', 'unknown'].map((question) => `desktop.link.${question}.${part}`),
  ),
  ...['yes', 'no'].flatMap((part) =>
    ['join', 'here', 'toggle'].map((question) => `desktop.link.${question}.${part}`),
  ),
  ...addressProblems.map((problem) => `refusal.address.${problem}`),
  ...noticeKinds.map((kind) => `notices.${kind}`),
  ...deliveryStates.map((state) => `chat.delivery.${state}`),
  ...deliveryFailures.map((failure) => `chat.composer.${failure}`),
  ...closedTurns.map((because) => `chat.turn.${because}`),
  ...['mine', 'waiting', 'last-is-mine-one'].map((turn) => `chat.turn.${turn}`),
  ...lightPowers.map((power) => `lights.power.${power}`),
  ...['on', 'off', 'other'].map((wish) => `lights.pending.${wish}`),
  ...lightAbsences.map((absence) => `lights.availability.${absence}`),
  ...lightLocks.map((lock) => `lights.locked.${lock}`),
  ...lightNotes.map((note) => `lights.note.${note}`),
  ...[0, 1, 2].map((qos) => `wire.publish.qos${qos}`),
  ...['lights', 'wire', 'settings'].map((tab) => `controller.tabs.${tab}`),
]

it.each(fromMain)('has words for %s', (key) => {
  expect(languages.en.has(key)).toBe(true)
  expect(languages.it.has(key)).toBe(true)
})

it.each([
  ['it', 'it'],
  ['it-CH', 'it'],
  ['IT', 'it'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['item', 'en'],
  ['', 'en'],
])('speaks to a reader of %j in %s', (language, expected) => {
  expect(createWords(language).global.locale.value).toBe(expected)
})
