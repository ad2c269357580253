import type { LightId, LightWish } from '../light/light'
import type { FavouriteColour, PlainLight } from '../light/arrangement'
import type { Result } from '../result'
import type { TopicProblem } from '../mqtt/topic'
import type { Qos } from '../mqtt/message'
import type { NameProblem } from '../chat/name'
import type { Page, PageAt, SearchPage } from '../chat/page'
import type { ChatSettings, RoomColour, RoomKind } from '../chat/room-settings'
import type { RoomTopicProblem } from '../chat/room-topic'
import type { ProfileForm, ProfileProblem } from '../profile/form'
import type { ImportReport, PickedFile, TestReport } from '../profile/view'
import type { WireDetail } from '../wire/entry'
import type { SavedMessage } from '../wire/saved-message'
import type { SentPush } from './state'

/** Why a command was not carried out; the windows have words for each. */
export type Refusal =
  | { readonly kind: 'bad-arguments' }
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'not-your-turn' }
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'text-too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'payload-too-large'; readonly limit: number }
  | { readonly kind: 'name'; readonly problem: NameProblem }
  /** Somebody else here goes by that name; the suggestion is free. */
  | { readonly kind: 'name-taken'; readonly suggestion: string }
  | { readonly kind: 'room-topic'; readonly problem: RoomTopicProblem }
  | { readonly kind: 'room'; readonly problem: RoomProblem }
  /** Only the last own message can be changed, and only while it is the last. */
  | { readonly kind: 'not-changeable' }
  /** The key of a private room is missing or wrong. */
  | { readonly kind: 'room-locked' }
  | { readonly kind: 'topic'; readonly problem: TopicProblem }
  | { readonly kind: 'refused-by-broker'; readonly detail: string }
  | { readonly kind: 'unknown-light' }
  /** The light says that it is not there. */
  | { readonly kind: 'light-offline' }
  /** The light can be seen and not used, or cannot do what was asked. */
  | { readonly kind: 'light-unable' }
  | { readonly kind: 'arrange'; readonly problem: ArrangeProblem }
  | { readonly kind: 'shortcut'; readonly problem: 'unusable' | 'taken' | 'refused' }
  | { readonly kind: 'unknown-profile' }
  | ({ readonly kind: 'profile' } & ProfileProblem)
  /** A picked file cannot be used; `detail` is the system's word where it has one. */
  | { readonly kind: 'file'; readonly problem: FileProblem; readonly detail?: string }
  | { readonly kind: 'passphrase'; readonly problem: 'empty' | 'wrong' }
  /** The message is no longer kept. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'saved-message'; readonly problem: 'name' | 'too-long' | 'too-many' }
  | { readonly kind: 'not-saved'; readonly detail: string }
  | { readonly kind: 'link' }
  /** The system does not start this copy at login. `detail` is the system's word. */
  | { readonly kind: 'login-item'; readonly detail: string }
  /** There is no update to put in its place. */
  | { readonly kind: 'no-update' }
  | { readonly kind: 'failed' }

/** Why a file of profiles, a certificate or a key that the user picked cannot be used. */
export type FileProblem =
  'unreadable' | 'too-large' | 'not-pem' | 'not-certificate' | 'not-key' | 'not-profiles' | 'not-lights'

/** Why lights cannot be arranged like that. `gone`: the group, scene or timer is not there any more. */
export type ArrangeProblem =
  | 'name-empty'
  | 'name-too-long'
  | 'too-many'
  | 'no-lights'
  | 'nothing-to-keep'
  | 'time'
  | 'payloads'
  | 'path'
  | 'topic-taken'
  | 'gone'

/** Why a room cannot be joined or changed. `here`: this copy is in it already; `gone`: it is not; `light`: a light is there. */
export type RoomProblem =
  | 'here'
  | 'gone'
  | 'light'
  | 'too-many'
  | 'name-too-long'
  | 'passphrase-too-short'
  | 'passphrase-wrong'
  | 'yourself'

/** What of the Wire's list is shown, and so exported: an MQTT filter and a text, either may be empty. */
export interface WireFilter {
  readonly topic: string
  readonly text: string
}

