import { expect, test, type Copy } from './fixtures/porchlight'
import { freePort } from './fixtures/ports'

/** The tray's light is switched in the window, and somebody else at that broker hears of it. */
async function expectLightWorks(
  copy: Copy,
  client: { messages: readonly { topic: string }[] },
): Promise<void> {
  const controller = await copy.controller()
  const heard = (): number => client.messages.filter(({ topic }) => topic === 'led').length
  const before = heard()
  await controller.goTo('Lights')
  const was = await controller.lightSwitch().isChecked()
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked({ checked: !was })
  await expect.poll(heard).toBeGreaterThan(before)
}

test('a broker is added with the keyboard, tested, saved, used without a restart, and left again', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto()
  const there = await observe(broker.port)
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page, brokers } = controller
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await expectLightWorks(copy, await observe())

  await brokers.open()
  await brokers.button('Add a broker').focus()
  await page.keyboard.press('Enter')
  await expect(brokers.field('Name')).toBeFocused()
  await page.keyboard.type('Lab')
  await page.keyboard.press('Tab')
  await expect(brokers.field('Addresses')).toBeFocused()
  await page.keyboard.type(`mqtt://127.0.0.1:${broker.port}`)
  await brokers.button('Test connection').focus()
  await page.keyboard.press('Enter')
  await expect(brokers.results).toHaveCount(1)
  await expect(brokers.results).toContainText(/Connected with MQTT 5 in \d+ ms\./)
  // A test uses nothing and saves nothing.
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await brokers.button('Save').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Lab is saved.')).toBeVisible()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')

  await brokers.use('Lab')
  await expect(controller.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await expect(page.getByText('MQTT 5 · Lab')).toBeVisible()
  await expect.poll(() => copy.tray.tooltip()).toContain('· connected')
  await expectLightWorks(copy, there)

  await brokers.use('This computer')
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await there.until(({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes('offline'))
  await expectLightWorks(copy, await observe())
  // Left with a DISCONNECT: Mosquitto writes "closed its connection" where a client just goes.
  const left = broker
    .log()
    .filter((line) => line.includes('porchlight-') && !line.includes('porchlight-test-'))
  expect(left.at(-1)).toMatch(/disconnected\.$/)
  expect(copy.rendererErrors()).toEqual([])
})

test('a broker in use survives a restart, and leaving the app says good-bye to it', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto()
  const copy = await launch({ user: 'John' })
  const { brokers, connection } = await copy.controller()
  await brokers.add({ Name: 'Lab', Addresses: `mqtt://127.0.0.1:${broker.port}`, 'Keep-alive': '77' })
  await brokers.save()
  await brokers.use('Lab')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await expect.poll(() => broker.log().join('\n')).toMatch(/as porchlight-[0-9a-f-]+ \(p5, c0, k77\)/)
  const client = await observe(broker.port)
  const presence = await client.until(
    ({ topic, payload }) => topic.startsWith('chat/presence/') && payload.includes('online'),
  )
  await copy.quit()
  const isOffline = ({ topic, payload }: { topic: string; payload: string }): boolean =>
    topic === presence.topic && payload.includes('offline')
  await client.until(isOffline)
  const id = presence.topic.slice('chat/presence/'.length)
  await expect
    .poll(() => broker.log().findLast((line) => line.includes(`Client ${id}`)))
    .toMatch(/disconnected\.$/)
  // The will would have said it once more.
  const marker = await observe(broker.port)
  await marker.publish('marker', 'x')
  await client.until(({ topic }) => topic === 'marker')
  expect(client.messages.filter(isOffline)).toHaveLength(1)

  const again = await launch({ user: 'John', userDataDir: copy.userDataDir })
  const second = await again.controller()
  await expect(second.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await second.brokers.open()
  await expect(second.brokers.row('Lab')).toBeChecked()
  await expectLightWorks(again, client)
})

test('of several addresses the first that answers is used, and a test tells of each', async ({
  launch,
  mosquitto,
}) => {
  const dead = await freePort()
  const broker = await mosquitto()
  const copy = await launch({ user: 'John' })
  const { brokers, connection } = await copy.controller()
  await brokers.add({
    Name: 'Cluster',
    Addresses: `mqtt://127.0.0.1:${dead}\nmqtt://127.0.0.1:${broker.port}`,
  })
  await brokers.test()
  await expect(brokers.results).toHaveCount(2)
  await expect(brokers.results.first()).toContainText('Not connected: nothing answers there.')
  await expect(brokers.results.first()).toContainText('Check host and port, and whether the broker runs.')
  await expect(brokers.results.last()).toContainText('Connected with MQTT 5')
  await brokers.save()
  await brokers.use('Cluster')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)

  // When the one in use goes the other one is tried, and found when it is there.
  const first = await mosquitto({ port: dead })
  await broker.stop()
  await expect(connection).toContainText(`Connected to 127.0.0.1:${first.port}`, { timeout: 30_000 })
})

test('the broker in use goes away and comes back: so does the connection, without anybody’s doing', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto()
  const copy = await launch({ user: 'John' })
  const { brokers, connection } = await copy.controller()
  await brokers.add({ Name: 'Lab', Addresses: `127.0.0.1:${broker.port}` })
  await brokers.save()
  await brokers.use('Lab')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await broker.kill()
  await expect(connection).toContainText('Not connected: nothing answers there')
  await mosquitto({ port: broker.port })
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`, { timeout: 40_000 })
  await expectLightWorks(copy, await observe(broker.port))
})

test('a broker in use that is removed gives way to this computer, after a question', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto()
  const copy = await launch({ user: 'John' })
  const { page, brokers, connection } = await copy.controller()
  await brokers.add({ Name: 'Lab', Addresses: `127.0.0.1:${broker.port}` })
  await brokers.save()
  await brokers.use('Lab')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  const question = page.getByRole('alertdialog', { name: 'Remove Lab?' })
  await brokers.button('Remove').click()
  await expect(question).toContainText('Porchlight goes back to this computer.')
  await question.getByRole('button', { name: 'Keep it' }).click()
  await expect(brokers.row('Lab')).toBeVisible()
  await brokers.button('Remove').click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
  await expect(brokers.row('Lab')).toHaveCount(0)
})
