import { Arranging, enterAgain, settingsOf } from './fixtures/arrange'
import { expect, test } from './fixtures/house'
import { findItem } from './fixtures/tray-menu'

// Lights that announce themselves by no convention are added by hand.

test('a relay with topics and payloads of its own is switched and read, and is never told to keep anything', async ({
  house,
  observe,
}) => {
  const { client } = house
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  await arranging.add({
    Topic: 'shed/relay/set',
    'State topic': 'shed/relay',
    'What is sent': 'Payloads of your own',
    'Payload for on': 'EIN',
    'Payload for off': 'AUS',
    'Where its state stands': 'relays.0.state',
  })
  await arranging.change('shed/relay/set', { Name: 'Shed' })
  await expect(lights.card('Shed')).toContainText('Not known yet')

  await lights.toggle('Shed')
  const command = await client.until(({ topic }) => topic === 'shed/relay/set')
  expect([command.payload, command.qos]).toEqual(['EIN', 0])
  // Told to go on it is on when it says so, and not before.
  await expect(lights.card('Shed')).toContainText('Turning on …')
  await client.publish('shed/relay', '{"relays":[{"state":"EIN"},{"state":"AUS"}]}')
  await expect(lights.switch('Shed')).toBeChecked()
  await expect.poll(async () => findItem(await copy.tray.menu(), ['Shed'])).toMatchObject({ checked: true })

  await copy.tray.clickMenu('Shed')
  await client.until(({ topic, payload }) => topic === 'shed/relay/set' && payload === 'AUS')
  await client.publish('shed/relay', '{"relays":[{"state":"AUS"},{"state":"EIN"}]}')
  await expect(lights.switch('Shed')).not.toBeChecked()
  for (const unreadable of ['EIN', '{"relays":[]}', '{"relays":[{"state":{"state":"EIN"}}]}', 'null']) {
    await client.publish('shed/relay', unreadable)
  }
  await client.publish('shed/relay', '{"relays":[{"state":"EIN"}]}')
  await expect(lights.switch('Shed')).toBeChecked()

  const late = await observe(house.port)
  await client.publish('all/heard', 'now')
  await late.until(({ topic }) => topic === 'all/heard')
  expect(late.messages.filter(({ topic }) => topic.startsWith('shed/'))).toEqual([])

  // It goes as it came.
  const options = await arranging.options('Shed')
  await options.getByRole('button', { name: 'Remove', exact: true }).click()
  const sure = options.getByRole('group', { name: /^Remove Shed\?/ })
  await sure.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(lights.card('Shed')).toHaveCount(0)
  await client.publish('shed/relay', '{"relays":[{"state":"AUS"}]}')
  await expect.poll(async () => findItem(await copy.tray.menu(), ['Shed'])).toBeUndefined()
  expect(JSON.stringify((await settingsOf(copy)).lights)).not.toContain('shed/')
})

test('the JSON of a light is read by a client of the lab, and the light reads what such a client writes', async ({
  house,
  lab,
  launch,
}) => {
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  await arranging.add({ Topic: 'shop/lamp', 'What is sent': 'JSON that the lab’s clients read' })
  const python = await lab.subscriber('shop/lamp', { port: house.port, with: 'MyMQTT' })
  await lights.toggle('shop/lamp')
  const { payload } = await python.until(({ topic }) => topic === 'shop/lamp')
  const said = JSON.parse(payload) as Record<string, unknown>
  expect(said).toMatchObject({ n: 'switch', value: 1, status: 1, unit: 'bool', e: [{ n: 'switch', v: 1 }] })
  expect(Math.abs(Number(said['timestamp']) - Date.now() / 1000)).toBeLessThan(60)
  await expect(lights.switch('shop/lamp')).toBeChecked()

  const written = '{"client": "LedCommander", "n": "switch", "value": "off", "timestamp": "1575000000"}'
  await lab.publish('shop/lamp', written, { port: house.port, with: 'MyMQTT' })
  await expect(lights.switch('shop/lamp')).not.toBeChecked()
  await lights.toggle('shop/lamp')
  await expect(lights.switch('shop/lamp')).toBeChecked()

  // The topic is the light's own state, so whoever comes later finds it there.
  await copy.quit()
  const again = await enterAgain(launch, house, copy)
  await expect
    .poll(async () => findItem(await again.tray.menu(), ['shop/lamp']))
    .toMatchObject({ enabled: true, checked: true })
})

test('topics of the chat, of the broker, of many, and of another light are refused in words', async ({
  house,
}) => {
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  const before = (await settingsOf(copy)).lights
  await arranging.button('Add a light').click()
  const dialog = arranging.dialog('Add a light by hand')
  const add = dialog.getByRole('button', { name: 'Add light', exact: true })
  const topic = dialog.getByLabel('Topic', { exact: true })
  const state = dialog.getByLabel('State topic', { exact: true })
  const isWrong = ['aria-invalid', 'true'] as const
  for (const refused of ['chat', 'chat/users/John', 'led', 'lights/#', '$SYS/broker', '']) {
    await topic.fill(refused)
    await add.click()
    await expect(topic, refused).toHaveAttribute(...isWrong)
    await expect(topic, refused).toHaveAccessibleDescription(/\w/)
    await topic.fill('fine')
    await state.fill('chat')
    await add.click()
    await expect(topic).toHaveAccessibleDescription(/topic/)
    await state.fill('')
  }
  await state.fill('a/+')
  await add.click()
  await expect(state).toHaveAttribute(...isWrong)
  await state.fill('')
  await arranging.fillPlain(dialog, {
    'What is sent': 'Payloads of your own',
    'Payload for on': 'x',
    'Payload for off': 'x',
  })
  await add.click()
  await expect(dialog.getByLabel('Payload for off')).toHaveAttribute(...isWrong)
  await arranging.save(dialog, 'Cancel')
  await expect(lights.switches).toHaveCount(1)
  expect((await settingsOf(copy)).lights).toEqual(before)
})
