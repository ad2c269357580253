import { connectAsync, type MqttClient } from 'mqtt'
import { expect, test } from './fixtures/at-mosquitto'
import { emitPower } from './fixtures/power'

/** Publishes as MQTT 5 has it. */
async function withMqtt5(port: number, does: (client: MqttClient) => Promise<unknown>): Promise<void> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, reconnectPeriod: 0 })
  await does(client)
  await client.endAsync()
}

test('messages in and out are listed with their QoS and what is retained', async ({
  at: { controller, client },
}) => {
  const { page } = controller
  await client.publish('house/door', 'open', { qos: 1, retain: true })
  await controller.subscribe('house/#')
  const subscription = controller.subscription('house/#')
  await expect(subscription).toContainText('QoS 2')
  const kept = controller.messagesWith('house/door', 'open')
  await expect(kept).toContainText('retained')
  await expect(kept).toContainText('QoS 1')
  await expect(kept).toContainText('received')

  await controller.publish({ topic: 'house/lamp', payload: 'on', qos: 0, retain: false })
  await expect(page.getByText('Published.', { exact: true })).toBeVisible()
  await expect(controller.messagesWith('house/lamp', 'sent')).toContainText('QoS 0')
  await expect(controller.messagesWith('house/lamp', 'received')).toContainText('2 bytes')
  await expect(controller.messagesWith('house/lamp', 'received')).not.toContainText('retained')
  await controller.publish({ topic: 'house/lamp', payload: 'off', qos: 2, retain: true })
  await expect(controller.messagesWith('house/lamp', 'off', 'sent')).toContainText('QoS 2')
  await expect(controller.messagesWith('house/lamp', 'off', 'sent')).toContainText('retained')

  await subscription.getByRole('button', { name: 'Remove house/#' }).click()
  await expect(subscription).toHaveCount(0)
})

test('a broker that grants less than QoS 2 gets what it takes, and the window says so', async ({
  launch,
  mosquitto,
  observe,
}) => {
  const broker = await mosquitto({ maxQos: 1 })
  const { port } = broker
  const copy = await launch({ user: 'John', broker: `mqtt://127.0.0.1:${port}` })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  await controller.subscribe('house/#')
  await expect(controller.subscription('house/#')).toContainText('QoS 1')
  await expect(controller.subscription('house/#')).toContainText('lowered from 2')
  const notices = controller.page
    .getByRole('list', { name: 'Messages from Porchlight' })
    .getByRole('listitem')
  await expect(notices).toHaveCount(1)
  await expect(notices).toContainText('a lower quality of service than asked for chat, led')
  await notices.getByRole('button', { name: 'Dismiss' }).click()
  await controller.publish({ topic: 'house/lamp', payload: 'on', qos: 2, retain: false })
  await expect(controller.messagesWith('house/lamp', 'sent')).toContainText('QoS 1')
  await expect(controller.messagesWith('house/lamp', 'received')).toContainText('QoS 1')
  const client = await observe(port)
  await copy.tray.clickMenu('Turn on')
  await client.until(({ topic, payload }) => topic === 'led' && payload === 'on')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  // What was read once is not said again.
  await emitPower(copy.app, 'resume')
  await expect.poll(() => broker.log().filter((line) => / as porchlight-/.test(line)).length).toBe(2)
  await expect(controller.connection).toContainText('Connected')
  await controller.subscribe('garden/#')
  await expect(controller.subscription('garden/#')).toContainText('lowered from 2')
  await expect(notices).toHaveCount(0)
})

