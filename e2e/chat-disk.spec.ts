import { join } from 'node:path'
import { keptIn } from './fixtures/kept'
import { makeReadOnly, mountSmallDisk, type SmallDisk } from './fixtures/small-disk'
import { expect, test as base } from './fixtures/talk'

const test = base.extend<{ disk: SmallDisk }>({
  disk: async ({ home }, use) => {
    const disk = await mountSmallDisk(join(home.folder, 'small'), 48)
    await use(disk)
    disk.unmount()
  },
})

test('a full disk is told in words, what was accepted stays, and what was typed is still in the composer', async ({
  talk,
  disk,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John', { userDataDir: join(disk.folder, 'john') })
  const { chat } = john
  const say = (message: string): Promise<void> =>
    talk.client.publish('chat', JSON.stringify({ user: 'anna', message }))
  await chat.write('before')
  await expect(chat.article('John', 'before')).toContainText('Sent')
  await say('go on')
  await expect(chat.article('anna', 'go on')).toBeVisible()

  await disk.fill()
  const notices = chat.page.getByRole('list', { name: 'Messages from Porchlight' })
  // A page of the file may still have room for some.
  const long = 'All that does not fit any more. '.repeat(300)
  await chat.messageBox.fill(long)
  await chat.send.click()
  await expect(chat.page.getByText(/disk is full/i).first()).toBeVisible()
  await expect(chat.messageBox).toHaveValue(long)
  expect(talk.client.messages.filter(({ payload }) => payload.includes('does not fit'))).toEqual([])
  // Others are still heard, and that they are not kept is said.
  await say(`while it is full ${long}`)
  await expect(chat.article('anna', 'while it is full')).toBeVisible()
  await expect(notices).toContainText(/disk is full/i)

  await disk.free()
  await chat.messageBox.fill('after')
  await chat.send.click()
  await expect(chat.article('John', 'after')).toContainText('Sent')
  await john.copy.kill()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  for (const text of ['before', 'after']) await expect(again.chat.article('John', text)).toBeVisible()
  await expect(again.chat.article('anna', 'go on')).toBeVisible()
  await again.copy.quit()
  const own = keptIn(john.copy.userDataDir).filter(({ user }) => user === 'John')
  expect(own.map(({ text, delivery }) => [text, delivery])).toEqual([
    ['before', 'sent'],
    ['after', 'sent'],
  ])
})

test('a history that can only be read is shown, that it cannot be written is told in words, and nothing typed is lost', async ({
  talk,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const { userDataDir } = john.copy
  await john.chat.write('before')
  await expect(john.chat.article('John', 'before')).toContainText('Sent')
  await talk.client.publish('chat', '{"user":"anna","message":"go on"}')
  await expect(john.chat.article('anna', 'go on')).toBeVisible()
  await john.copy.quit()

  const file = makeReadOnly(join(userDataDir, 'porchlight.db'))
  try {
    const { copy, chat } = await talk.enter('John', { userDataDir })
    await expect(chat.article('John', 'before')).toBeVisible()
    await expect(chat.page.getByRole('list', { name: 'Messages from Porchlight' })).toContainText(
      /cannot be written|read-only/i,
    )
    await chat.messageBox.fill('not in this file')
    await chat.send.click()
    await expect(chat.messageBox).toHaveValue('not in this file')
    await expect(chat.articles.filter({ hasText: 'not in this file' })).toHaveCount(0)
    await talk.client.publish('chat', '{"user":"anna","message":"are you there?"}')
    await expect(chat.article('anna', 'are you there?')).toBeVisible()
    await copy.quit()
  } finally {
    file.letGo()
  }
  const again = await talk.enter('John', { userDataDir })
  await expect(again.chat.article('John', 'before')).toBeVisible()
  await again.chat.write('in this file')
  await expect(again.chat.article('John', 'in this file')).toContainText('Sent')
  await again.copy.quit()
  const texts = keptIn(userDataDir).map(({ text }) => text)
  expect(texts.slice(0, 2)).toEqual(['before', 'go on'])
  expect(texts.at(-1)).toBe('in this file')
})
