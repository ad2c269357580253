import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../e2e/fixtures/ports'
import { ask, expect, grant, stateOf } from '../e2e/fixtures/talk'
import { test } from '../e2e/fixtures/porchlight'
import { rollDice } from '../faults/dice'
import { announceHuge, fireMutated, floodRetained, sendEndless } from './broker/attacks'
import { startFakeBroker, type FakeBroker, type Visitor } from './broker/fake-broker'
import { watchUse } from './broker/usable'
import { atLeast, atMost, closeBooks, exactly, tally } from './lib/books'
import { logLines, unhandledIn } from './lib/logs'
import { COLLECTS_GARBAGE, quietResources } from './lib/quiet'
import { patienceMs, shareMs, siege } from './lib/siege'

const TOO_LARGE = 'a message was too large for this connection'
const PACKETS = 100_000
const TOPICS = 1_000_000
const HUGE_VISITS = 10
const ENDLESS_VISITS = 6
/** The parts of the share after which an attack that has not reached its number is ended, and told with what it reached. */
const MUTATED_PART = 0.6
const FLOOD_PART = 1
/** How often "Try now" is pressed, in ms: without it the back-off would leave most of the time without a connection. */
const RETRY_MS = 50
/**
 * MB over the start, where no window was open. The window takes 70, the Wire keeps 32 MB of payloads and its rows in both processes, one
 * packet in the making 16 MB (twice while it is put together), and a million topics bring as many lamps as are shown, each with its row in
 * the window: 100 MB. A single packet of 256 MB, or a million topics kept at a few hundred bytes each, is above it.
 */
const MORE_MEMORY_MB = 350
/** Over the start, with garbage collected, when all is over. */
const KEPT_MEMORY_MB = 100
/** Ms in which the tray's menu, the switch and a window have to answer, whatever comes: more than that is felt as frozen. */
const ANSWER_MS = 2_000

test('a broker that sends what none may send bounds nothing but its own connection', async ({
  launch,
  mosquitto,
  observe,
}, testInfo) => {
  test.setTimeout(patienceMs('broker'))
  const dice = rollDice(siege.seed)
  const share = shareMs('broker')
  const fake = await startFakeBroker(await freePort())
  const copy = await launch({
    user: 'John',
    broker: `mqtt://127.0.0.1:${fake.port}`,
    args: [COLLECTS_GARBAGE],
  })
  await expect.poll(() => fake.visits()).toBeGreaterThan(0)
  const before = await quietResources(copy)
  const controller = await copy.controller()
  const { page, connection } = controller
  await expect.poll(async () => (await stateOf(page)).connection.phase).toBe('connected')
  const worst = watchUse(copy)

  const fired = { packets: 0, ended: 0 }
  await besiege(fireMutated(dice, fired, PACKETS), () => fired.packets >= PACKETS, share * MUTATED_PART)
  await controller.goTo('Wire')
  const notUnderstood = controller.messagesWith('not understood')
  await expect.poll(() => notUnderstood.count()).toBeGreaterThan(0)
  const marked = await notUnderstood.count()
  await controller.goTo('Lights')
  const huge = await visitsOf(announceHuge, HUGE_VISITS)
  await expect(connection).toContainText(TOO_LARGE)
  const endless = await visitsOf(sendEndless(dice), ENDLESS_VISITS)
  const sent = { topics: 0 }
  const floodFrom = performance.now()
  await besiege(floodRetained(sent, TOPICS), () => sent.topics >= TOPICS, share * FLOOD_PART)
  const floodSeconds = (performance.now() - floodFrom) / 1_000

  const use = await worst()
  await fake.close()
  await mosquitto({ port: fake.port })
  const client = await observe(fake.port)
  await ask(page, 'retryConnection')
  await expect.poll(async () => (await stateOf(page)).connection.phase, { timeout: 40_000 }).toBe('connected')
  await grant(page, 'setLight', { light: 'led', wish: { power: 'on' } })
  const { payload } = await client.until(({ topic }) => topic === 'led')
  const after = await quietResources(copy)
  const unhandled = unhandledIn(logLines(copy.userDataDir))

  await closeBooks(testInfo, [
    atLeast('mutated packets that the app has read', fired.packets, PACKETS),
    tally('connections that one of them ended', fired.ended),
    atLeast('packets of 256 MB announced', huge, HUGE_VISITS),
    atLeast('packets without an end', endless, ENDLESS_VISITS),
    atLeast('retained topics', sent.topics, TOPICS),
    tally('of them each second', Math.round(sent.topics / floodSeconds)),
    atLeast('messages in sight that the Wire marks as not understood', marked, 1),
    exactly('said that a packet was too large', isTold(use.told, TOO_LARGE), 'yes'),
    tally('other words about the connection', use.told.size),
    atLeast('looks at the app meanwhile', use.looks, 10),
    atMost('longest wait for the menu of the tray', use.menu, ANSWER_MS, 'ms'),
    atMost('longest wait for the switch', use.lightSwitch, ANSWER_MS, 'ms'),
    atMost('longest wait for the window', use.page, ANSWER_MS, 'ms'),
    atMost('memory meanwhile', use.memoryMb, before.memoryMb + MORE_MEMORY_MB, 'MB'),
    atMost('memory afterwards', after.memoryMb, before.memoryMb + KEPT_MEMORY_MB, 'MB'),
    atMost('sockets afterwards', after.sockets, before.sockets + 8),
    exactly('light switched at a good broker in its place', payload, 'on'),
    exactly('unhandled errors in the log', unhandled.join(' | ') || 'none', 'none'),
    exactly('errors in windows', copy.rendererErrors().join(' | ') || 'none', 'none'),
  ])

  /** Keeps the app coming until it is done or the time is over. */
  async function besiege(how: (visitor: Visitor) => Promise<void>, isDone: () => boolean, forMs: number) {
    const until = performance.now() + forMs
    fake.behave(how)
    while (!isDone() && performance.now() < until) {
      await ask(page, 'retryConnection')
      await pause(RETRY_MS)
    }
  }

  async function visitsOf(how: Parameters<FakeBroker['behave']>[0], wanted: number): Promise<number> {
    const from = fake.visits()
    await besiege(how, () => fake.visits() - from >= wanted, share / 2)
    // The last one is to be felt too.
    await pause(1_000)
    return fake.visits() - from
  }
})

function isTold(told: ReadonlySet<string>, words: string): string {
  return [...told].some((each) => each.includes(words)) ? 'yes' : 'no'
}
