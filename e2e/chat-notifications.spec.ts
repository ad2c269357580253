import type { Notification } from './fixtures/notifications'
import { expectShown, joinByDialog } from './fixtures/rooms'
import { expect, grant, sayAs, test, type Talker } from './fixtures/talk'
import { closeWindow } from './fixtures/windows'

const CHAT = 'Chat – Porchlight'

/** Nobody looks at the chat any more; gives its page for what only a page can ask. */
async function lookAway({ copy }: Talker): Promise<void> {
  await copy.controller()
  await closeWindow(copy.app, CHAT)
  await expect.poll(() => copy.windows()).not.toContain(CHAT)
}

const told = (shown: readonly Notification[]): unknown[] => shown.map(({ title, body }) => [title, body])

test('a message that nobody sees is told by the desktop, and a click opens the chat at it', async ({
  talk,
  trayHost,
}) => {
  const john = await talk.enter('John')
  await joinByDialog(john.page, { topic: 'garden' })
  // What is watched is told by nobody.
  await talk.client.publish('garden', '{"user":"anna","message":"I see you","id":"seen"}')
  await expect(john.chat.article('anna', 'I see you')).toBeVisible()
  await john.page.getByRole('button', { name: 'chat', exact: true }).click()
  await expectShown(john.page, 'chat')
  await lookAway(john)
  await talk.client.publish('garden', '{"user":"anna","message":"<a href=x>It</a>\\nrains","id":"rain"}')
  await expect
    .poll(() => told(trayHost.notifications()))
    .toEqual([['anna in garden', '‹a href=x>It‹/a> rains']])
  const later = Array.from({ length: 60 }, (_, index) => ({
    ...{ user: index % 2 === 0 ? 'Paul' : 'anna', message: `later ${index}` },
    ...{ id: `later-${index}`, clock: 10 + index },
  }))
  await sayAs(talk.client, later, 'garden')
  await expect.poll(() => told(trayHost.notifications()).at(-1)).toEqual(['garden', '61 new messages'])

  const [first, second] = trayHost.notifications()
  expect(first).toMatchObject({ app: 'Porchlight', withdrawn: true })
  trayHost.click(second!)
  const chat = await john.copy.chat()
  await expectShown(chat.page, 'garden')
  await expect(chat.article('anna', 'rains')).toBeInViewport()
  await expect(chat.article('anna', 'later 59')).not.toBeInViewport()
})

test('a room that was read is news no more, and one that is quiet is none', async ({ talk, trayHost }) => {
  const john = await talk.enter('John')
  await joinByDialog(john.page, { topic: 'garden' })
  await grant(john.page, 'changeRoom', { topic: 'garden', notify: false })
  await lookAway(john)
  await talk.client.publish('garden', '{"user":"anna","message":"told nowhere"}')
  await talk.client.publish('chat', '{"user":"anna","message":"Hello"}')
  await expect.poll(() => told(trayHost.notifications())).toEqual([['anna', 'Hello']])
  const chat = await john.copy.chat()
  await chat.page.getByRole('button', { name: /^chat/ }).click()
  await expect(chat.article('anna', 'Hello')).toBeVisible()
  await expect.poll(() => trayHost.notifications()[0]?.withdrawn).toBe(true)
})

test('what is told, and whether, is as the user has set it', async ({ talk, trayHost }) => {
  const john = await talk.enter('John')
  const controller = await john.copy.controller()
  await controller.goTo('Settings')
  const set = (name: string): Promise<void> => controller.page.getByRole('checkbox', { name }).click()
  const say = (message: string): Promise<void> =>
    talk.client.publish('chat', JSON.stringify({ user: 'anna', message }))
  const shown = (): unknown[] => told(trayHost.notifications())

  await set('Hide the text in notifications')
  await controller.page.getByRole('radio', { name: 'Show a notification' }).click()
  await john.chat.write('Is anybody there?')
  await expect(john.chat.article('John', 'Is anybody there?')).toContainText('Sent')
  await lookAway(john)
  await say('a secret')
  await expect.poll(shown).toEqual([['anna – your turn', 'New message']])
  // What follows is told by itself then, and not together with this.
  trayHost.dismiss(trayHost.notifications()[0]!)

  const unread = (): Promise<string> => john.copy.tray.tooltip()
  await set('Do not disturb')
  await say('told to nobody')
  await expect.poll(unread).toContain('2 unread')
  await set('Do not disturb')
  await set('Show notifications')
  await say('nor this')
  await expect.poll(unread).toContain('3 unread')
  await set('Show notifications')
  await say('but this')
  await expect.poll(() => trayHost.notifications().length).toBe(2)
  expect(shown()).toEqual([
    ['anna – your turn', 'New message'],
    ['anna', 'New message'],
  ])
})
