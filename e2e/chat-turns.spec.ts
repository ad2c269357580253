import { expect, grant, stateOf, test } from './fixtures/talk'

test('the composer says whom one waits for and since when', async ({ talk }) => {
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await expect(john.chat.person('Yoko')).toBeVisible()
  await expect(john.chat.turn).toContainText('Your turn')
  await john.chat.write('Hi')
  await expect(yoko.chat.article('John', 'Hi')).toBeVisible()
  await expect(john.chat.turn).toContainText('Yoko')
  await expect(yoko.chat.turn).toContainText('Your turn')
  const { lastAt, lastUser } = (await stateOf(john.page)).room!
  expect(lastUser).toBe('John')
  expect(Math.abs(Date.now() - lastAt!)).toBeLessThan(30_000)
  const since = await john.page.evaluate(
    (at) => new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format(at),
    lastAt,
  )
  await expect(john.chat.turn).toContainText(since)
  await expect(yoko.chat.turn).toContainText('John wrote at')
})

test('after the time-out of the room anybody may write, and it is said when', async ({ talk }) => {
  test.setTimeout(180_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await grant(yoko.page, 'setRules', { topic: 'chat', turns: true, timeout: 1 })
  await expect.poll(async () => (await stateOf(john.page)).room?.rules.timeout).toBe(1)
  await john.chat.write('Is anybody there?')
  await expect(yoko.chat.article('John', 'Is anybody there?')).toBeVisible()
  const said = Date.now()
  await expect(john.chat.turn).not.toContainText('Your turn')
  await john.chat.messageBox.fill('Nobody, it seems.')
  await expect(john.chat.turn).toContainText('Your turn', { timeout: 75_000 })
  expect(Date.now() - said).toBeGreaterThan(55_000)
  await expect(john.chat.messageBox).toHaveValue('Nobody, it seems.')
  await john.chat.send.click()
  await expect(yoko.chat.article('John', 'Nobody, it seems.')).toBeVisible()
  await expect(yoko.chat.article('John', 'Nobody, it seems.')).not.toContainText('Out of turn')
  await expect(john.chat.turn).not.toContainText('Your turn')
})
