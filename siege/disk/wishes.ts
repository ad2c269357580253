import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { saveNextAs } from '../../e2e/fixtures/dialogs'
import { ask, type Talker } from '../../e2e/fixtures/talk'

/** What became of something that the user wanted kept: `told` where the window was given the reason it was not. */
export type Kept = 'kept' | 'told' | 'neither'

/** Sends a message; it is accepted where the app says so, and from then on must not be lost. */
export async function send(page: Page, text: string): Promise<Kept> {
  return keptOf(await ask(page, 'sendMessage', { room: 'chat', text }))
}

/** Changes something in the settings and looks whether the file says it. */
export async function changeSettings({ copy, page }: Talker, name: string): Promise<Kept> {
  const answer = keptOf(
    await ask(page, 'saveMessage', { name, topic: 'porch', payload: 'on', qos: 0, retain: false }),
  )
  const isThere = readSettings(copy.userDataDir).includes(name)
  return answer === 'kept' && !isThere ? 'neither' : answer
}

/** Exports the chat; what was written has to have all of these in it. */
export async function exportTo(
  { copy, page }: Talker,
  file: string,
  texts: readonly string[],
): Promise<Kept> {
  await saveNextAs(copy.app, file)
  const answer = keptOf(await ask(page, 'exportChat', { room: 'chat', format: 'jsonl' }))
  if (answer !== 'kept') return answer
  const written = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return texts.every((text) => written.includes(text)) ? 'kept' : 'neither'
}

/** The settings as they stand in the file; fails where that is no whole one. */
export function readSettings(userDataDir: string): string {
  const text = readFileSync(join(userDataDir, 'settings.json'), 'utf8')
  JSON.parse(text)
  return text
}

function keptOf(answer: { ok: boolean; error?: { kind: string } }): Kept {
  if (answer.ok) return 'kept'
  return answer.error !== undefined && !['failed', 'bad-arguments'].includes(answer.error.kind)
    ? 'told'
    : 'neither'
}
