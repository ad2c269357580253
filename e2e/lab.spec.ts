import { expect, test } from './fixtures/porchlight'

test("the lab's publisher switches the tray light and its subscriber hears the controller", async ({
  launch,
  lab,
}) => {
  const john = await launch({ user: 'John' })
  const controller = await john.controller()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await lab.publish('led', 'on')
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · connected')
  await lab.publish('led', 'off', { with: 'MyMQTT' })
  await expect.poll(() => john.tray.tooltip()).toBe('led: off · connected')

  const subscriber = await lab.subscriber('led')
  await controller.lightSwitch().click()
  const heard = await subscriber.until(({ payload }) => payload === 'on')
  expect(heard.qos).toBe(2)
  const general = await lab.subscriber('led', { with: 'MyMQTT' })
  await controller.lightSwitch().click()
  await general.until(({ payload }) => payload === 'off')
})

test('a plain Python chatter and the app take turns', async ({ launch, lab }) => {
  const john = await launch({ user: 'John' })
  const chat = await john.chat()
  await expect.poll(() => john.tray.tooltip()).toContain('· connected')
  const anna = await lab.chatter('plain', 'anna')
  await anna.say('hello')
  await expect(chat.article('anna', 'hello')).toBeVisible()
  await chat.write('hello anna')
  await anna.until(({ payload }) => payload.includes('hello anna'))
  await expect(chat.turn).not.toContainText('Your turn')
  await anna.say('how are you?')
  await expect(chat.turn).toContainText('Your turn')
  await expect(chat.articles).toHaveCount(3)
})

test("a JSON Python chatter that keeps the lab's rule and the app take turns", async ({ launch, lab }) => {
  const john = await launch({ user: 'John' })
  const chat = await john.chat()
  await expect.poll(() => john.tray.tooltip()).toContain('· connected')
  const yoko = await lab.chatter('json', 'Yoko')
  await chat.write('Hi')
  await yoko.until(({ payload }) => payload.includes('Hi'))
  expect(await yoko.say('Hi, how are you?')).toBe('sent')
  await expect(chat.article('Yoko', 'Hi, how are you?')).toBeVisible()
  expect(await yoko.say('still me')).toBe('refused')
  await chat.write('Good')
  await yoko.until(({ payload }) => payload.includes('Good'))
  expect(await yoko.say('Fine')).toBe('sent')
  await expect(chat.articles).toHaveCount(4)
})

test('a class whose clients reuse one client id works on the embedded broker', async ({ launch, lab }) => {
  const john = await launch({ user: 'John' })
  await expect.poll(() => john.tray.tooltip()).toContain('· connected')
  await lab.publish('led', 'on', { id: 'LedCommander' })
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · connected')
  await lab.publish('led', 'off', { id: 'LedCommander' })
  await expect.poll(() => john.tray.tooltip()).toBe('led: off · connected')
})
