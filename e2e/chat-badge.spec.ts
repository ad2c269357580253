import { joinByDialog, roomButton } from './fixtures/rooms'
import { expect, grant, test } from './fixtures/talk'
import { closeWindow } from './fixtures/windows'

test('what was not read stands in the tray until it is read, and that of a muted room does not', async ({
  talk,
}) => {
  const { copy, page } = await talk.enter('John')
  const { tray } = copy
  await joinByDialog(page, { topic: 'garden' })
  await joinByDialog(page, { topic: 'quiet' })
  await grant(page, 'changeRoom', { topic: 'quiet', notify: false })
  await copy.controller()
  await closeWindow(copy.app, 'Chat – Porchlight')
  const [tooltip, picture] = [await tray.tooltip(), await tray.iconHash()]
  expect(tooltip).not.toContain('unread')
  const openItem = async (): Promise<string | undefined> =>
    (await tray.menu()).find(({ label }) => label.startsWith('Open chat'))?.label
  await expect.poll(openItem).toBe('Open chat')

  const say = (room: string, user: string): Promise<void> =>
    talk.client.publish(room, JSON.stringify({ user, message: `this is ${user}` }))
  await say('quiet', 'anna')
  await say('quiet', 'Paul')
  await say('chat', 'anna')
  await say('chat', 'Paul')
  await say('garden', 'anna')
  await expect.poll(() => tray.tooltip()).toBe(`${tooltip} · 3 unread`)
  await expect.poll(openItem).toBe('Open chat (3 unread)')
  await expect.poll(() => tray.iconHash()).not.toBe(picture)
  // It is the same lamp with a dot, and no lamp that one has to learn.
  const { argb, width, height } = await tray.icon()
  expect([argb.length, width]).toEqual([4 * width * height, height])

  const chat = await copy.chat()
  // The room that is shown was read with that.
  await expect(roomButton(chat.page, 'quiet, muted')).toHaveAttribute('aria-current', 'true')
  expect(await tray.tooltip()).toBe(`${tooltip} · 3 unread`)
  await roomButton(chat.page, 'garden, 1 unread').click()
  await expect.poll(() => tray.tooltip()).toBe(`${tooltip} · 2 unread`)
  await roomButton(chat.page, 'chat, 2 unread').click()
  await expect.poll(() => tray.tooltip()).toBe(tooltip)
  await expect.poll(() => tray.iconHash()).toBe(picture)
  await expect.poll(openItem).toBe('Open chat')
})

test('unread is unread after a restart', async ({ talk }) => {
  const john = await talk.enter('John')
  await talk.client.publish('chat', '{"user":"anna","message":"one"}')
  await expect(john.chat.article('anna', 'one')).toBeVisible()
  await john.copy.controller()
  await closeWindow(john.copy.app, 'Chat – Porchlight')
  await talk.client.publish('chat', '{"user":"Paul","message":"two"}')
  await expect.poll(() => john.copy.tray.tooltip()).toContain(' · 1 unread')
  await john.copy.quit()
  // Its session at the broker keeps what is said meanwhile.
  await talk.client.publish('chat', '{"user":"anna","message":"three"}')
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.article('Paul', 'two')).toBeVisible()
  await expect(again.page.getByText('New messages')).toBeVisible()
  await expect.poll(() => again.copy.tray.tooltip()).not.toContain('unread')
})
