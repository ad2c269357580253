import {
  startOddBroker,
  garbage,
  huge,
  silent,
  webServer,
  type OddBroker,
  type Oddness,
} from './fixtures/odd-broker'
import { expect, test as withApp, type Copy } from './fixtures/porchlight'

const test = withApp.extend<{ odd: (behave: Oddness) => Promise<OddBroker> }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  odd: async ({}, use) => {
    const started: OddBroker[] = []
    await use(async (behave) => {
      const broker = await startOddBroker(behave)
      started.push(broker)
      return broker
    })
    for (const broker of started) await broker.close()
  },
})

/** Megabytes that the main process holds. */
async function memory(copy: Copy): Promise<number> {
  return copy.app.evaluate(() => process.memoryUsage().rss / 1_048_576)
}

const KINDS: [name: string, behave: Oddness, words: RegExp][] = [
  ['sends garbage', garbage, /what answers there is not an MQTT broker|the connection was closed/],
  ['is a web server', webServer, /what answers there is not an MQTT broker|the connection was closed/],
  ['accepts and never answers', silent, /no answer in time/],
]

for (const [name, behave, words] of KINDS) {
  test(`a broker that ${name} is told in words, and the app goes on`, async ({ launch, odd }) => {
    const broker = await odd(behave)
    const copy = await launch({ user: 'John' })
    const controller = await copy.controller()
    const { brokers, connection } = controller
    await brokers.add({ Name: 'Odd', Addresses: `mqtt://127.0.0.1:${broker.port}` })
    await brokers.test()
    await expect(brokers.results).toContainText(words, { timeout: 30_000 })
    await brokers.save()
    await brokers.use('Odd')
    await expect(connection).toContainText(words, { timeout: 30_000 })
    await brokers.use('This computer')
    await expect(connection).toContainText('Connected to 127.0.0.1:1883')
    await controller.goTo('Lights')
    await expect(controller.lightSwitch()).toBeEnabled()
    expect(copy.rendererErrors()).toEqual([])
  })
}

test('a broker that announces messages of 256 MB gets none of them into the memory', async ({
  launch,
  odd,
}) => {
  const broker = await odd(huge)
  const copy = await launch({ user: 'John' })
  const { brokers, connection, page } = await copy.controller()
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
  await brokers.add({
    Name: 'Huge',
    Addresses: `mqtt://127.0.0.1:${broker.port}`,
    'MQTT version': '3.1.1',
  })
  await brokers.save()
  const before = await memory(copy)
  await brokers.use('Huge')
  await expect(connection).toContainText('a message was too large for this connection')
  for (let more = 1; more <= 3; more++) {
    const visits = broker.visits()
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect.poll(() => broker.visits()).toBeGreaterThan(visits)
    await expect(connection).toContainText('a message was too large for this connection')
  }
  // One such message alone would take 256.
  expect((await memory(copy)) - before).toBeLessThan(100)
  await brokers.use('This computer')
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
})
