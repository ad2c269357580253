import { expect, test } from './fixtures/at-mosquitto'

// What has passed, or was written once, goes out again.

test('a message is sent again byte by byte, text or not', async ({ at: { controller, client } }) => {
  const { page } = controller
  await controller.subscribe('raw/#')
  await expect(controller.subscription('raw/#')).toContainText('QoS 2')
  const payloads = [Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0d, 0x0a]), Buffer.from('\ufeffün\u0000r\r\n')]
  for (const [index, bytes] of payloads.entries()) {
    const topic = `raw/${index}`
    await client.publish(topic, bytes, { qos: 1 })
    await controller.messagesWith(topic, 'received').first().click()
    const details = page.getByRole('region', { name: 'Details of the message' })
    await details.getByRole('button', { name: 'Send again' }).click()
    await expect(details.getByText('Sent again.')).toBeVisible()
    const heard = (): Buffer[] =>
      client.messages.filter((each) => each.topic === topic).map((each) => each.bytes)
    await expect.poll(() => heard().length).toBe(2)
    expect(heard()).toEqual([bytes, bytes])
    await page.keyboard.press('Escape')
  }
})

test('a retained message is cleared after a question, and whoever comes later gets nothing', async ({
  at: { controller, client, port },
  observe,
}) => {
  const { page } = controller
  await client.publish('house/door', 'open', { retain: true })
  await controller.subscribe('house/#')
  await controller.messagesWith('house/door', 'open').click()
  const clear = page.getByRole('button', { name: 'Clear retained message …' })
  const question = page.getByRole('alertdialog', { name: 'Clear the retained message?' })
  await clear.click()
  await expect(question).toContainText('house/door')
  await question.getByRole('button', { name: 'Keep it' }).click()
  const curious = await observe(port)
  expect(await curious.until(({ topic }) => topic === 'house/door')).toMatchObject({ payload: 'open' })
  await clear.click()
  await question.getByRole('button', { name: 'Clear it' }).click()
  await expect(page.getByText('The broker was told to forget it.')).toBeVisible()
  await client.until(({ topic, payload }) => topic === 'house/door' && payload === '')
  const late = await observe(port)
  // What the broker keeps comes before anything that is published after.
  await late.publish('marker', 'x')
  await late.until(({ topic }) => topic === 'marker')
  expect(late.messages.filter(({ topic }) => topic === 'house/door')).toEqual([])
})

test('a saved message is there after a restart, fills the form and is published with one press', async ({
  at: { copy, controller, client, port },
  launch,
}) => {
  const { page } = controller
  await controller.publish({ topic: 'house/lamp', payload: '{"on":true}', qos: 1, retain: false })
  await page.getByRole('button', { name: 'Save this message …' }).click()
  await page.getByRole('textbox', { name: 'Name to save it under' }).fill('Lamp on')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Saved messages' })).toContainText('Lamp on')
  await copy.quit()

  const again = await launch({
    user: 'John',
    broker: `mqtt://127.0.0.1:${port}`,
    userDataDir: copy.userDataDir,
  })
  const second = await again.controller()
  await expect(second.connection).toContainText(`Connected to 127.0.0.1:${port}`)
  await second.goTo('Wire')
  const saved = second.page.getByRole('list', { name: 'Saved messages' }).getByRole('listitem')
  await saved.getByRole('button', { name: 'Lamp on house/lamp' }).click()
  await expect(second.page.getByRole('textbox', { name: 'Topic', exact: true })).toHaveValue('house/lamp')
  await expect(second.page.getByRole('textbox', { name: 'Payload', exact: true })).toHaveValue('{"on":true}')
  const heard = (): number => client.messages.filter(({ topic }) => topic === 'house/lamp').length
  const before = heard()
  await saved.getByRole('button', { name: 'Publish “Lamp on” now' }).click()
  await expect.poll(heard).toBe(before + 1)
  await saved.getByRole('button', { name: 'Remove “Lamp on”' }).click()
  await expect(saved).toHaveCount(0)
})
