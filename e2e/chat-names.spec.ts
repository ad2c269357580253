import { expectShown, roomButton } from './fixtures/rooms'
import { expect, stateOf, test } from './fixtures/talk'

test('a name that is taken is refused in the window, with one to take instead', async ({ talk, launch }) => {
  await talk.enter('John')
  const copy = await launch({ broker: `mqtt://127.0.0.1:${talk.port}`, args: ['--hidden'] })
  const chat = await copy.chat()
  await expect(chat.person('John')).toBeVisible()
  const name = chat.page.getByRole('textbox', { name: 'Your name' })
  await name.fill('john')
  await name.press('Enter')
  await expect(chat.page.getByText('Somebody else here')).toBeVisible()
  await expect(chat.person('(you)')).toHaveCount(0)
  await chat.page.getByRole('button', { name: /^Use “john \d+”$/ }).click()
  await expect(chat.person('john 2 (you)')).toBeVisible()
  await expect(chat.messageBox).toBeVisible()
})

test('whoever comes under a name that somebody has is told so, and can take another', async ({
  talk,
  launch,
}) => {
  test.setTimeout(90_000)
  // A name of its settings, not of its command line, while nobody else is there.
  const options = { broker: `mqtt://127.0.0.1:${talk.port}`, args: ['--hidden'] }
  const before = await launch(options)
  const name = (await before.chat()).page.getByRole('textbox', { name: 'Your name' })
  await name.fill('anna')
  await name.press('Enter')
  await expect((await before.chat()).person('anna (you)')).toBeVisible()
  await before.quit()

  const first = await talk.enter('Anna')
  const copy = await launch({ ...options, userDataDir: before.userDataDir })
  const chat = await copy.chat()
  const note = chat.page.getByText('Somebody else here is called anna.')
  await expect(note).toBeVisible()
  // So is the one who was there before.
  await expect(first.page.getByText('Somebody else here is called Anna.')).toBeVisible()
  await chat.page.getByRole('button', { name: 'Use “anna 2”' }).click()
  await expect(chat.person('anna 2 (you)')).toBeVisible()
  await expect(note).toHaveCount(0)
  await expect(first.page.getByText('Somebody else here is called')).toHaveCount(0)
  await expect(first.chat.person('anna 2')).toBeVisible()
})

test('somebody is written to alone from the list of people', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.people.getByRole('button', { name: 'Yoko' }).click()
  await john.page.getByRole('menuitem', { name: 'Write to Yoko alone' }).click()
  await expectShown(john.page, 'Yoko')
  await expect(roomButton(john.page, 'Yoko, here')).toHaveAttribute('aria-current', 'true')
  await john.chat.write('Only for you')
  await expect(roomButton(yoko.page, 'John, here, 1 unread')).toBeVisible()
  await expect(yoko.chat.articles).toHaveCount(0)
  await roomButton(yoko.page, /^John/).click()
  await expect(yoko.chat.article('John', 'Only for you')).toBeVisible()
  await yoko.chat.write('I see')
  await expect(john.chat.article('Yoko', 'I see')).toBeVisible()
  // A second time it is the same conversation.
  await roomButton(john.page, 'chat').click()
  await expectShown(john.page, 'chat')
  await john.chat.people.getByRole('button', { name: 'Yoko' }).press('Enter')
  await john.page.getByRole('menuitem', { name: 'Write to Yoko alone' }).press('Enter')
  await expect(john.chat.articles).toHaveCount(2)
  expect((await stateOf(john.page)).rooms).toHaveLength(2)
  await yoko.copy.quit()
  await expect(roomButton(john.page, 'Yoko, not here')).toBeVisible()
})
