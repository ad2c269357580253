import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { saveNextAs } from './fixtures/dialogs'
import { keptIn } from './fixtures/kept'
import { keepMany, manyMessages } from './fixtures/many-messages'
import { expect, grant, test } from './fixtures/talk'

const DAY = 86_400_000

test('a room is exported whole, as text, as JSON Lines and as a page without a script', async ({
  talk,
  home,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const said = manyMessages(250, DAY / 6)
  await keepMany(john, talk.client, said)
  await talk.client.publish('chat', '{"user":"anna","message":"<img src=x onerror=alert(1)> & more"}')
  await expect(john.chat.articles.last()).toContainText('onerror')
  const saved = async (format: 'txt' | 'jsonl' | 'html'): Promise<string> => {
    const file = join(home.folder, `room.${format}`)
    await saveNextAs(john.copy.app, file)
    expect(await grant(john.page, 'exportChat', { room: 'chat', format })).toEqual({ file, messages: 251 })
    return readFile(file, 'utf8')
  }
  const lines = (await saved('jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toHaveLength(251)
  expect(lines.map(({ message, text }) => message ?? text).slice(0, 250)).toEqual(
    said.map(({ message }) => message),
  )
  const text = await saved('txt')
  for (const { message } of said) expect(text).toContain(message)
  const html = await saved('html')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; more')
  expect(html).not.toMatch(/<(script|img|iframe|link)\b/i)
  for (const { message } of said) expect(html).toContain(message)
})

test('what is deleted is gone from the file, does not come back, and the turn stays', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('the secret word is xylophone')
  await expect(yoko.chat.article('John', 'xylophone')).toBeVisible()
  await yoko.chat.write('forget it')
  await expect(john.chat.article('Yoko', 'forget it')).toBeVisible()
  await john.chat.write('done')
  await expect(yoko.chat.article('John', 'done')).toBeVisible()
  expect(await grant(john.page, 'clearChat', { room: 'chat' })).toEqual({ messages: 3 })
  await expect(john.chat.articles).toHaveCount(0)
  await expect(john.chat.turn).not.toContainText('Your turn')
  await expect(yoko.chat.articles).toHaveCount(3)
  await john.copy.quit()
  for (const name of ['porchlight.db', 'porchlight.db-wal']) {
    const bytes = await readFile(join(john.copy.userDataDir, name)).catch(() => Buffer.alloc(0))
    expect(bytes.includes('xylophone'), name).toBe(false)
  }
  // The other copy has it still, and does not hand it back.
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await yoko.chat.write('new')
  await expect(again.chat.article('Yoko', 'new')).toBeVisible()
  await expect(again.chat.articles).toHaveCount(1)
})

test('kept for this session only: the messages are gone with it, the turn is not', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  await grant(john.page, 'changeChat', { keep: 'session' })
  await john.chat.write('not for ever')
  await expect(john.chat.article('John', 'not for ever')).toContainText('Sent')
  await john.copy.quit()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.turn).not.toContainText('Your turn')
  await expect(again.chat.articles).toHaveCount(0)
  expect(keptIn(john.copy.userDataDir)).toEqual([])
})

test('kept for a month: at the start goes what came longer ago, and what was written long ago but came now stays', async ({
  talk,
}) => {
  const john = await talk.enter('John')
  await keepMany(john, talk.client, manyMessages(200, DAY / 6))
  await grant(john.page, 'changeChat', { keep: 'month' })
  await john.copy.quit()
  expect(keptIn(john.copy.userDataDir)).toHaveLength(200)
  const db = new Database(join(john.copy.userDataDir, 'porchlight.db'))
  db.prepare('UPDATE message SET at = ? WHERE clock <= 150').run(Date.now() - 32 * DAY)
  db.close()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect.poll(() => keptIn(john.copy.userDataDir).length).toBe(50)
  const { messages } = await grant(again.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(messages[0]).toMatchObject({ id: 'm-151' })
})
