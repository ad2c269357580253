import { mount, type ComponentMountingOptions, type VueWrapper } from '@vue/test-utils'
import { createPinia, type Pinia } from 'pinia'
import { vi, type Mock } from 'vitest'
import type { Component } from 'vue'
import { ok } from '@shared/result'
import type { CommandResult, PorchlightApi, Refusal } from '@shared/ipc/contract'
import type { StatePush, Views } from '@shared/ipc/state'
import { createWords } from '../locales/words'
import { useAppState } from '../stores/app-state'

type Commands = Omit<PorchlightApi, 'watchState'>

/** What main would have been asked for; every command is carried out unless a test says otherwise. */
export type MainStandIn = { readonly [Name in keyof Commands]: Mock<Commands[Name]> }

const COMMANDS = [
  'setLight',
  'publish',
  'subscribe',
  'unsubscribe',
  'clearWire',
  'sendMessage',
  'changeMessage',
  'takeBackMessage',
  'saveDraft',
  'tellWriting',
  'markSeen',
  'showRoom',
  'chatPage',
  'searchChat',
  'exportChat',
  'clearChat',
  'joinRoom',
  'talkTo',
  'changeRoom',
  'setRules',
  'enterPassphrase',
  'leaveRoom',
  'changeChat',
  'checkSpelling',
  'addWord',
  'setName',
  'wireEntry',
  'resend',
  'exportWire',
  'clearRetained',
  'saveMessage',
  'removeMessage',
  'saveProfile',
  'removeProfile',
  'useProfile',
  'testProfile',
  'pickFile',
  'exportProfiles',
  'importProfiles',
  'unlockProfiles',
  'arrangeLight',
  'orderLights',
  'chooseTrayLight',
  'savePlainLight',
  'forgetLight',
  'saveGroup',
  'removeGroup',
  'saveScene',
  'recallScene',
  'removeScene',
  'setTimer',
  'removeTimer',
  'setShortcut',
  'setColours',
  'offerLights',
  'setTrayClick',
  'exportLights',
  'importLights',
  'consentToKeep',
  'takeNewId',
  'copyText',
  'retryConnection',
  'changeDesktop',
  'checkForUpdate',
  'installUpdate',
  'answerLink',
  'makeReport',
  'saveReport',
  'dismissNotice',
  'openWindow',
  'openLink',
] as const satisfies readonly (keyof Commands)[]

/** A part of a window with a main process that only listens. */
export interface TestWindow {
  readonly part: VueWrapper
  readonly main: MainStandIn
  /** What main pushes. */
  push(push: Partial<StatePush>): Promise<void>
  show(views: Partial<Views>): Promise<void>
  setProps(props: Record<string, unknown>): Promise<void>
}

/** Mounts a part of a window into the page, in the given language, with what main has pushed so far. */
export function openPart(
  component: Component,
  {
    props = {},
    views = {},
    language = 'en-GB',
    push = {},
  }: {
    props?: Record<string, unknown>
    views?: Partial<Views>
    language?: string
    push?: Partial<StatePush>
  } = {},
): TestWindow {
  const main = Object.fromEntries(
    COMMANDS.map((name) => [
      name,
      vi.fn((args?: unknown) => {
        // The bridge clones what goes through it, and throws where that cannot be done, as with Vue's proxies.
        structuredClone(args)
        return Promise.resolve<CommandResult>(ok(undefined))
      }),
    ]),
  ) as unknown as MainStandIn
  vi.stubGlobal('porchlight', main)
  const pinia: Pinia = createPinia()
  const state = useAppState(pinia)
  state.apply({ snapshot: true, views, ...push })
  const options: ComponentMountingOptions<Component> = {
    attachTo: document.body,
    props,
    global: { plugins: [pinia, createWords(language)] },
  }
  const part = mount(component, options) as VueWrapper
  return {
    part,
    main,
    push: async (more) => {
      state.apply({ snapshot: false, views: {}, ...more })
      await part.vm.$nextTick()
    },
    show: async (more) => {
      state.apply({ snapshot: false, views: more })
      await part.vm.$nextTick()
    },
    setProps: (more) => part.setProps(more),
  }
}

/** An answer of main that refuses. */
export function refusing<Value = undefined>(error: Refusal): Promise<CommandResult<Value>> {
  return Promise.resolve({ ok: false, error })
}
