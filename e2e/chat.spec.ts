import { expect, test } from './fixtures/porchlight'

test('two copies without any broker meet and chat in turns', async ({ launch }) => {
  const john = await launch({ user: 'John' })
  const yoko = await launch({ user: 'Yoko' })
  const johns = await john.chat()
  const yokos = await yoko.chat()
  await expect(johns.person('Yoko')).toBeVisible()
  await expect(yokos.person('John')).toBeVisible()
  await expect(johns.turn).toContainText('Your turn')

  await johns.write('Hi')
  await expect(yokos.article('John', 'Hi')).toBeVisible()
  await expect(johns.turn).not.toContainText('Your turn')
  await expect(johns.send).toBeDisabled()

  // Enter does nothing, and the draft stays.
  await johns.messageBox.fill('it')
  await johns.messageBox.press('Enter')
  await expect(johns.messageBox).toHaveValue('it')
  // Nor does a call past the window's own rules.
  const direct = await johns.page.evaluate(() => window.porchlight.sendMessage({ room: 'chat', text: 'be' }))
  expect(direct).toEqual({ ok: false, error: { kind: 'not-your-turn' } })
  expect(await johns.articles.count()).toBe(1)

  await yokos.messageBox.fill('Hi, how are you?')
  await yokos.messageBox.press('Enter')
  await expect(johns.article('Yoko', 'Hi, how are you?')).toBeVisible()
  await expect(johns.turn).toContainText('Your turn')
  await johns.write('Good')
  await expect(yokos.article('John', 'Good')).toBeVisible()
  await expect(yokos.articles).toHaveCount(3)
  await expect(yokos.conversation).not.toContainText('be')
})

test('the hosting copy is killed in the middle of a conversation and nothing is lost or doubled', async ({
  launch,
}) => {
  const john = await launch({ user: 'John' })
  const yoko = await launch({ user: 'Yoko' })
  const johns = await john.chat()
  const yokos = await yoko.chat()
  const hosting = (await (await john.controller()).connection.textContent()) ?? ''
  expect(hosting).toContain('Connected to 127.0.0.1:1883')

  await john.tray.clickMenu('Turn on')
  await johns.write('one')
  await expect(yokos.article('John', 'one')).toBeVisible()
  await yokos.write('two')
  await expect(johns.article('Yoko', 'two')).toBeVisible()
  await johns.write('three')
  await expect(yokos.article('John', 'three')).toBeVisible()

  await john.kill()
  const yokosController = await yoko.controller()
  await expect(yokosController.connection).toContainText('Connected to 127.0.0.1:1883', { timeout: 30_000 })
  // The new host knows the light without anybody having said it again.
  await expect.poll(() => yoko.tray.tooltip()).toBe('led: on · connected')
  await expect(yokos.turn).toContainText('Your turn')
  await yokos.write('four')

  const back = await launch({ user: 'John', userDataDir: john.userDataDir })
  const backs = await back.chat()
  await expect(backs.article('Yoko', 'four')).toBeVisible()
  await expect.poll(() => back.tray.tooltip()).toBe('led: on · connected')
  await expect(backs.turn).toContainText('Your turn')
  await backs.write('five')
  await expect(yokos.article('John', 'five')).toBeVisible()
  for (const window of [backs, yokos]) {
    await expect(window.articles).toHaveCount(5)
    const said = (await window.said()).join('\n')
    expect(said).toMatch(/one[^]*two[^]*three[^]*four[^]*five/)
  }
})

test('a message written while the broker is away goes out when it is back, once', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto()
  const args = [`--broker=mqtt://127.0.0.1:${broker.port}`]
  const john = await launch({ user: 'John', args })
  const yoko = await launch({ user: 'Yoko', args })
  const johns = await john.chat()
  const yokos = await yoko.chat()
  await expect(johns.person('Yoko')).toBeVisible()
  await broker.stop()
  await expect.poll(() => john.tray.tooltip()).toContain('not connected')
  await johns.write('are you there?')
  await expect(johns.article('John', 'are you there?')).toBeVisible()
  await john.kill()

  await mosquitto({ port: broker.port })
  const back = await launch({ user: 'John', args, userDataDir: john.userDataDir })
  await expect(yokos.article('John', 'are you there?')).toBeVisible({ timeout: 40_000 })
  await expect((await back.chat()).articles).toHaveCount(1)
  await expect(yokos.articles).toHaveCount(1)
})

test('whose turn it is survives a restart, and a copy that joins late learns it', async ({ launch }) => {
  const john = await launch({ user: 'John' })
  const johns = await john.chat()
  await expect(johns.turn).toContainText('Your turn')
  await johns.write('Anybody?')
  await expect(johns.send).toBeDisabled()
  await expect(johns.article('John', 'Anybody?')).toBeVisible()
  await john.quit()

  const again = await launch({ user: 'John', userDataDir: john.userDataDir })
  const agains = await again.chat()
  await expect(agains.article('John', 'Anybody?')).toBeVisible()
  await expect(agains.turn).not.toContainText('Your turn')
  const late = await launch({ user: 'john ' })
  const lates = await late.chat()
  await expect(lates.turn).not.toContainText('Your turn')
})

test('the name is asked for once, and without one reading and the light still work', async ({
  launch,
  observe,
}) => {
  const copy = await launch()
  const chat = await copy.chat()
  await expect.poll(() => copy.tray.tooltip()).toMatch(/· connected/)
  const client = await observe()
  await client.publish('chat', 'Yoko: hello')
  await expect(chat.article('Yoko', 'hello')).toBeVisible()
  await copy.tray.clickMenu('Turn on')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')

  const name = chat.page.getByRole('textbox', { name: 'Your name' })
  await name.fill('John')
  await name.press('Enter')
  await expect(chat.turn).toContainText('Your turn')
  await chat.write('hi Yoko')
  await client.until(({ topic, payload }) => topic === 'chat' && payload.includes('hi Yoko'))
  await copy.quit()
  const again = await launch({ userDataDir: copy.userDataDir })
  const agains = await again.chat()
  await expect(agains.messageBox).toBeVisible()
  await expect(agains.page.getByRole('textbox', { name: 'Your name' })).toHaveCount(0)
})
