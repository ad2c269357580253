import type { FileFilter } from 'electron'
import type { Refusal } from '@shared/ipc/contract'
import { decodeText } from '@shared/mqtt/message'
import { parseCertificates, privateKeyProblem } from '@shared/profile/pem'
import { PROFILE_LIMITS, THIS_COMPUTER } from '@shared/profile/profile'
import type { ImportReport, PickedFile, TestReport } from '@shared/profile/view'
import { ok, refused, type Result } from '@shared/result'
import type { CommandHandlers } from '../ipc/register'
import { readCertificates } from '../mqtt/certificate'
import type { TestTarget } from '../mqtt/test-connection'
import { MAX_PROFILE_FILE, readProfiles, writeProfiles } from '../store/profile-file'
import { unlock, type LockedSecrets } from '../store/profile-lock'
import type { Secrets } from '../store/secrets'
import { locatedAt } from './destination'
import type { Files } from './files'
import type { Profiles } from './profiles'

export interface ProfileCommandParts {
  readonly profiles: Profiles
  readonly secrets: Secrets
  readonly files: Files
  testConnection(targets: readonly TestTarget[]): Promise<TestReport>
  /** Leaves the broker, changes what has to be changed, and connects to whatever is in use then. */
  reconnectWith<Value>(change: () => Value): Promise<Value>
  /** The windows have to be shown something else. */
  changed(): void
}

type Names = Extract<keyof CommandHandlers, `profile:${string}` | `secrets:${string}`>

/** A format's own name is the same in every language. Certificates and keys go by many endings, so any file may be picked. */
const PEM: FileFilter[] = [
  { name: 'PEM', extensions: ['pem', 'crt', 'cer', 'key'] },
  { name: '*', extensions: ['*'] },
]
const JSON_FILE: FileFilter[] = [{ name: 'JSON', extensions: ['json'] }]

/** What the windows' wishes about brokers do. */
export function profileCommands(parts: ProfileCommandParts): Pick<CommandHandlers, Names> {
  const { profiles, secrets, files, changed } = parts
  /** Of the file that was imported last, with the ids its profiles got here. */
  let imported: { readonly locked: LockedSecrets; readonly ids: ReadonlyMap<string, string> } | undefined

  const isActive = (id: string): boolean => profiles.view().active === id
  /** What the connection in use is made with; its name is only a name. */
  const inUse = (): string => {
    const { profile, secrets: all } = profiles.active ?? {}
    return JSON.stringify([{ ...profile, name: '' }, all])
  }

  return {
    'profile:save': async (form) => {
      const before = inUse()
      const saved = profiles.save(form)
      changed()
      if (!saved.ok) return saved
      if (inUse() !== before) await parts.reconnectWith(() => undefined)
      const { id, notSaved } = saved.value
      return notSaved === undefined ? ok({ id }) : refused({ kind: 'not-saved', detail: notSaved })
    },
    'profile:remove': async ({ id }) => {
      const remove = (): Result<undefined, Refusal> => profiles.remove(id)
      const removed = isActive(id) ? await parts.reconnectWith(remove) : remove()
      changed()
      return removed
    },
    'profile:use': async ({ id }) => {
      if (id !== THIS_COMPUTER && !profiles.has(id)) return refused({ kind: 'unknown-profile' })
      const used = isActive(id) ? ok(undefined) : await parts.reconnectWith(() => profiles.use(id))
      changed()
      return used
    },
    'profile:test': async (form) => {
      const drafted = profiles.draft(form)
      if (!drafted.ok) return drafted
      const { profile, secrets: all } = drafted.value
      return ok(
        await parts.testConnection(profile.addresses.map((address) => locatedAt(profile, all, address))),
      )
    },
    'profile:pick': async ({ what }) => {
      const picked = await files.open(PEM, PROFILE_LIMITS.pem)
      if (!picked.ok) return refused({ kind: 'file', ...picked.error })
      return picked.value ? readPicked(what, picked.value) : ok(undefined)
    },
    'profile:export': async ({ ids, passphrase }) => {
      const chosen = profiles.list.filter(({ id }) => ids.includes(id))
      const all = Object.fromEntries(chosen.map(({ id }) => [id, secrets.get(id)]))
      const text = await writeProfiles(chosen, all, passphrase)
      if (!text.ok) return refused(text.error)
      const saved = await files.save('porchlight-brokers.json', JSON_FILE, [text.value])
      if (!saved.ok) return refused({ kind: 'not-saved', detail: saved.error.detail })
      return ok(saved.value === undefined ? undefined : { file: saved.value })
    },
    'profile:import': async () => {
      const picked = await files.open(JSON_FILE, MAX_PROFILE_FILE)
      if (!picked.ok) return refused({ kind: 'file', ...picked.error })
      if (!picked.value) return ok(undefined)
      const text = decodeText(picked.value.bytes)
      const read = text === undefined ? refused('not-profiles' as const) : readProfiles(text)
      if (!read.ok) return refused({ kind: 'file', problem: read.error })
      const added = profiles.add(read.value.profiles)
      changed()
      if (!added.ok) return added
      const { locked } = read.value
      imported = locked && { locked, ids: added.value }
      return ok({ imported: added.value.size, locked: locked !== undefined })
    },
    'profile:unlock': async ({ passphrase }): Promise<Result<ImportReport, Refusal>> => {
      if (!imported) return refused({ kind: 'gone' })
      const { locked, ids } = imported
      const opened = await unlock(locked, passphrase)
      if (!opened.ok) return opened
      for (const [id, all] of Object.entries(opened.value)) {
        const known = ids.get(id)
        // The profile may have been removed meanwhile.
        if (known !== undefined && profiles.has(known)) secrets.change(known, all)
      }
      imported = undefined
      changed()
      return ok({ imported: ids.size, locked: false })
    },
    'secrets:consent': ({ keep }) => {
      secrets.consent(keep)
      changed()
      return ok(undefined)
    },
  }
}

function readPicked(
  what: 'ca' | 'certificate' | 'key',
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Result<PickedFile, Refusal> {
  const text = decodeText(bytes)
  if (text === undefined) return refused({ kind: 'file', problem: 'not-pem' })
  if (what === 'key') {
    const problem = privateKeyProblem(text)
    if (problem === undefined) return ok({ name, text, certificates: [] })
    return refused({ kind: 'file', problem: problem === 'too-long' ? 'too-large' : 'not-key' })
  }
  const pem = parseCertificates(text)
  if (!pem.ok)
    return refused({ kind: 'file', problem: pem.error === 'too-long' ? 'too-large' : 'not-certificate' })
  const certificates = readCertificates(pem.value)
  if (certificates.length === 0) return refused({ kind: 'file', problem: 'not-certificate' })
  return ok({ name, text: pem.value, certificates })
}
