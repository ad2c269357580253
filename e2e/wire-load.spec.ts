import { connectAsync } from 'mqtt'
import { expect, test } from './fixtures/porchlight'

const MESSAGES = 20_000
/** At 10,000 a second, in hundredths of a second. */
const BATCH = 100
const PAUSE_MS = 10

test('20,000 messages in two seconds: the window stays usable, the newest is shown, and nothing of the light is lost', async ({
  launch,
  mosquitto,
}) => {
  test.setTimeout(120_000)
  const { port } = await mosquitto()
  const copy = await launch({ user: 'John', broker: `mqtt://127.0.0.1:${port}` })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  await controller.subscribe('load/#')
  await expect(controller.subscription('load/#')).toContainText('QoS 2')

  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 })
  let sent = 0
  let switched = 0
  const begun = Date.now()
  const load = (async () => {
    while (sent < MESSAGES) {
      for (let n = 0; n < BATCH; n++, sent++) client.publish(`load/${sent % 100}`, `message ${sent}`)
      // Each of the last hundred batches, which are all still kept in the end, has one for the light.
      if (sent > MESSAGES - 100 * BATCH * 0.9) {
        await client.publishAsync('led', switched % 2 === 0 ? 'on' : 'off', { qos: 1 })
        switched++
      }
      const ahead = begun + (sent / BATCH) * PAUSE_MS - Date.now()
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, ahead)))
    }
    await client.publishAsync('led', 'on', { qos: 1 })
    switched++
    await client.publishAsync('load/last', 'the last one', { qos: 1 })
  })()

  // In the middle of it the tabs answer.
  await expect.poll(() => sent).toBeGreaterThan(2_000)
  await controller.goTo('Lights')
  await expect(controller.lightSwitch()).toBeVisible()
  await controller.goTo('Wire')
  await expect(controller.messagesWith('load/').last()).toBeVisible()
  await load
  await client.endAsync()

  await expect(controller.messagesWith('load/last', 'the last one')).toBeVisible()
  await expect(page.getByText(/^10,000 messages, [\d.]+ (kB|MB) kept$/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Filter by topic' }).fill('led')
  await expect(page.getByText(new RegExp(`^${switched} shown of 10,000 messages`))).toBeVisible()
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  await controller.goTo('Lights')
  await expect(controller.lightSwitch()).toBeChecked()
  expect(copy.rendererErrors()).toEqual([])
})
