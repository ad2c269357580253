import { ask, expect, grant, stateOf, test } from './fixtures/talk'

test("one's own last message can be changed and taken back, and everybody sees that it was", async ({
  talk,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await expect(john.chat.person('Yoko')).toBeVisible()
  await john.chat.write('Helo')
  await expect(yoko.chat.article('John', 'Helo')).toBeVisible()
  await expect.poll(async () => (await stateOf(john.page)).room?.changeable).toBeTruthy()
  const id = (await stateOf(john.page)).room!.changeable!
  await grant(john.page, 'changeMessage', { room: 'chat', id, text: 'Hello' })
  for (const { chat } of [john, yoko]) {
    await expect(chat.article('John', 'Hello')).toBeVisible()
    await expect(chat.article('John', 'Hello')).toContainText(/changed|edited/i)
    await expect(chat.articles).toHaveCount(1)
  }
  // Whose turn it is does not change with it.
  await expect(john.chat.turn).not.toContainText('Your turn')
  await expect(yoko.chat.turn).toContainText('Your turn')
  // It is nobody else's to change, and no other than the last.
  const notChangeable = { ok: false, error: { kind: 'not-changeable' } }
  expect(await ask(yoko.page, 'changeMessage', { room: 'chat', id, text: 'Goodbye' })).toEqual(notChangeable)
  expect(await ask(yoko.page, 'takeBackMessage', { room: 'chat', id })).toEqual(notChangeable)
  await yoko.chat.write('Hi')
  await expect(john.chat.article('Yoko', 'Hi')).toBeVisible()
  await john.chat.write('How are you?')
  await expect(yoko.chat.article('John', 'How are you?')).toBeVisible()
  expect(await ask(john.page, 'changeMessage', { room: 'chat', id, text: 'Hallo' })).toEqual(notChangeable)

  await expect.poll(async () => (await stateOf(john.page)).room?.changeable).not.toBe(id)
  const last = (await stateOf(john.page)).room!.changeable!
  await grant(john.page, 'takeBackMessage', { room: 'chat', id: last })
  for (const { chat } of [john, yoko]) {
    await expect(chat.articles.filter({ hasText: 'How are you?' })).toHaveCount(0)
    await expect(chat.articles.last()).toContainText(/taken back|deleted/i)
    await expect(chat.articles).toHaveCount(3)
  }
  // The last word was still John's.
  await expect(yoko.chat.turn).toContainText('Your turn')
})

test('a change that was made without a broker reaches the others when it is back, also after a kill', async ({
  talk,
  mosquitto,
}) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('frist')
  await expect(yoko.chat.article('John', 'frist')).toBeVisible()
  await expect.poll(async () => (await stateOf(john.page)).room?.changeable).toBeTruthy()
  const id = (await stateOf(john.page)).room!.changeable!
  await talk.broker.stop()
  await expect.poll(() => john.copy.tray.tooltip()).toContain('not connected')
  await grant(john.page, 'changeMessage', { room: 'chat', id, text: 'first' })
  await expect(john.chat.article('John', 'first')).toBeVisible()
  await john.copy.kill()

  await mosquitto({ port: talk.port })
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.article('John', 'first')).toBeVisible()
  await expect(yoko.chat.article('John', 'first')).toBeVisible({ timeout: 40_000 })
  await expect(yoko.chat.articles).toHaveCount(1)
})
