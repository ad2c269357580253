import { ask, expect, grant, showRoom, stateOf, test } from './fixtures/talk'

test('a room is joined, talked in, kept through a restart, and left without a trace at the broker', async ({
  talk,
  observe,
}) => {
  test.setTimeout(90_000)
  const { client, port } = talk
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  const topic = 'workshop/lathe'
  for (const { page } of [john, yoko]) {
    expect(await grant(page, 'joinRoom', { topic, name: 'Lathe', kind: 'open' })).toEqual({ topic })
    await showRoom(page, topic)
  }
  await expect(john.chat.person('Yoko')).toBeVisible()
  await john.chat.write('Is the lathe free?')
  await expect(yoko.chat.article('John', 'Is the lathe free?')).toBeVisible()
  await expect(john.chat.turn).not.toContainText('Your turn')
  await yoko.chat.write('From noon on')
  await expect(john.chat.article('Yoko', 'From noon on')).toBeVisible()
  // Nothing of it is in the other room.
  await showRoom(john.page, 'chat')
  await expect(john.chat.turn).toContainText('Your turn')
  await expect(john.chat.articles).toHaveCount(0)

  await john.copy.quit()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  expect((await stateOf(again.page)).rooms.map((room) => [room.topic, room.name])).toEqual([
    ['chat', expect.any(String)],
    [topic, 'Lathe'],
  ])
  await showRoom(again.page, topic)
  await expect(again.chat.articles).toHaveCount(2)

  // Somebody who leaves is not there any more, and hears nothing more of it.
  const presence = `${topic}/presence/${again.client}`
  await client.until((seen) => seen.topic === presence && seen.payload.includes('online'))
  await grant(again.page, 'leaveRoom', { topic, forget: false })
  await client.until((seen) => seen.topic === presence && seen.payload === '')
  await expect(yoko.chat.person('John')).toHaveCount(0)
  await expect.poll(async () => (await stateOf(again.page)).rooms.map((room) => room.topic)).toEqual(['chat'])
  const subscribed = async (): Promise<string[]> =>
    (await stateOf(again.page)).subscriptions.map(({ filter }) => filter)
  await expect.poll(async () => (await subscribed()).filter((filter) => filter.startsWith(topic))).toEqual([])
  const late = await observe(port)
  await late.until((seen) => seen.topic === `${topic}/presence/${yoko.client}`)
  expect(
    late.messages.filter((seen) => seen.topic.endsWith(again.client) && seen.topic.startsWith(topic)),
  ).toEqual([])

  const controller = await again.copy.controller()
  await controller.goTo('Wire')
  await client.publish(topic, '{"user":"Yoko","message":"who hears this?"}')
  await client.publish('chat', '{"user":"Yoko","message":"and this?"}')
  await expect(again.chat.article('Yoko', 'and this?')).toBeVisible()
  await expect(controller.messagesWith('and this?')).toHaveCount(1)
  await expect(controller.messagesWith('who hears this?')).toHaveCount(0)
  // Back again, it knows what it had heard, and what was said meanwhile from the one who stayed.
  await grant(again.page, 'joinRoom', { topic, name: '', kind: 'open' })
  await showRoom(again.page, topic)
  await expect(again.chat.article('Yoko', 'who hears this?')).toBeVisible()
  await expect(again.chat.articles).toHaveCount(3)
})

test('what is no room is refused, and a room is there only once', async ({ talk }) => {
  const { page } = await talk.enter('John')
  const join = (topic: string): Promise<unknown> => ask(page, 'joinRoom', { topic, name: '', kind: 'open' })
  const reserved = { ok: false, error: { kind: 'room-topic', problem: 'reserved' } }
  for (const topic of ['chat/presence/x', 'homeassistant/chat', 'direct/a/b', '$SYS/chat', 'led']) {
    expect(await join(topic), topic).toEqual(reserved)
  }
  for (const topic of ['', 'a/+', '#', 'a\0b']) {
    expect(await join(topic), topic).toMatchObject({ ok: false, error: { kind: 'room-topic' } })
  }
  expect(await join('chat')).toEqual({ ok: false, error: { kind: 'room', problem: 'here' } })
  expect(
    await ask(page, 'joinRoom', { topic: 'mine', name: '', kind: 'private', passphrase: 'short' }),
  ).toEqual({ ok: false, error: { kind: 'room', problem: 'passphrase-too-short' } })
  expect((await stateOf(page)).rooms).toHaveLength(1)
})

test('rules are the same for everybody, and without turns one may go on', async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('one')
  await expect(john.chat.turn).not.toContainText('Your turn')
  await grant(yoko.page, 'setRules', { topic: 'chat', turns: false, timeout: 0 })
  await expect(john.chat.send).toBeVisible()
  await expect.poll(async () => (await stateOf(john.page)).room?.turn).toEqual({ mayWrite: true })
  await john.chat.write('two')
  await expect(yoko.chat.article('John', 'two')).toBeVisible()
  await expect(yoko.chat.article('John', 'two')).not.toContainText('Out of turn')
  // Somebody who comes later learns it from the broker.
  const paul = await talk.enter('Paul')
  expect((await stateOf(paul.page)).room?.rules).toMatchObject({ turns: false, revision: 1 })
  await grant(paul.page, 'setRules', { topic: 'chat', turns: true, timeout: 5 })
  for (const { page } of [john, yoko]) {
    await expect
      .poll(async () => (await stateOf(page)).room?.rules)
      .toEqual({ turns: true, timeout: 5, revision: 2 })
  }
  await expect(john.chat.turn).not.toContainText('Your turn')
})

test('two people talk alone, and a third hears nothing of it', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  const paul = await talk.enter('Paul')
  await expect(john.chat.person('Yoko')).toBeVisible()
  const { topic } = await grant(john.page, 'talkTo', { client: yoko.client })
  expect(topic).toBe(`direct/${[john.client, yoko.client].sort().join('/')}`)
  await showRoom(john.page, topic)
  await john.chat.write('between us')
  const yokos = async (): Promise<unknown> =>
    (await stateOf(yoko.page)).rooms.find((room) => room.topic === topic)
  await expect.poll(yokos).toMatchObject({ name: 'John', kind: 'direct', here: true })
  await showRoom(yoko.page, topic)
  await expect(yoko.chat.article('John', 'between us')).toBeVisible()
  await yoko.chat.write('sure')
  await yoko.chat.write('and once more')
  await expect(john.chat.article('Yoko', 'and once more')).toBeVisible()
  await expect(john.chat.article('Yoko', 'and once more')).not.toContainText('Out of turn')

  expect((await stateOf(paul.page)).rooms).toHaveLength(1)
  await paul.copy.quit()
  // The other one goes, and that is seen.
  await john.copy.quit()
  await expect.poll(yokos).toMatchObject({ here: false })
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await showRoom(again.page, topic)
  await expect(again.chat.articles).toHaveCount(3)
})
