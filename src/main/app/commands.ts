import { parseName } from '@shared/chat/name'
import type { BrokerForm, CommandResult, Refusal } from '@shared/ipc/contract'
import { formatAddress, parseBroker } from '@shared/mqtt/address'
import { encodeText, MAX_SENT_PAYLOAD } from '@shared/mqtt/message'
import { parseTopicFilter, parseTopicName } from '@shared/mqtt/topic'
import { ok, refused } from '@shared/result'
import type { BrokerChoice } from '@shared/settings'
import type { CommandHandlers } from '../ipc/register'
import type { SettingsFile } from '../store/settings'
import type { PasswordKeeper } from '../store/password'
import { outsideLink } from '../security/links'
import type { Services } from './services'

export interface CommandParts {
  readonly services: Services
  readonly settings: SettingsFile
  readonly passwords: PasswordKeeper
  /** Given on the command line: a change is saved, but counts from the next start. */
  readonly forced: { readonly name: boolean; readonly broker: boolean }
  openWindow(name: 'controller' | 'chat'): void
  openOutside(url: string): Promise<void>
  /** The user chose another broker. */
  brokerChosen(): Promise<void>
}

const done: CommandResult = ok(undefined)

/** What each wish of a window does; the tray's wishes go the same ways. */
export function commandHandlers(parts: CommandParts): CommandHandlers {
  const { services } = parts
  const { lights, room, session, wire, filters, notices, feed } = services
  return {
    'light:set': ({ light, on }) => lights.set(light, on),
    'wire:publish': async ({ topic, payload, qos, retain }) => {
      const name = parseTopicName(topic)
      if (!name.ok) return refused({ kind: 'topic', problem: name.error })
      const bytes = encodeText(payload)
      if (bytes.length > MAX_SENT_PAYLOAD)
        return refused({ kind: 'payload-too-large', limit: MAX_SENT_PAYLOAD })
      const result = await session.publish(name.value, bytes, { qos, retain })
      return result.ok ? done : refused(result.error)
    },
    'wire:subscribe': async ({ filter, qos }) => {
      const parsed = parseTopicFilter(filter)
      if (!parsed.ok) return refused({ kind: 'topic', problem: parsed.error })
      const granted = await filters.add(parsed.value, qos)
      feed.touch('subscriptions')
      return granted === 'refused' ? refused({ kind: 'refused-by-broker', detail: filter }) : done
    },
    'wire:unsubscribe': async ({ filter }) => {
      await filters.remove(filter)
      feed.touch('subscriptions')
      return done
    },
    'wire:clear': () => {
      wire.clear()
      feed.dropWire(wire.firstSeq)
      return done
    },
    'chat:send': ({ text }) => room.send(text),
    'chat:draft': ({ text }) => {
      room.saveDraft(text)
      return done
    },
    'settings:name': ({ name }) => {
      const parsed = parseName(name)
      if (!parsed.ok) return refused({ kind: 'name', problem: parsed.error })
      const problem = parts.settings.change({ name: parsed.value })
      if (!parts.forced.name) room.rename(parsed.value)
      feed.touch('settings')
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'settings:broker': async (form) => {
      const choice = brokerChoice(form)
      if (!choice.ok) return choice
      const problem = parts.settings.change({ broker: choice.value })
      const password = choice.value.kind === 'this-computer' ? '' : form.password
      if (password !== undefined && parts.passwords.set(password) === 'this-run')
        notices.say('password-not-kept')
      feed.touch('settings')
      if (!parts.forced.broker) await parts.brokerChosen()
      return problem === undefined ? done : refused({ kind: 'not-saved', detail: problem })
    },
    'connection:retry': () => {
      session.retryNow()
      return done
    },
    'notice:dismiss': ({ id }) => {
      notices.dismiss(id)
      return done
    },
    'window:open': ({ window }) => {
      parts.openWindow(window)
      return done
    },
    'link:open': async ({ url }) => {
      const link = outsideLink(url)
      if (!link) return refused({ kind: 'link' })
      await parts.openOutside(link)
      return done
    },
  }
}

function brokerChoice(
  form: BrokerForm,
): ReturnType<typeof ok<BrokerChoice>> | ReturnType<typeof refused<Refusal>> {
  if (form.kind === 'this-computer') return ok({ kind: 'this-computer' })
  const parsed = parseBroker(form.url)
  if (!parsed.ok) return refused({ kind: 'address', problem: parsed.error })
  // Credentials belong into their own fields: there they are kept safely.
  if (parsed.value.credentials) return refused({ kind: 'address', problem: 'extra' })
  const username = form.username.trim()
  return ok({
    kind: 'address',
    url: formatAddress(parsed.value.address),
    ...(username === '' ? {} : { username }),
  })
}
