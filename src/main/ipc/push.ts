import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import { STATE_CHANNEL, WATCH_CHANNEL } from '@shared/ipc/contract'
import type { StatePush } from '@shared/ipc/state'
import type { StateFeed, Wants } from './state-feed'

/** A window that asks to watch gets a snapshot, then patches, until it is gone or asks again after a reload. */
export function pushState(
  ipcMain: Pick<IpcMain, 'on'>,
  feed: Pick<StateFeed, 'attach'>,
  isOurs: (frame: WebFrameMain | null) => boolean,
): void {
  const stops = new Map<number, () => void>()
  ipcMain.on(WATCH_CHANNEL, (event) => {
    const contents: WebContents = event.sender
    const frame = event.senderFrame
    if (!frame || !isOurs(frame)) return
    const { id } = contents
    const known = stops.get(id)
    known?.()
    stops.set(
      id,
      feed.attach((push: StatePush) => {
        if (!contents.isDestroyed()) contents.send(STATE_CHANNEL, push)
      }, wantsOf(frame)),
    )
    if (known) return
    contents.once('destroyed', () => {
      stops.get(id)?.()
      stops.delete(id)
    })
  })
}

/** What a page shows, known by its folder: the controller lights and the wire, the panel lights, the chat the messages. */
function wantsOf({ url }: WebFrameMain): Wants {
  const [, page] = new URL(url).pathname.split('/')
  return {
    lights: page === 'controller' || page === 'panel',
    wire: page === 'controller',
    messages: page === 'chat',
  }
}
