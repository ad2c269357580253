import { keptIn } from './fixtures/kept'
import { expect, stateOf, test } from './fixtures/talk'

test('answers nobody asked for, and as many as one likes, neither fill the history nor stop the app', async ({
  talk,
}) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  await john.chat.write('one')
  await expect(john.chat.article('John', 'one')).toContainText('Sent')
  const give = (from: string, count: number, size: number): string =>
    JSON.stringify({
      type: 'give',
      from,
      to: john.client,
      messages: Array.from({ length: count }, (_, index) => ({
        ...{ id: `${from}-${index}-${Math.random()}`, clock: index + 2, user: 'anna', ts: 1_766_000_000_000 },
        message: 'x'.repeat(size),
      })),
    })
  const begun = Date.now()
  for (let round = 0; round < 2_000; round++) {
    await talk.client.publish('chat/sync', give(`flood-${round % 50}`, 20, 500), { qos: 0 })
  }
  // What is larger than any copy would send, and as large as the broker takes it.
  for (const [count, size] of [
    [15_000, 1],
    [21, 10],
    [20, 20_000],
  ] as const) {
    await talk.client.publish('chat/sync', give('large', count, size), { qos: 0 })
  }
  for (let round = 0; round < 500; round++) {
    const have = { type: 'have', from: `asks-${round}`, greeting: `g-${round}`, ids: [`nothing-${round}`] }
    await talk.client.publish('chat/sync', JSON.stringify(have), { qos: 0 })
  }
  await talk.client.publish('chat', '{"user":"anna","message":"and now?"}')
  await expect(john.chat.article('anna', 'and now?')).toBeVisible({ timeout: 30_000 })
  await john.chat.write('still here')
  await expect(john.chat.article('John', 'still here')).toContainText('Sent', { timeout: 30_000 })
  // Copies that meet give each other some, and strangers can say to be such: 5,000 a minute are taken, and no more.
  const most = 5_000 * (1 + (Date.now() - begun) / 60_000)
  const kept = keptIn(john.copy.userDataDir)
  expect(kept.filter(({ text }) => !text.startsWith('x')).map(({ text }) => text)).toEqual([
    'one',
    'and now?',
    'still here',
  ])
  expect(kept.length).toBeLessThanOrEqual(3 + most)
  expect(kept.filter(({ id }) => id.startsWith('large'))).toEqual([])
})

test('ten thousand people who are not there', async ({ talk }) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  const { chat, page } = john
  for (let index = 0; index < 10_000; index++) {
    const payload = JSON.stringify({ user: `Nobody ${index}`, state: 'online' })
    await talk.client.publish(`chat/presence/nobody-${index}`, payload, { qos: 0, retain: true })
    if (index % 10 === 0) await talk.client.publish(`chat/typing/nobody-${index}`, payload, { qos: 0 })
    if (index % 10 === 0) {
      const read = JSON.stringify({ user: `Nobody ${index}`, id: 'x', clock: 1 })
      await talk.client.publish(`chat/read/nobody-${index}`, read, { qos: 0, retain: true })
    }
  }
  await talk.client.publish('chat', '{"user":"anna","message":"crowded here"}')
  await expect(chat.article('anna', 'crowded here')).toBeVisible({ timeout: 30_000 })
  await chat.write('very')
  await expect(chat.article('John', 'very')).toContainText('Sent')
  const room = (await stateOf(page)).room!
  expect(room.people.length).toBeLessThanOrEqual(1_000)
  expect(room.people.some(({ me }) => me)).toBe(true)
  expect(room.readers.length).toBeLessThanOrEqual(1_000)
  expect(room.writing.length).toBeLessThanOrEqual(100)
  const begun = Date.now()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  expect(Date.now() - begun).toBeLessThan(1_000)
  expect(john.copy.rendererErrors()).toEqual([])
})
