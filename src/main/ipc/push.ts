import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import { STATE_CHANNEL, WATCH_CHANNEL } from '@shared/ipc/contract'
import type { StatePush } from '@shared/ipc/state'
import type { StateFeed } from './state-feed'

/** A window that asks to watch gets a snapshot, then patches, until it is gone or asks again after a reload. */
export function pushState(
  ipcMain: Pick<IpcMain, 'on'>,
  feed: StateFeed,
  isOurs: (frame: WebFrameMain | null) => boolean,
): void {
  const stops = new Map<number, () => void>()
  ipcMain.on(WATCH_CHANNEL, (event) => {
    const contents: WebContents = event.sender
    if (!isOurs(event.senderFrame)) return
    const { id } = contents
    const known = stops.get(id)
    known?.()
    stops.set(
      id,
      feed.attach((push: StatePush) => {
        if (!contents.isDestroyed()) contents.send(STATE_CHANNEL, push)
      }),
    )
    if (known) return
    contents.once('destroyed', () => {
      stops.get(id)?.()
      stops.delete(id)
    })
  })
}
