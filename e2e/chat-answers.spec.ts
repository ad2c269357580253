import { expect, sayAs, test } from './fixtures/talk'

test('a message is answered with what it answers, and that leads back to it', async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('Shall we meet at noon?')
  const question = yoko.chat.article('John', 'Shall we meet at noon?')
  await question.getByRole('button', { name: 'More' }).press('Enter')
  await yoko.page.getByRole('menuitem', { name: 'Answer' }).press('Enter')
  await expect(yoko.page.getByText('Answering John')).toBeVisible()
  await yoko.page.getByRole('button', { name: 'Stop answering' }).click()
  await expect(yoko.page.getByText('Answering John')).toHaveCount(0)
  await question.getByRole('button', { name: 'More' }).press('Enter')
  await yoko.page.getByRole('menuitem', { name: 'Answer' }).press('Enter')
  await expect(yoko.chat.messageBox).toBeFocused()
  await yoko.chat.messageBox.pressSequentially('Yes')
  await yoko.chat.messageBox.press('Enter')
  const answer = john.chat.article('Yoko', 'Yes')
  const quote = answer.getByRole('button', { name: /John.*Shall we meet at noon\?/ })
  await expect(quote).toBeVisible()
  const { payload } = await talk.client.until(
    (seen) => seen.topic === 'chat' && seen.payload.includes('"Yes"'),
  )
  const { quote: quoted } = JSON.parse(payload) as { quote: unknown }
  expect(quoted).toMatchObject({ user: 'John', text: 'Shall we meet at noon?' })

  // It is far away by now, and asked for anew.
  const id = (quoted as { id: string }).id
  const between = Array.from({ length: 150 }, (_, index) => ({
    ...{ user: index % 2 === 0 ? 'anna' : 'Paul', message: `between ${index}` },
    ...{ id: `between-${index}`, clock: 10 + index },
  }))
  await sayAs(talk.client, between)
  const last = { user: 'anna', message: 'Me too', id: 'late', clock: 500, quote: { id, text: 'Shall we' } }
  await talk.client.publish('chat', JSON.stringify(last))
  await john.chat
    .article('anna', 'Me too')
    .getByRole('button', { name: /Shall we/ })
    .click()
  await expect(john.chat.article('John', 'Shall we meet at noon?').first()).toBeInViewport()
  await expect(john.chat.article('anna', 'Me too')).not.toBeInViewport()
})

test("Arrow Up changes one's own last message, and Escape leaves it as it was", async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  const { page, chat } = john
  const box = chat.messageBox
  await chat.write('See you at eihgt')
  await expect(chat.article('John', 'eihgt')).toContainText('Sent')
  await box.press('ArrowUp')
  await expect(box).toHaveValue('See you at eihgt')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible()
  await box.press('Escape')
  await expect(box).toHaveValue('')
  await box.press('ArrowUp')
  await box.fill('See you at eight')
  await box.press('Enter')
  await expect(box).toHaveValue('')
  await expect(yoko.chat.article('John', 'See you at eight')).toContainText('edited')
  await expect(chat.articles).toHaveCount(1)

  // By the menu it can be taken back as well, after a question.
  await yoko.chat.write('Fine')
  await expect(chat.article('Yoko', 'Fine')).toBeVisible()
  await chat.write('No, at nine')
  await expect(chat.article('John', 'No, at nine')).toContainText('Sent')
  await chat.article('John', 'No, at nine').getByRole('button', { name: 'More' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Take back' }).press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).press('Enter')
  await expect(yoko.chat.articles.last()).toContainText('Taken back')
  await expect(yoko.chat.article('John', 'No, at nine')).toHaveCount(0)
})
