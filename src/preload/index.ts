import { contextBridge, ipcRenderer, webFrame, type IpcRendererEvent } from 'electron'
import {
  STATE_CHANNEL,
  WATCH_CHANNEL,
  type Answer,
  type CommandName,
  type CommandResult,
  type Commands,
  type PorchlightApi,
} from '@shared/ipc/contract'
import type { SentPush } from '@shared/ipc/state'
import { afterFloods } from './after-floods'

function invoke<Name extends CommandName>(
  name: Name,
  args: Commands[Name],
): Promise<CommandResult<Answer<Name>>> {
  return ipcRenderer.invoke(name, args) as Promise<CommandResult<Answer<Name>>>
}

const pushed = afterFloods(
  (ms, task) => void setTimeout(task, ms),
  () => webFrame.clearCache(),
)

const api: PorchlightApi = {
  setLight: (args) => invoke('light:set', args),
  publish: (args) => invoke('wire:publish', args),
  subscribe: (args) => invoke('wire:subscribe', args),
  unsubscribe: (args) => invoke('wire:unsubscribe', args),
  clearWire: () => invoke('wire:clear', {}),
  sendMessage: (args) => invoke('chat:send', args),
  changeMessage: (args) => invoke('chat:change', args),
  takeBackMessage: (args) => invoke('chat:take-back', args),
  saveDraft: (args) => invoke('chat:draft', args),
  tellWriting: (args) => invoke('chat:writing', args),
  markSeen: (args) => invoke('chat:seen', args),
  showRoom: (args) => invoke('chat:show', args),
  chatPage: (args) => invoke('chat:page', args),
  searchChat: (args) => invoke('chat:search', args),
  exportChat: (args) => invoke('chat:export', args),
  clearChat: (args) => invoke('chat:clear', args),
  joinRoom: (args) => invoke('room:join', args),
  talkTo: (args) => invoke('room:direct', args),
  changeRoom: (args) => invoke('room:change', args),
  setRules: (args) => invoke('room:rules', args),
  enterPassphrase: (args) => invoke('room:passphrase', args),
  leaveRoom: (args) => invoke('room:leave', args),
  changeChat: (args) => invoke('settings:chat', args),
  checkSpelling: (args) => invoke('spell:check', args),
  addWord: (args) => invoke('spell:add', args),
  setName: (args) => invoke('settings:name', args),
  wireEntry: (args) => invoke('wire:entry', args),
  resend: (args) => invoke('wire:resend', args),
  exportWire: (args) => invoke('wire:export', args),
  clearRetained: (args) => invoke('wire:clear-retained', args),
  saveMessage: (args) => invoke('wire:save-message', args),
  removeMessage: (args) => invoke('wire:remove-message', args),
  saveProfile: (args) => invoke('profile:save', args),
  removeProfile: (args) => invoke('profile:remove', args),
  useProfile: (args) => invoke('profile:use', args),
  testProfile: (args) => invoke('profile:test', args),
  pickFile: (args) => invoke('profile:pick', args),
  exportProfiles: (args) => invoke('profile:export', args),
  importProfiles: () => invoke('profile:import', {}),
  unlockProfiles: (args) => invoke('profile:unlock', args),
  arrangeLight: (args) => invoke('light:arrange', args),
  orderLights: (args) => invoke('light:order', args),
  chooseTrayLight: (args) => invoke('light:tray', args),
  savePlainLight: (args) => invoke('light:save-plain', args),
  forgetLight: (args) => invoke('light:forget', args),
  saveGroup: (args) => invoke('group:save', args),
  removeGroup: (args) => invoke('group:remove', args),
  saveScene: (args) => invoke('scene:save', args),
  recallScene: (args) => invoke('scene:recall', args),
  removeScene: (args) => invoke('scene:remove', args),
  setTimer: (args) => invoke('timer:set', args),
  removeTimer: (args) => invoke('timer:remove', args),
  setShortcut: (args) => invoke('shortcut:set', args),
  setColours: (args) => invoke('colours:set', args),
  offerLights: (args) => invoke('lights:offer', args),
  setTrayClick: (args) => invoke('lights:tray-click', args),
  exportLights: () => invoke('lights:export', {}),
  importLights: () => invoke('lights:import', {}),
  consentToKeep: (args) => invoke('secrets:consent', args),
  takeNewId: () => invoke('connection:new-id', {}),
  copyText: (args) => invoke('clipboard:write', args),
  retryConnection: () => invoke('connection:retry', {}),
  changeDesktop: (args) => invoke('settings:desktop', args),
  checkForUpdate: () => invoke('update:check', {}),
  installUpdate: () => invoke('update:install', {}),
  answerLink: (args) => invoke('link:answer', args),
  makeReport: () => invoke('report:make', {}),
  saveReport: () => invoke('report:save', {}),
  dismissNotice: (args) => invoke('notice:dismiss', args),
  openWindow: (args) => invoke('window:open', args),
  openLink: (args) => invoke('link:open', args),
  watchState: (listener) => {
    // The event object would hand the page a way to ipcRenderer, so only the push crosses.
    const onPush = (_event: IpcRendererEvent, push: SentPush): void => {
      pushed()
      listener(push)
    }
    ipcRenderer.on(STATE_CHANNEL, onPush)
    ipcRenderer.send(WATCH_CHANNEL)
    return () => ipcRenderer.removeListener(STATE_CHANNEL, onPush)
  },
}

contextBridge.exposeInMainWorld('porchlight', api)