/** Every wish a window can send: its arguments. */
export interface Commands {
  'light:set': { readonly light: LightId; readonly wish: LightWish }
  /** What is missing stays; an empty name or room is the light's own again. */
  'light:arrange': {
    readonly light: LightId
    readonly name?: string
    readonly room?: string
    readonly favourite?: boolean
    readonly hidden?: boolean
    /** Seconds; 0 is the light's own way. */
    readonly transition?: number
  }
  /** All lights in the order in which they are to stand. */
  'light:order': { readonly lights: readonly LightId[] }
  'light:tray': { readonly light: LightId }
  /** Adds a plain light, or changes the one that has the topic `was`. */
  'light:save-plain': PlainLight & { readonly was?: string }
  /** Takes away a plain light, or what was arranged about one that is missing. */
  'light:forget': { readonly light: LightId }
  'group:save': { readonly id?: LightId; readonly name: string; readonly members: readonly LightId[] }
  'group:remove': { readonly id: LightId }
  /** Keeps how these lights are now; with an `id` in the place of what that scene had, without lights its name only. */
  'scene:save': { readonly id?: string; readonly name: string; readonly lights: readonly LightId[] }
  'scene:recall': { readonly id: string }
  'scene:remove': { readonly id: string }
  /** Either after some minutes, or at a time of day `HH:MM`, once or every day. */
  'timer:set': {
    readonly light: LightId
    readonly power: 'on' | 'off'
    readonly when: { readonly minutes: number } | { readonly time: string; readonly daily: boolean }
  }
  'timer:remove': { readonly id: string }
  /** Empty keys take the shortcut away. */
  'shortcut:set': { readonly light: LightId; readonly keys: string }
  'colours:set': { readonly colours: readonly FavouriteColour[] }
  /** Announces this computer's plain lights to Home Assistant, or withdraws them. */
  'lights:offer': { readonly offered: boolean }
  'lights:tray-click': { readonly does: 'toggle' | 'panel' }
  /** Asks for a place and writes the arrangement there. */
  'lights:export': Record<string, never>
  'lights:import': Record<string, never>
  'wire:publish': {
    readonly topic: string
    readonly payload: string
    readonly qos: Qos
    readonly retain: boolean
  }
  'wire:subscribe': { readonly filter: string; readonly qos: Qos }
  'wire:unsubscribe': { readonly filter: string }
  'wire:clear': Record<string, never>
  /** The whole of one message. */
  'wire:entry': { readonly seq: number }
  /** Publishes a message that passed once more, byte by byte. */
  'wire:resend': { readonly seq: number }
  /** Asks for a place and writes what the filter lets through there. */
  'wire:export': { readonly format: 'jsonl' | 'csv'; readonly filter: WireFilter }
  /** Makes the broker forget what it keeps on a topic. */
  'wire:clear-retained': { readonly topic: string }
  'wire:save-message': Omit<SavedMessage, 'id'> & { readonly id?: string }
  'wire:remove-message': { readonly id: string }
  /** `quote`: the id of the message that it answers. */
  'chat:send': { readonly room: string; readonly text: string; readonly quote?: string }
  /** Gives one's own last message another text. */
  'chat:change': { readonly room: string; readonly id: string; readonly text: string }
  /** Takes one's own last message back. */
  'chat:take-back': { readonly room: string; readonly id: string }
  'chat:draft': { readonly room: string; readonly text: string }
  /** The user is writing: asked with every key, told to the others every few seconds. */
  'chat:writing': { readonly room: string }
  /** The user has seen a message and with it all before it. */
  'chat:seen': { readonly room: string; readonly id: string }
  /** Shows a room in the chat window; what was not read until now is marked. */
  'chat:show': { readonly room: string }
  'chat:page': { readonly room: string; readonly at: PageAt }
  /** Searches one room, or all; `before` is the `more` of the page before. */
  'chat:search': { readonly text: string; readonly room?: string; readonly before?: number }
  /** Asks for a place and writes the whole room there. */
  'chat:export': { readonly room: string; readonly format: 'txt' | 'jsonl' | 'html' }
  /** Deletes what this computer keeps of a room: what came before a time, or everything. */
  'chat:clear': { readonly room: string; readonly before?: number }
  /** With a passphrase the room is private. Without `turns` the room is only joined, with the rules it has. */
  'room:join': {
    readonly topic: string
    readonly name: string
    readonly kind: Exclude<RoomKind, 'direct'>
    readonly passphrase?: string
    readonly turns?: boolean
  }
  /** Talks to another copy alone. */
  'room:direct': { readonly client: string }
  'room:change': {
    readonly topic: string
    readonly name?: string
    readonly colour?: RoomColour
    readonly notify?: boolean
  }
  /** Sets the rules of the room for everybody; `timeout` in minutes, 0 for none. */
  'room:rules': { readonly topic: string; readonly turns: boolean; readonly timeout: number }
  'room:passphrase': { readonly topic: string; readonly passphrase: string }
  /** `forget`: also deletes what this computer keeps of it. */
  'room:leave': { readonly topic: string; readonly forget: boolean }
  'settings:chat': Partial<ChatSettings>
  'settings:name': { readonly name: string }
  'profile:save': ProfileForm
  'profile:remove': { readonly id: string }
  'profile:use': { readonly id: string }
  /** Tries a profile as it stands in the form, without using or saving it. */
  'profile:test': ProfileForm
  /** Lets the user pick a file for a profile. */
  'profile:pick': { readonly what: 'ca' | 'certificate' | 'key' }
  /** Asks for a place and writes the profiles there; with their secrets only under a passphrase. */
  'profile:export': { readonly ids: readonly string[]; readonly passphrase?: string }
  'profile:import': Record<string, never>
  /** Opens the secrets of the file that was imported last. */
  'profile:unlock': { readonly passphrase: string }
  /** The answer to whether secrets are kept where the system does not encrypt. */
  'secrets:consent': { readonly keep: boolean }
  'connection:retry': Record<string, never>
  /** Gives this copy a client id of its own, where another copy goes by the same. */
  'connection:new-id': Record<string, never>
  'clipboard:write': { readonly text: string }
  /** Which of these words no dictionary knows: at most MAX_WORDS words of MAX_WORD characters. */
  'spell:check': { readonly words: readonly string[] }
  /** Counts a word as right from now on. */
  'spell:add': { readonly word: string }
  /** What is missing stays. */
  'settings:desktop': { readonly updates?: boolean; readonly startAtLogin?: boolean }
  'update:check': Record<string, never>
  /** Ends Porchlight, puts the update in its place and starts again. */
  'update:install': Record<string, never>
  /** The user's word about a link that was opened. */
  'link:answer': { readonly id: number; readonly accept: boolean }
  /** Gathers what helps to find a fault; the user reads it before it goes anywhere. */
  'report:make': Record<string, never>
  /** Asks for a place and writes the report there that was gathered last. */
  'report:save': Record<string, never>
  'notice:dismiss': { readonly id: number }
  'window:open': { readonly window: 'controller' | 'chat' }
  'link:open': { readonly url: string }
}

