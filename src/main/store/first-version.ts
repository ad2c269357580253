import * as v from 'valibot'
import { parseBroker } from '@shared/mqtt/address'
import { PROFILE_LIMITS, THIS_COMPUTER } from '@shared/profile/profile'

/** What version 0.1 kept: one broker, and the password for it as `safeStorage` made it. */
const firstVersion = v.looseObject({
  broker: v.variant('kind', [
    v.object({ kind: v.literal('this-computer') }),
    v.object({ kind: v.literal('address'), url: v.string(), username: v.optional(v.string()) }),
  ]),
  password: v.optional(v.string()),
})

/** The settings of version 0.1 with their broker as a profile, which is in use; anything else as it came. */
export function takeOver(value: unknown, newId: () => string): unknown {
  if (typeof value !== 'object' || value === null || !('broker' in value) || 'profiles' in value) return value
  const read = v.safeParse(firstVersion, value)
  // It stands for a profile that cannot be read: that is told, and the rest goes on.
  if (!read.success) return { ...value, profiles: [value.broker] }
  const { broker, password, ...rest } = read.output
  if (broker.kind === 'this-computer') return { ...rest, active: THIS_COMPUTER }
  const id = newId()
  const profile = { id, name: nameOf(broker.url), addresses: [broker.url], username: broker.username }
  return {
    ...rest,
    profiles: [profile],
    active: id,
    secrets: password === undefined ? {} : { [id]: password },
  }
}

function nameOf(url: string): string {
  const parsed = parseBroker(url)
  return parsed.ok ? parsed.value.address.host.slice(0, PROFILE_LIMITS.name) : url
}
