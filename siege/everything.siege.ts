import { setTimeout as pause } from 'node:timers/promises'
import { expect } from '../e2e/fixtures/porchlight'
import { startCrowd } from '../e2e/fixtures/simulators/crowd'
import { startTasmota } from '../e2e/fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from '../e2e/fixtures/simulators/zigbee2mqtt'
import { countStrangers } from '../e2e/fixtures/strangers'
import { grant, stateOf } from '../e2e/fixtures/talk'
import { rollDice } from '../faults/dice'
import { FORM } from '../src/shared/profile/testing'
import { Besieged } from './everything/besieged'
import { flood } from './everything/floods'
import { historyRows } from './everything/histories'
import { Home, HOME_PORT } from './everything/home'
import { OPENINGS, openAndCloseWindows } from './everything/openings'
import { Python } from './everything/python'
import { anyOf, type Scene } from './everything/scene'
import { bringHome, emptyComposers, settledHistories } from './everything/settling'
import { storm } from './everything/storm'
import { Talk } from './everything/talk'
import { atLeast, atMost, closeBooks, exactly, tally } from './lib/books'
import { test } from './lib/clocked'
import { logLines, unhandledIn } from './lib/logs'
import { COLLECTS_GARBAGE, quietResources } from './lib/quiet'
import { patienceMs, shareMs, siege } from './lib/siege'
import { openAndClose } from './lib/windows'

const NAMES = ['George', 'John', 'Yoko', 'Paul']
const LAMPS = 20
/** Between two tries to say something, in ms. */
const BREATH_MS = 150
/** What the garbage collector and Chromium's allocator keep of a time of load, and of 500 pages: see the README. */
const MEMORY_TIMES = 1.2
const HANDLES_MORE = 12
/** Electron opens /dev/null for every process that it starts for the app, and never closes it. */
const HANDLES_PER_BROKER = 1
const SOCKETS_MORE = 8
/** Of the share; a copy that starts again or a broker that changes hands keeps everybody silent for seconds. */
const MESSAGES_PER_MINUTE = 6

test('everything at once: nothing is lost, doubled, out of order or out of turn, and nothing is left open', async ({
  launch,
  mosquitto,
}, testInfo) => {
  test.setTimeout(patienceMs('everything'))
  const dice = rollDice(siege.seed)
  const strangers = await countStrangers()
  const outside = await mosquitto()
  const home = new Home(mosquitto)
  await home.open()

  const folders: string[] = []
  const enter = async (user: string): Promise<Besieged> => {
    const options = { user, args: ['--hidden', COLLECTS_GARBAGE, ...strangers.args] }
    const first = await launch(options)
    folders.push(first.userDataDir)
    const { page } = await first.controller()
    await grant(page, 'saveProfile', elsewhereAt(outside.port))
    let next: typeof first | undefined = first
    return new Besieged(user, async () => {
      const run = next ?? launch({ ...options, userDataDir: first.userDataDir })
      next = undefined
      return run
    })
  }

  // What a copy holds is compared with what it holds after the same things were done to it once.
  const elder = await enter(NAMES[0] ?? '')
  const eldest = await elder.copy
  const { page } = await eldest.controller()
  await expect.poll(async () => (await stateOf(page)).connection.phase).toBe('connected')
  await grant(page, 'subscribe', { filter: 'flood/#', qos: 0 })
  await flood(HOME_PORT, dice)
  for (const kind of ['chat', 'controller', 'chat'] as const) await openAndClose(eldest, kind)
  const before = await quietResources(eldest)

  const copies = [elder]
  const count = Math.floor(dice.between(2, NAMES.length + 1))
  for (const name of NAMES.slice(1, count)) copies.push(await enter(name))
  const url = `mqtt://127.0.0.1:${HOME_PORT}`
  const lamps = [
    await startTasmota({ url }),
    await startZigbee2Mqtt({ url }),
    await startCrowd({ url }, LAMPS),
  ]
  const python = new Python(folders)
  const scene: Scene = { dice, copies, elder, home, python }
  const talk = new Talk()

  const shareInMs = shareMs('everything')
  const until = Date.now() + shareInMs
  const speak = async (): Promise<void> => {
    const own = rollDice(siege.seed + 1)
    for (; Date.now() < until; await pause(BREATH_MS)) await talk.letSpeak(anyOf({ ...scene, dice: own }))
  }
  const [blows, opened] = await Promise.all([
    storm(scene, until),
    openAndCloseWindows(scene, siege.seed + 2, until),
    speak(),
  ])

  await bringHome(copies)
  const stuck = await emptyComposers(copies, talk)
  const histories = await settledHistories(folders)
  const dark = await showOtherwise(copies)
  // Pages of the program itself are shared among the copies: as before there is one alone.
  for (const { copy } of copies.slice(1)) await (await copy).quit()
  const after = await quietResources(eldest)
  await eldest.quit()
  for (const simulator of lamps) await simulator.close()
  strangers.close()

  const logs = folders.flatMap(logLines)
  const hosted = logLines(eldest.userDataDir).filter((line) =>
    line.includes(' its process has started '),
  ).length
  const handles = before.handles + HANDLES_MORE + HANDLES_PER_BROKER * hosted
  const runs = copies.flatMap((each) => each.runs)
  await closeBooks(testInfo, [
    tally('copies', copies.length),
    ...[...blows].map(([name, times]) => tally(name, times)),
    tally('windows opened and closed', `${opened} of ${OPENINGS}`),
    atLeast('messages said', talk.said.length, Math.floor((MESSAGES_PER_MINUTE * shareInMs) / 60_000)),
    ...historyRows({ said: talk.said, heard: python.heard }, histories),
    tally('messages from Python that met no broker', python.unheard),
    exactly('messages left in a composer', stuck, 0),
    exactly('copies that show the light otherwise', dark, 0),
    exactly('commands that lamps were told to keep', lamps.flatMap((each) => each.keptCommands).length, 0),
    atMost('memory of the eldest copy', after.memoryMb, before.memoryMb * MEMORY_TIMES, 'MB'),
    tally('times it hosted the broker', hosted),
    atMost('its open handles', after.handles, handles),
    atMost('its sockets', after.sockets, before.sockets + SOCKETS_MORE),
    atMost('its processes', after.processes, before.processes),
    exactly('unhandled errors in the logs', unhandledIn(logs).join(' | ') || 'none', 'none'),
    exactly('errors in windows', runs.flatMap((run) => run.rendererErrors()).join(' | ') || 'none', 'none'),
    exactly('other computers that were asked for', strangers.count(), 0),
  ])
})

function elsewhereAt(port: number): Parameters<typeof window.porchlight.saveProfile>[0] {
  return { ...FORM, name: 'Elsewhere', addresses: [`mqtt://127.0.0.1:${port}`], sessionExpiry: 86_400 }
}

/** Switches the light on in the first copy; how many of all still show it otherwise after a while. */
async function showOtherwise(copies: readonly Besieged[]): Promise<number> {
  const pages = await Promise.all(copies.map(async ({ copy }) => (await copy).controller()))
  const [first] = pages
  if (first) await grant(first.page, 'setLight', { light: 'led', wish: { power: 'on' } })
  const shown = await Promise.all(
    pages.map(async (controller) => {
      try {
        await expect(controller.lightSwitch()).toBeChecked({ timeout: 10_000 })
        return true
      } catch {
        return false
      }
    }),
  )
  return shown.filter((isOn) => !isOn).length
}
