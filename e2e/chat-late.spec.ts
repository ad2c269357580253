import { expect, grant, sayAs, test, type Said } from './fixtures/talk'

const MESSAGES = 700

test('a copy that joins late is handed what was said before, by a copy that was there', async ({ talk }) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  const said: Said[] = Array.from({ length: MESSAGES }, (_, index) => ({
    user: index % 2 === 0 ? 'anna' : 'Paul',
    message: `message ${index + 1}`,
    id: `m-${index + 1}`,
    clock: index + 1,
    ts: Date.now() - (MESSAGES - index) * 60_000,
  }))
  await sayAs(talk.client, said)
  await expect(john.chat.article('Paul', `message ${MESSAGES}`).last()).toBeVisible()
  const first = { clock: 1, id: 'm-1' }
  const behindFirst = { room: 'chat', at: { kind: 'after', key: first } } as const
  await expect.poll(async () => (await grant(john.page, 'chatPage', behindFirst)).messages.length).toBe(100)

  const yoko = await talk.enter('Yoko')
  await expect(yoko.chat.article('Paul', `message ${MESSAGES}`).last()).toBeVisible()
  // Every message once, in the order in which it was said.
  const all = async (): Promise<string[]> => {
    const texts: string[] = []
    let page = await grant(yoko.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
    for (;;) {
      texts.unshift(...page.messages.map(({ text }) => text))
      const [{ clock, id } = first] = page.messages
      if (!page.earlier) return texts
      page = await grant(yoko.page, 'chatPage', { room: 'chat', at: { kind: 'before', key: { clock, id } } })
    }
  }
  await expect.poll(async () => (await all()).length, { timeout: 30_000 }).toBe(MESSAGES)
  expect(await all()).toEqual(said.map(({ message }) => message))
  // A third one, who knows no sync, was told none of it a second time.
  expect(talk.client.messages.filter(({ topic }) => topic === 'chat')).toHaveLength(MESSAGES)
})

test('what was changed and taken back while a copy was away is so for it, too', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await john.chat.write('frist')
  await expect(yoko.chat.article('John', 'frist')).toBeVisible()
  await yoko.chat.write('oh no')
  await expect(john.chat.article('Yoko', 'oh no')).toBeVisible()
  const { messages } = await grant(john.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  const [frist, oh] = messages
  await yoko.copy.quit()
  await grant(john.page, 'changeMessage', { room: 'chat', id: frist!.id, text: 'first' })
  await expect(john.chat.article('John', 'first')).toBeVisible()

  const again = await talk.enter('Yoko', { userDataDir: yoko.copy.userDataDir })
  await expect(again.chat.article('John', 'first')).toBeVisible()
  await expect(again.chat.article('John', 'frist')).toHaveCount(0)
  await grant(again.page, 'takeBackMessage', { room: 'chat', id: oh!.id })
  await expect(john.chat.articles.filter({ hasText: 'oh no' })).toHaveCount(0)
  // Neither is there for somebody who comes only now.
  const paul = await talk.enter('Paul')
  await expect(paul.chat.article('John', 'first')).toBeVisible()
  const late = await grant(paul.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(late.messages).toMatchObject([
    { id: frist!.id, text: 'first', revision: 1 },
    { id: oh!.id, text: '', deleted: true },
  ])
})
