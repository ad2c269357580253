import { setTimeout as pause } from 'node:timers/promises'
import { keptIn, type KeptMessage } from '../../e2e/fixtures/kept'
import type { Copy } from '../../e2e/fixtures/porchlight'
import { grant, stateOf } from '../../e2e/fixtures/talk'
import { waitFor } from '../../e2e/fixtures/wait'
import { THIS_COMPUTER } from '../../src/shared/profile/profile'
import type { Besieged } from './besieged'
import type { Talk } from './talk'

const HOME_MS = 60_000
const SETTLED_MS = 60_000

/** Brings every copy home to one broker and waits for it. */
export async function bringHome(copies: readonly Besieged[]): Promise<void> {
  for (const { user, copy } of copies) {
    const { page } = await (await copy).controller()
    if ((await stateOf(page)).profiles.active !== THIS_COMPUTER)
      await grant(page, 'useProfile', { id: THIS_COMPUTER })
    const isHome = async (): Promise<boolean> => (await stateOf(page)).connection.phase === 'connected'
    await waitFor(`${user} to be connected`, isHome, HOME_MS)
  }
}

/** Has everybody say what came back to their composer; somebody else says something new where it is not their turn. */
export async function emptyComposers(copies: readonly Besieged[], talk: Talk): Promise<number> {
  const waiting = async (): Promise<number> => {
    const drafts = await Promise.all(copies.map(async ({ copy }) => draftOf(await copy)))
    return drafts.filter((draft) => draft !== '').length
  }
  for (const end = Date.now() + SETTLED_MS; Date.now() < end && (await waiting()) > 0; await pause(200)) {
    for (const each of copies) await talk.letSpeak(each)
  }
  return waiting()
}

async function draftOf(copy: Copy): Promise<string> {
  return (await stateOf((await copy.controller()).page)).room?.draft.text ?? ''
}

/** What each copy keeps, when nothing is under way any more and all keep the same; or as it is when that takes too long. */
export async function settledHistories(folders: readonly string[]): Promise<KeptMessage[][]> {
  const ids = (kept: readonly KeptMessage[]): string => kept.map(({ id }) => id).join()
  for (const end = Date.now() + SETTLED_MS; ; await pause(500)) {
    const all = folders.map((folder) => keptIn(folder))
    const isUnderWay = all.flat().some(({ delivery }) => delivery !== null && delivery !== 'sent')
    const isSame = new Set(all.map(ids)).size === 1
    if ((isSame && !isUnderWay) || Date.now() > end) return all
  }
}
