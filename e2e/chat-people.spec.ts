import { ask, expect, grant, stateOf, test, type Talker } from './fixtures/talk'

test('whoever crashes is gone for the others within two seconds', async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await expect(yoko.chat.person('John')).toBeVisible()
  await john.copy.kill()
  const died = Date.now()
  await expect(yoko.chat.person('John')).toHaveCount(0)
  expect(Date.now() - died).toBeLessThan(2_000)
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(yoko.chat.person('John')).toBeVisible()
  await again.copy.quit()
  await expect(yoko.chat.person('John')).toHaveCount(0)
})

test('where the crash takes the broker along, too', async ({ launch }) => {
  const john = await launch({ user: 'John' })
  const yoko = await launch({ user: 'Yoko' })
  const paul = await launch({ user: 'Paul' })
  await expect((await john.controller()).connection).toContainText('Connected to 127.0.0.1:1883')
  const chats = [await yoko.chat(), await paul.chat()]
  for (const chat of chats) {
    for (const name of ['John', 'Yoko', 'Paul']) await expect(chat.person(name)).toBeVisible()
  }
  await john.kill()
  // They meet again at the broker that one of them now hosts, without him.
  await expect(chats[0]!.person('Paul')).toBeVisible({ timeout: 30_000 })
  await expect(chats[1]!.person('Yoko')).toBeVisible({ timeout: 30_000 })
  const met = Date.now()
  for (const chat of chats) await expect(chat.person('John')).toHaveCount(0)
  expect(Date.now() - met).toBeLessThan(2_000)
})

test('who has left the computer is away, and comes back', async ({ talk }) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await expect(yoko.chat.person('John')).not.toContainText('away')
  await sitIdle(john, 3_600)
  await expect(yoko.chat.person('John')).toContainText('away', { timeout: 45_000 })
  const presence = `chat/presence/${john.client}`
  await talk.client.until(({ topic, payload }) => topic === presence && payload.includes('"away":true'))
  await sitIdle(john, 0)
  await expect(yoko.chat.person('John')).not.toContainText('away', { timeout: 45_000 })
})

/** Makes the system say how many seconds ago somebody touched the computer. */
async function sitIdle({ copy }: Talker, seconds: number): Promise<void> {
  await copy.app.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle
  }, seconds)
}

test('the others see who is writing until the message comes, or nothing any more', async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  const isWriting = yoko.page.getByText(/John is writing/)
  await expect(isWriting).toHaveCount(0)
  await john.chat.messageBox.pressSequentially('Hel')
  await expect(isWriting).toBeVisible()
  const note = await talk.client.until(({ topic }) => topic === `chat/typing/${john.client}`)
  expect(JSON.parse(note.payload)).toEqual({ user: 'John' })
  expect(note).toMatchObject({ qos: 0, retain: false })
  // One note a few seconds, however fast one types.
  await john.chat.messageBox.pressSequentially('lo, is anybody there?')
  expect(talk.client.messages.filter(({ topic }) => topic.startsWith('chat/typing/')).length).toBeLessThan(4)
  await john.chat.send.click()
  await expect(yoko.chat.article('John', 'Hello, is anybody there?')).toBeVisible()
  await expect(isWriting).toHaveCount(0)

  await yoko.chat.messageBox.pressSequentially('N')
  await expect(john.page.getByText(/Yoko is writing/)).toBeVisible()
  await expect(john.page.getByText(/Yoko is writing/)).toHaveCount(0, { timeout: 15_000 })
})

test('how far the others have read is told, unless they do not want it', async ({ talk, observe }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('Hi')
  await expect(yoko.chat.article('John', 'Hi')).toBeVisible()
  const { messages } = await grant(yoko.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  const [hi] = messages
  await grant(yoko.page, 'markSeen', { room: 'chat', id: hi!.id })
  const read = `chat/read/${yoko.client}`
  await talk.client.until(({ topic, payload }) => topic === read && payload.includes(hi!.id))
  const readers = async (): Promise<unknown> => (await stateOf(john.page)).room?.readers
  await expect.poll(readers).toEqual([{ name: 'Yoko', id: hi!.id, clock: hi!.clock }])
  await expect(john.chat.article('John', 'Hi')).toContainText(/read by.*Yoko/i)
  // It is kept at the broker for whoever comes later.
  const late = await observe(talk.port)
  expect(await late.until(({ topic }) => topic === read)).toMatchObject({ retain: true })

  await grant(yoko.page, 'changeChat', { tellsOthers: false })
  await talk.client.until(({ topic, payload }) => topic === read && payload === '')
  await yoko.chat.messageBox.pressSequentially('Hello')
  await yoko.chat.send.click()
  await expect(john.chat.article('Yoko', 'Hello')).toBeVisible()
  await john.chat.write('How are you?')
  await expect(yoko.chat.article('John', 'How are you?')).toBeVisible()
  const newest = await grant(yoko.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  await grant(yoko.page, 'markSeen', { room: 'chat', id: newest.messages.at(-1)!.id })
  await expect.poll(readers).toEqual([])
  expect(talk.client.messages.filter(({ topic }) => topic === `chat/typing/${yoko.client}`)).toEqual([])
  expect(talk.client.messages.filter(({ topic }) => topic === read).at(-1)?.payload).toBe('')
})

test('a name that somebody here has already is refused with one that is free', async ({ talk }) => {
  await talk.enter('John')
  const other = await talk.enter('Yoko')
  await expect(other.chat.person('John')).toBeVisible()
  const taken = await ask(other.page, 'setName', { name: ' jOHN ' })
  expect(taken).toMatchObject({ ok: false, error: { kind: 'name-taken' } })
  const suggestion = taken.ok || taken.error.kind !== 'name-taken' ? '' : taken.error.suggestion
  expect(suggestion).not.toBe('')
  await expect(other.chat.person('Yoko (you)')).toBeVisible()
})
