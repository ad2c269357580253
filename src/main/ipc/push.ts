import type { IpcMain, WebContents, WebFrameMain } from 'electron'
import { STATE_CHANNEL, WATCH_CHANNEL } from '@shared/ipc/contract'
import { packPush, type StatePush } from '@shared/ipc/state'
import type { StateFeed, Wants } from './state-feed'

type Feed = Pick<StateFeed, 'attach'>

/**
 * A window that asks to watch gets a snapshot, then patches, until it is gone or asks again after a reload. The first window
 * loads while the services are still being made: what it asks waits for the feed, which what is returned here is called with.
 */
export function pushState(
  ipcMain: Pick<IpcMain, 'on'>,
  isOurs: (frame: WebFrameMain | null) => boolean,
): (feed: Feed) => void {
  const stops = new Map<number, () => void>()
  const early: ((feed: Feed) => void)[] = []
  let started: Feed | undefined
  ipcMain.on(WATCH_CHANNEL, ({ sender, senderFrame }) => {
    if (!senderFrame || !isOurs(senderFrame)) return
    const wants = wantsOf(senderFrame)
    if (started) watch(sender, wants, started)
    else early.push((feed) => watch(sender, wants, feed))
  })
  return (feed) => {
    started = feed
    for (const begin of early.splice(0)) begin(feed)
  }

  function watch(contents: WebContents, wants: Wants, feed: Feed): void {
    if (contents.isDestroyed()) return
    const { id } = contents
    const known = stops.get(id)
    known?.()
    stops.set(
      id,
      feed.attach((push: StatePush) => {
        if (!contents.isDestroyed()) contents.send(STATE_CHANNEL, packPush(push))
      }, wants),
    )
    if (known) return
    contents.once('destroyed', () => {
      stops.get(id)?.()
      stops.delete(id)
    })
  }
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