/** A word that no dictionary knows, and what may have been meant. */
export interface Misspelling {
  readonly word: string
  readonly suggestions: readonly string[]
}

/** Words that one question of the spell check may have, and characters of one. */
export const MAX_WORDS = 200
export const MAX_WORD = 60

export type CommandName = keyof Commands
/** What a command answers beside yes; those that are not here answer nothing. */
export interface Answers {
  'wire:entry': WireDetail
  /** `undefined` where the user picked no place or file after all. */
  'wire:export': { readonly file: string; readonly entries: number } | undefined
  'profile:save': { readonly id: string }
  'profile:test': TestReport
  'profile:pick': PickedFile | undefined
  'profile:export': { readonly file: string } | undefined
  'profile:import': ImportReport | undefined
  'profile:unlock': ImportReport
  'group:save': { readonly id: LightId }
  'scene:save': { readonly id: string }
  /** How many of the scene's lights were asked, and how many could not be. */
  'scene:recall': { readonly asked: number; readonly left: number }
  'chat:page': Page
  'chat:search': SearchPage
  'chat:export': { readonly file: string; readonly messages: number } | undefined
  /** How many messages were deleted. */
  'chat:clear': { readonly messages: number }
  'room:join': { readonly topic: string }
  'room:direct': { readonly topic: string }
  /** Those that no dictionary knows. */
  'spell:check': { readonly wrong: readonly Misspelling[] }
  'report:make': { readonly text: string }
  'report:save': { readonly file: string } | undefined
  'lights:export': { readonly file: string } | undefined
  'lights:import':
    | { readonly lights: number; readonly groups: number; readonly scenes: number; readonly timers: number }
    | undefined
}

export type Answer<Name extends CommandName> = Name extends keyof Answers ? Answers[Name] : undefined

export type CommandResult<Value = undefined> = Result<Value, Refusal>

