import { foldName } from '@shared/chat/name'
import type { Refusal } from '@shared/ipc/contract'
import type { ProfileForm, ProfileProblem } from '@shared/profile/form'
import { parseProfile } from '@shared/profile/parse'
import { PROFILE_LIMITS, THIS_COMPUTER, type Profile, type ProfileSecrets } from '@shared/profile/profile'
import type { ProfilesView } from '@shared/profile/view'
import { ok, refused, type Result } from '@shared/result'
import { keyProblem } from '../mqtt/certificate'
import type { Secrets } from '../store/secrets'
import type { SettingsFile } from '../store/settings'

export interface ProfilesParts {
  readonly settings: Pick<SettingsFile, 'current' | 'change'>
  readonly secrets: Secrets
  readonly newId: () => string
}

/** A profile as a form describes it, with the secrets it would have. */
export interface Drafted {
  readonly profile: Profile
  readonly secrets: ProfileSecrets
}

/** The brokers the user knows, and which of them is in use. */
export class Profiles {
  readonly #parts: ProfilesParts

  constructor(parts: ProfilesParts) {
    this.#parts = parts
  }

  get list(): readonly Profile[] {
    return this.#parts.settings.current.profiles
  }

  /** The profile in use with its secrets; none for the broker of this computer. */
  get active(): Drafted | undefined {
    const profile = this.#find(this.#parts.settings.current.active)
    return profile && { profile, secrets: this.#parts.secrets.get(profile.id) }
  }

  has(id: string): boolean {
    return this.#find(id) !== undefined
  }

  view(): ProfilesView {
    const { settings, secrets } = this.#parts
    return {
      active: settings.current.active,
      list: this.list.map((profile) => ({ ...profile, secrets: secrets.places(profile.id) })),
      keeping: secrets.keeping,
    }
  }

  /** Checks a form and puts what is kept of its profile's secrets to it; nothing is saved. */
  draft(form: ProfileForm): Result<Drafted, Refusal> {
    const parsed = parseProfile(form)
    if (!parsed.ok) return wrong(parsed.error)
    const id = form.id ?? this.#parts.newId()
    const secrets = merged(form.id === undefined ? {} : this.#parts.secrets.get(id), form)
    const { certificate } = parsed.value.tls
    if (certificate !== undefined) {
      if (secrets.key === undefined) return wrong({ field: 'key', problem: 'missing' })
      const { key, keyPassphrase } = secrets
      const problem = keyProblem({ certificate, key, keyPassphrase })
      if (problem) return wrong({ field: 'key', problem })
    }
    return ok({ profile: { id, ...parsed.value }, secrets })
  }

  /** Adds a profile or changes one; `notSaved` says why it counts for this run only. */
  save(form: ProfileForm): Result<{ readonly id: string; readonly notSaved?: string }, Refusal> {
    if (form.id !== undefined && !this.has(form.id)) return refused({ kind: 'unknown-profile' })
    const drafted = this.draft(form)
    if (!drafted.ok) return drafted
    const { profile } = drafted.value
    const others = this.list.filter(({ id }) => id !== profile.id)
    const name = foldName(profile.name)
    if (others.some((other) => foldName(other.name) === name))
      return wrong({ field: 'name', problem: 'taken' })
    if (others.length >= PROFILE_LIMITS.profiles) return wrong({ field: 'profiles', problem: 'too-many' })
    const known = others.length < this.list.length
    const profiles = known
      ? this.list.map((old) => (old.id === profile.id ? profile : old))
      : [...this.list, profile]
    const notSaved = this.#parts.settings.change({ profiles })
    // A key is of no use without its certificate.
    const gone = profile.tls.certificate === undefined ? { key: '', keyPassphrase: '' } : {}
    this.#parts.secrets.change(profile.id, { ...secretsOf(form), ...gone })
    return ok({ id: profile.id, ...(notSaved === undefined ? {} : { notSaved }) })
  }

  /** Takes in profiles from a file; one whose id is known becomes a new one, so that nothing is written over. */
  add(profiles: readonly Profile[]): Result<ReadonlyMap<string, string>, Refusal> {
    if (this.list.length + profiles.length > PROFILE_LIMITS.profiles)
      return wrong({ field: 'profiles', problem: 'too-many' })
    const ids = new Map<string, string>()
    const next = [...this.list]
    for (const profile of profiles) {
      const id = this.#parts.newId()
      ids.set(profile.id, id)
      next.push({ ...profile, id, name: freeName(profile.name, next) })
    }
    const notSaved = this.#parts.settings.change({ profiles: next })
    return notSaved === undefined ? ok(ids) : refused({ kind: 'not-saved', detail: notSaved })
  }

  /** Forgets a profile and its secrets; where it was in use the broker of this computer is again. */
  remove(id: string): Result<undefined, Refusal> {
    if (!this.has(id)) return refused({ kind: 'unknown-profile' })
    this.#parts.secrets.forget(id)
    return saved(
      this.#parts.settings.change({
        profiles: this.list.filter((profile) => profile.id !== id),
        ...(this.#parts.settings.current.active === id ? { active: THIS_COMPUTER } : {}),
      }),
    )
  }

  use(id: string): Result<undefined, Refusal> {
    if (id !== THIS_COMPUTER && !this.has(id)) return refused({ kind: 'unknown-profile' })
    return saved(this.#parts.settings.change({ active: id }))
  }

  #find(id: string): Profile | undefined {
    return this.list.find((profile) => profile.id === id)
  }
}

function saved(problem: string | undefined): Result<undefined, Refusal> {
  return problem === undefined ? ok(undefined) : refused({ kind: 'not-saved', detail: problem })
}

function wrong(problem: ProfileProblem): Result<never, Refusal> {
  return refused({ kind: 'profile', ...problem })
}

function secretsOf({ password, key, keyPassphrase }: ProfileForm): ProfileSecrets {
  return { password, key, keyPassphrase }
}

/** What is kept with what the form changes: missing leaves it, '' forgets it. */
function merged(kept: ProfileSecrets, form: ProfileForm): ProfileSecrets {
  const given = secretsOf(form)
  return {
    password: (given.password ?? kept.password) || undefined,
    key: (given.key ?? kept.key) || undefined,
    keyPassphrase: (given.keyPassphrase ?? kept.keyPassphrase) || undefined,
  }
}

/** A name nobody has: `House`, `House 2`, `House 3` … */
function freeName(name: string, taken: readonly Profile[]): string {
  const names = new Set(taken.map((profile) => foldName(profile.name)))
  if (!names.has(foldName(name))) return name
  // Counted as `parseProfileName` does, in whole characters.
  const stem = [...name]
    .slice(0, PROFILE_LIMITS.name - 5)
    .join('')
    .trim()
  for (let n = 2; ; n++) if (!names.has(foldName(`${stem} ${n}`))) return `${stem} ${n}`
}