test('details show JSON, text and hex, and what MQTT 5 says beside the payload', async ({
  at: { copy, controller, client, port },
}) => {
  const { page } = controller
  await controller.subscribe('sensor/#')
  await expect(controller.subscription('sensor/#')).toContainText('QoS 2')
  const payload = '{"temperature":21.5,"where":{"room":"porch"}}'
  await withMqtt5(port, (sender) =>
    sender.publishAsync('sensor/porch', payload, {
      qos: 1,
      properties: {
        contentType: 'application/json',
        messageExpiryInterval: 300,
        responseTopic: 'sensor/answers',
        correlationData: Buffer.from([0xca, 0xfe]),
        userProperties: { device: 'porch-7', colour: 'blue' },
      },
    }),
  )
  await controller.messagesWith('sensor/porch').click()
  const details = page.getByRole('region', { name: 'Details of the message' })
  await expect(details).toContainText('application/json')
  await expect(details).toContainText('sensor/answers')
  await expect(details).toContainText(/Correlation\s*cafe/)
  await expect(details).toContainText(/User properties.*device\s*porch-7.*colour\s*blue/s)
  await expect(details).toContainText(/Expires after\s*(300|29\d) s/)
  await expect(details.getByRole('listitem').filter({ hasText: 'temperature' })).toContainText('21.5')
  const where = details.getByRole('button', { name: 'where' })
  await expect(details.getByText('"porch"')).toBeVisible()
  await where.click()
  await expect(details.getByText('"porch"')).toHaveCount(0)

  await details.getByRole('button', { name: 'Hex' }).click()
  await expect(details).toContainText('7b 22 74 65')
  await details.getByRole('button', { name: 'Copy payload' }).click()
  await expect(details.getByText('Copied.')).toBeVisible()
  expect(await copy.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(
    Buffer.from(payload).toString('hex'),
  )
  await details.getByRole('button', { name: 'Copy topic' }).click()
  await expect.poll(() => copy.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('sensor/porch')

  // Bytes that are no text are shown as what they are.
  await details.getByRole('button', { name: 'Close details' }).click()
  await client.publish('sensor/raw', Buffer.from([0xff, 0x00, 0x41]))
  await controller.messagesWith('sensor/raw').click()
  await expect(details).toContainText('ff 00 41')
  await page.keyboard.press('Escape')
  await expect(details).toHaveCount(0)
})

test('a paused list stands still and tells how many came meanwhile', async ({
  at: { controller, client },
}) => {
  const { page } = controller
  await controller.subscribe('tick')
  await expect(controller.subscription('tick')).toContainText('QoS 2')
  await client.publish('tick', 'before')
  await expect(controller.messagesWith('tick', 'before')).toBeVisible()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  for (let n = 1; n <= 5; n++) await client.publish('tick', `meanwhile ${n}`)
  await expect(page.getByText('5 came meanwhile')).toBeVisible()
  await expect(controller.messagesWith('meanwhile')).toHaveCount(0)
  await page.getByRole('button', { name: 'Go on', exact: true }).click()
  await expect(controller.messagesWith('meanwhile')).toHaveCount(5)
  await expect(page.getByText('came meanwhile')).toHaveCount(0)
})

test('the filters know + and #, and text in topic or payload; a wrong one is told', async ({
  at: { controller, client },
}) => {
  const { page } = controller
  await controller.subscribe('a/#')
  await expect(controller.subscription('a/#')).toContainText('QoS 2')
  const topics = ['a', 'a/b', 'a/b/c', 'a/x/c', 'a/x/d']
  for (const topic of topics) await client.publish(topic, `payload of ${topic}`)
  await expect(controller.messagesWith('a/x/d')).toBeVisible()
  const byTopic = page.getByRole('textbox', { name: 'Filter by topic' })
  const byText = page.getByRole('textbox', { name: 'Filter by text' })
  const cases: [filter: string, passes: string[]][] = [
    ['a/#', topics],
    ['a/+', ['a/b']],
    ['a/+/c', ['a/b/c', 'a/x/c']],
    ['+/x/+', ['a/x/c', 'a/x/d']],
    ['a/b', ['a/b']],
    ['b/#', []],
  ]
  for (const [filter, passes] of cases) {
    await byTopic.fill(filter)
    await expect(page.getByText(new RegExp(`^${passes.length} shown of `)), filter).toBeVisible()
    for (const topic of passes)
      await expect(controller.messagesWith(`payload of ${topic}`).first()).toBeVisible()
  }
  await expect(page.getByText('Nothing of what is kept passes the filter.')).toBeVisible()
  await byTopic.fill('a/#/c')
  await expect(page.getByText('+ has to fill a whole level')).toBeVisible()
  await byTopic.fill('')
  await byText.fill('OF A/X')
  await expect(page.getByText(/^2 shown of /)).toBeVisible()
})
