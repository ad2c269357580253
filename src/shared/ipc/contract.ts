import type { Result } from '../result'
import type { AddressProblem } from '../mqtt/address'
import type { TopicProblem } from '../mqtt/topic'
import type { Qos } from '../mqtt/message'
import type { NameProblem } from '../chat/name'
import type { StatePush } from './state'

/** Why a command was not carried out; the windows have words for each. */
export type Refusal =
  | { readonly kind: 'bad-arguments' }
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'not-your-turn' }
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'text-too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'payload-too-large'; readonly limit: number }
  | { readonly kind: 'name'; readonly problem: NameProblem }
  | { readonly kind: 'topic'; readonly problem: TopicProblem }
  | { readonly kind: 'address'; readonly problem: AddressProblem }
  | { readonly kind: 'refused-by-broker'; readonly detail: string }
  | { readonly kind: 'unknown-light' }
  | { readonly kind: 'not-saved'; readonly detail: string }
  | { readonly kind: 'link' }
  | { readonly kind: 'failed' }

/** What a settings form hands over. A password of undefined leaves the kept one as it is; '' forgets it. */
export interface BrokerForm {
  readonly kind: 'this-computer' | 'address'
  readonly url: string
  readonly username: string
  readonly password?: string
}

/** Every wish a window can send: its arguments. The result is always `Result<undefined, Refusal>`. */
export interface Commands {
  'light:set': { readonly light: string; readonly on: boolean }
  'wire:publish': {
    readonly topic: string
    readonly payload: string
    readonly qos: Qos
    readonly retain: boolean
  }
  'wire:subscribe': { readonly filter: string; readonly qos: Qos }
  'wire:unsubscribe': { readonly filter: string }
  'wire:clear': Record<string, never>
  'chat:send': { readonly text: string }
  'chat:draft': { readonly text: string }
  'settings:name': { readonly name: string }
  'settings:broker': BrokerForm
  'connection:retry': Record<string, never>
  'notice:dismiss': { readonly id: number }
  'window:open': { readonly window: 'controller' | 'chat' }
  'link:open': { readonly url: string }
}

export type CommandName = keyof Commands
export type CommandResult = Result<undefined, Refusal>

/** What the preload script puts on `window.porchlight`: one method per message. */
export interface PorchlightApi {
  setLight(args: Commands['light:set']): Promise<CommandResult>
  publish(args: Commands['wire:publish']): Promise<CommandResult>
  subscribe(args: Commands['wire:subscribe']): Promise<CommandResult>
  unsubscribe(args: Commands['wire:unsubscribe']): Promise<CommandResult>
  clearWire(): Promise<CommandResult>
  sendMessage(args: Commands['chat:send']): Promise<CommandResult>
  saveDraft(args: Commands['chat:draft']): Promise<CommandResult>
  setName(args: Commands['settings:name']): Promise<CommandResult>
  setBroker(args: Commands['settings:broker']): Promise<CommandResult>
  retryConnection(): Promise<CommandResult>
  dismissNotice(args: Commands['notice:dismiss']): Promise<CommandResult>
  openWindow(args: Commands['window:open']): Promise<CommandResult>
  openLink(args: Commands['link:open']): Promise<CommandResult>
  /** Calls back with a snapshot at once and with patches from then on; returns the way to stop. */
  watchState(listener: (push: StatePush) => void): () => void
}

/** Channel for main → window pushes, and for the window's request to begin. */
export const STATE_CHANNEL = 'state'
export const WATCH_CHANNEL = 'state:watch'
