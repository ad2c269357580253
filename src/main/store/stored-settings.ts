import * as v from 'valibot'
import { parseName } from '@shared/chat/name'
import { readChatSettings, readRooms } from '@shared/chat/stored-rooms'
import { FIRST_DESKTOP } from '@shared/desktop/desktop'
import { firstArrangement } from '@shared/light/arrangement'
import { isLightId } from '@shared/light/light-id'
import { parsePlain } from '@shared/light/plain-rules'
import { readArrangement, type ReadArrangement } from '@shared/light/stored'
import { PROFILE_LIMITS, THIS_COMPUTER } from '@shared/profile/profile'
import { readProfile, readSavedMessage, writeProfile } from '@shared/profile/stored'
import type { Settings } from '@shared/settings'
import { SAVED_LIMITS } from '@shared/wire/saved-message'
import { takeOver } from './first-version'
import { holds } from './holds'
import { roomSecretsId } from './room-keys'

/** Everything that settings.json holds. */
export interface StoredSettings extends Settings {
  readonly installation: string
  /** Per profile, and per private room, what `safeStorage` made of its secrets, in base64. */
  readonly secrets: Readonly<Record<string, string>>
  /** The user's answer to whether secrets are kept where the system does not encrypt. */
  readonly secretKeeping?: 'allowed' | 'this-run'
}

export interface ReadSettings {
  readonly settings: StoredSettings
  /** Something had to be left out. */
  readonly incomplete: boolean
  /** They are from version 0.1. */
  readonly takenOver: boolean
}

/** Characters; a private key takes a few thousand. */
const MAX_SECRET = 3_000_000

const list = v.optional(v.array(v.unknown()), [])
const schema = v.object({
  installation: v.pipe(v.string(), v.regex(/^[0-9a-f-]{8,40}$/)),
  name: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => parseName(text).ok),
    ),
  ),
  profiles: list,
  active: v.optional(v.string(), THIS_COMPUTER),
  trayLight: v.pipe(v.string(), v.check(isLightId)),
  lights: v.optional(v.unknown()),
  rooms: v.optional(v.unknown()),
  chat: v.optional(v.unknown()),
  // Older ones have none; a wrong one is worth no word.
  desktop: v.fallback(v.optional(v.object({ updates: v.boolean() }), FIRST_DESKTOP), FIRST_DESKTOP),
  savedMessages: list,
  secrets: v.optional(v.record(v.string(), v.unknown()), {}),
  // Without the answer the user is only asked again.
  secretKeeping: v.fallback(v.optional(v.picklist(['allowed', 'this-run'])), undefined),
})
const encrypted = v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SECRET), v.base64())

/** What settings.json says; whatever in its lists cannot be used is left out, undefined where the rest is wrong too. */
export function readStored(value: unknown, newId: () => string): ReadSettings | undefined {
  const current = takeOver(value, newId)
  const read = v.safeParse(schema, current)
  if (!read.success) return undefined
  const { name, installation, trayLight, secretKeeping, ...given } = read.output
  const lights = readLights(given.lights, trayLight)
  if (!lights) return undefined
  const profiles = readList(given.profiles, readProfile, PROFILE_LIMITS.profiles)
  const savedMessages = readList(given.savedMessages, readSavedMessage, SAVED_LIMITS.messages)
  const { rooms, incomplete: roomsMissing } = readRooms(given.rooms)
  const has = (id: string): boolean => profiles.some((profile) => profile.id === id)
  const owners = new Set([...profiles.map(({ id }) => id), ...rooms.map(({ topic }) => roomSecretsId(topic))])
  const kept = Object.entries(given.secrets)
  const secrets = kept.filter((entry): entry is [string, string] => v.is(encrypted, entry[1]))
  const settings: StoredSettings = {
    installation,
    name,
    profiles,
    active: has(given.active) ? given.active : THIS_COMPUTER,
    trayLight,
    lights: lights.arrangement,
    rooms,
    chat: readChatSettings(given.chat),
    desktop: given.desktop,
    savedMessages,
    secrets: Object.fromEntries(secrets.filter(([id]) => owners.has(id))),
    secretKeeping,
  }
  return {
    settings,
    incomplete:
      lights.incomplete ||
      roomsMissing ||
      // Not only rows: a name with a wrong letter is one that nobody knows, and what stands behind it would be gone with the next change.
      !holds(JSON.parse(writeStored(settings)), current),
    takenOver: current !== value,
  }
}

/** Before lights were arranged the one in the tray was a plain light; without a topic it is none. */
function readLights(value: unknown, trayLight: string): ReadArrangement | undefined {
  if (value !== undefined) {
    return readArrangement(value) ?? { arrangement: firstArrangement('led'), incomplete: true }
  }
  return parsePlain({ topic: trayLight, sends: 'words' }).ok
    ? { arrangement: firstArrangement(trayLight), incomplete: false }
    : undefined
}

/** The settings as they stand in the file. */
export function writeStored(settings: StoredSettings): string {
  return `${JSON.stringify({ ...settings, profiles: settings.profiles.map(writeProfile) }, undefined, 2)}\n`
}

/** The rows that can be used, of several with one id the first. */
function readList<Row extends { readonly id: string }>(
  values: readonly unknown[],
  read: (value: unknown) => Row | undefined,
  most: number,
): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const value of values) {
    const row = read(value)
    if (row && !rows.has(row.id)) rows.set(row.id, row)
  }
  return [...rows.values()].slice(0, most)
}
