import { expect, test } from './fixtures/talk'

test('a word that no dictionary knows is said, put right, and added for good', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const { messageBox } = john.chat
  const spelling = john.page.getByRole('list', { name: 'Spelling' })
  await messageBox.fill('The wrold is porchlit today')
  await expect(spelling.getByRole('listitem')).toHaveCount(2)
  await spelling.getByRole('button', { name: 'world instead of wrold' }).click()
  await expect(messageBox).toHaveValue('The world is porchlit today')
  await expect(spelling.getByRole('listitem')).toHaveCount(1)
  await spelling.getByRole('button', { name: 'Add porchlit to the dictionary' }).click()
  await expect(spelling).toHaveCount(0)

  await john.copy.quit()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.messageBox).toHaveValue('The world is porchlit today')
  await again.chat.messageBox.fill('porchlit, yet mispelled so')
  const words = again.page.getByRole('list', { name: 'Spelling' }).getByRole('listitem')
  await expect(words).toHaveCount(1)
  await expect(words).toContainText('mispelled')
})

test('spaces, line ends and letters that cannot be seen do not hang the window', async ({ talk }) => {
  const { chat, page } = await talk.enter('John')
  const texts = [
    'Jonh\n\nx',
    'J'.repeat(300),
    '     ',
    '',
    'Jon\u200bh',
    '\u200b\u2060',
    'Jo\u0007hn',
    'John\u202e',
  ]
  for (let round = 0; round < 5; round++) for (const text of texts) await chat.messageBox.fill(text)
  expect(await page.evaluate(() => document.readyState)).toBe('complete')
})