/** What the preload script puts on `window.porchlight`: one method per message. */
export interface PorchlightApi {
  setLight(args: Commands['light:set']): Promise<CommandResult>
  publish(args: Commands['wire:publish']): Promise<CommandResult>
  subscribe(args: Commands['wire:subscribe']): Promise<CommandResult>
  unsubscribe(args: Commands['wire:unsubscribe']): Promise<CommandResult>
  clearWire(): Promise<CommandResult>
  sendMessage(args: Commands['chat:send']): Promise<CommandResult>
  changeMessage(args: Commands['chat:change']): Promise<CommandResult>
  takeBackMessage(args: Commands['chat:take-back']): Promise<CommandResult>
  saveDraft(args: Commands['chat:draft']): Promise<CommandResult>
  tellWriting(args: Commands['chat:writing']): Promise<CommandResult>
  markSeen(args: Commands['chat:seen']): Promise<CommandResult>
  showRoom(args: Commands['chat:show']): Promise<CommandResult>
  chatPage(args: Commands['chat:page']): Promise<CommandResult<Answers['chat:page']>>
  searchChat(args: Commands['chat:search']): Promise<CommandResult<Answers['chat:search']>>
  exportChat(args: Commands['chat:export']): Promise<CommandResult<Answers['chat:export']>>
  clearChat(args: Commands['chat:clear']): Promise<CommandResult<Answers['chat:clear']>>
  joinRoom(args: Commands['room:join']): Promise<CommandResult<Answers['room:join']>>
  talkTo(args: Commands['room:direct']): Promise<CommandResult<Answers['room:direct']>>
  changeRoom(args: Commands['room:change']): Promise<CommandResult>
  setRules(args: Commands['room:rules']): Promise<CommandResult>
  enterPassphrase(args: Commands['room:passphrase']): Promise<CommandResult>
  leaveRoom(args: Commands['room:leave']): Promise<CommandResult>
  changeChat(args: Commands['settings:chat']): Promise<CommandResult>
  checkSpelling(args: Commands['spell:check']): Promise<CommandResult<Answers['spell:check']>>
  addWord(args: Commands['spell:add']): Promise<CommandResult>
  setName(args: Commands['settings:name']): Promise<CommandResult>
  wireEntry(args: Commands['wire:entry']): Promise<CommandResult<Answers['wire:entry']>>
  resend(args: Commands['wire:resend']): Promise<CommandResult>
  exportWire(args: Commands['wire:export']): Promise<CommandResult<Answers['wire:export']>>
  clearRetained(args: Commands['wire:clear-retained']): Promise<CommandResult>
  saveMessage(args: Commands['wire:save-message']): Promise<CommandResult>
  removeMessage(args: Commands['wire:remove-message']): Promise<CommandResult>
  saveProfile(args: Commands['profile:save']): Promise<CommandResult<Answers['profile:save']>>
  removeProfile(args: Commands['profile:remove']): Promise<CommandResult>
  useProfile(args: Commands['profile:use']): Promise<CommandResult>
  testProfile(args: Commands['profile:test']): Promise<CommandResult<Answers['profile:test']>>
  pickFile(args: Commands['profile:pick']): Promise<CommandResult<Answers['profile:pick']>>
  exportProfiles(args: Commands['profile:export']): Promise<CommandResult<Answers['profile:export']>>
  importProfiles(): Promise<CommandResult<Answers['profile:import']>>
  unlockProfiles(args: Commands['profile:unlock']): Promise<CommandResult<Answers['profile:unlock']>>
  arrangeLight(args: Commands['light:arrange']): Promise<CommandResult>
  orderLights(args: Commands['light:order']): Promise<CommandResult>
  chooseTrayLight(args: Commands['light:tray']): Promise<CommandResult>
  savePlainLight(args: Commands['light:save-plain']): Promise<CommandResult>
  forgetLight(args: Commands['light:forget']): Promise<CommandResult>
  saveGroup(args: Commands['group:save']): Promise<CommandResult<Answers['group:save']>>
  removeGroup(args: Commands['group:remove']): Promise<CommandResult>
  saveScene(args: Commands['scene:save']): Promise<CommandResult<Answers['scene:save']>>
  recallScene(args: Commands['scene:recall']): Promise<CommandResult<Answers['scene:recall']>>
  removeScene(args: Commands['scene:remove']): Promise<CommandResult>
  setTimer(args: Commands['timer:set']): Promise<CommandResult>
  removeTimer(args: Commands['timer:remove']): Promise<CommandResult>
  setShortcut(args: Commands['shortcut:set']): Promise<CommandResult>
  setColours(args: Commands['colours:set']): Promise<CommandResult>
  offerLights(args: Commands['lights:offer']): Promise<CommandResult>
  setTrayClick(args: Commands['lights:tray-click']): Promise<CommandResult>
  exportLights(): Promise<CommandResult<Answers['lights:export']>>
  importLights(): Promise<CommandResult<Answers['lights:import']>>
  consentToKeep(args: Commands['secrets:consent']): Promise<CommandResult>
  takeNewId(): Promise<CommandResult>
  copyText(args: Commands['clipboard:write']): Promise<CommandResult>
  retryConnection(): Promise<CommandResult>
  changeDesktop(args: Commands['settings:desktop']): Promise<CommandResult>
  checkForUpdate(): Promise<CommandResult>
  installUpdate(): Promise<CommandResult>
  answerLink(args: Commands['link:answer']): Promise<CommandResult>
  makeReport(): Promise<CommandResult<Answers['report:make']>>
  saveReport(): Promise<CommandResult<Answers['report:save']>>
  dismissNotice(args: Commands['notice:dismiss']): Promise<CommandResult>
  openWindow(args: Commands['window:open']): Promise<CommandResult>
  openLink(args: Commands['link:open']): Promise<CommandResult>
  /** Calls back with a snapshot at once and with patches from then on; returns the way to stop. */
  watchState(listener: (push: SentPush) => void): () => void
}

/** Channel for main → window pushes, and for the window's request to begin. */
export const STATE_CHANNEL = 'state'
export const WATCH_CHANNEL = 'state:watch'
