import { expect, test } from '../e2e/fixtures/porchlight'
import { startCrowd } from '../e2e/fixtures/simulators/crowd'
import { grant, stateOf } from '../e2e/fixtures/talk'
import { rollDice } from '../faults/dice'
import { atLeast, closeBooks, exactly, tally } from './lib/books'
import { logLines, unhandledIn } from './lib/logs'
import { patienceMs, shareMs, siege } from './lib/siege'
import { floodEvenly, useAtHumanPace } from './soak/pace'
import { slopeRows, watchMemory } from './soak/watch'

const LAMPS = 10
/** Of the share: with `--only=soak --minutes=130` people use the copies for two hours, and the flood takes ten minutes. */
const FLOOD = 1 / 13
/** Less of a flood fills no list. */
const LEAST_FLOOD_MS = 15_000
const LEAST_HUMAN_MS = 15_000
/** At 4 MB per hour a copy that runs all day takes 100 MB more in the evening; more would show. */
const HUMAN_LIMIT = { perHour: 4, filling: 40 }
/** At 60 MB per hour, which are 7,200,000 messages, it is 10 MB in the ten minutes, once the lists are full. */
const FLOOD_LIMIT = { perHour: 60, filling: 200 }
/** At the least, that a run which does nothing is not taken for one without growth. */
const DEEDS_PER_MINUTE = 8

test('soak: memory grows neither while people use the app nor in a flood', async ({
  launch,
  mosquitto,
}, testInfo) => {
  test.setTimeout(patienceMs('soak'))
  const dice = rollDice(siege.seed)
  const { port } = await mosquitto()
  const broker = `mqtt://127.0.0.1:${port}`
  const lamps = await startCrowd({ url: broker }, LAMPS)
  const copies = [await launch({ user: 'John', broker }), await launch({ user: 'Yoko', broker })]
  const [johns, yokos] = copies.map(({ pid }) => pid)
  for (const copy of copies) {
    const { page } = await copy.controller()
    await expect.poll(async () => (await stateOf(page)).connection.phase).toBe('connected')
    await grant(page, 'subscribe', { filter: 'flood/#', qos: 0 })
    await copy.chat()
  }

  const floodMs = Math.max(shareMs('soak') * FLOOD, LEAST_FLOOD_MS)
  const humanMs = Math.max(shareMs('soak') - floodMs, LEAST_HUMAN_MS)
  const evening = Date.now() + humanMs
  const [deeds, ...days] = await Promise.all([
    useAtHumanPace(copies, dice, evening),
    watchMemory(johns ?? 0, evening),
    watchMemory(yokos ?? 0, evening),
  ])

  for (const copy of copies) await copy.chat()
  const over = Date.now() + floodMs
  const [flooded, ...floods] = await Promise.all([
    floodEvenly(port, over),
    watchMemory(johns ?? 0, over),
    watchMemory(yokos ?? 0, over),
  ])

  for (const copy of copies) await copy.quit()
  await lamps.close()
  const unhandled = copies.flatMap(({ userDataDir }) => unhandledIn(logLines(userDataDir)))
  const errors = copies.flatMap((copy) => copy.rendererErrors())
  await closeBooks(testInfo, [
    atLeast('things that people did', deeds, Math.floor((DEEDS_PER_MINUTE * humanMs) / 60_000)),
    ...slopeRows("human pace, John's", days[0] ?? [], HUMAN_LIMIT),
    ...slopeRows("human pace, Yoko's", days[1] ?? [], HUMAN_LIMIT),
    tally('messages of the flood', flooded),
    ...slopeRows("flood, John's", floods[0] ?? [], FLOOD_LIMIT),
    ...slopeRows("flood, Yoko's", floods[1] ?? [], FLOOD_LIMIT),
    exactly('unhandled errors in the logs', unhandled.join(' | ') || 'none', 'none'),
    exactly('errors in windows', errors.join(' | ') || 'none', 'none'),
  ])
})
