import { setTimeout as pause } from 'node:timers/promises'
import { emitPower } from '../../e2e/fixtures/power'
import { snapshotOf } from '../../e2e/fixtures/snapshot'
import { ask, grant, stateOf } from '../../e2e/fixtures/talk'
import { THIS_COMPUTER } from '../../src/shared/profile/profile'
import { setClock } from '../lib/clocked'
import { killPage } from '../lib/windows'
import { flood } from './floods'
import { HOME_PORT } from './home'
import { anyOf, type Scene } from './scene'

/** How long a copy is frozen, asleep or elsewhere, in ms. */
const FROZEN = [500, 4_000] as const
const ASLEEP = [500, 2_000] as const
const ELSEWHERE = [2_000, 6_000] as const
/** How far a clock is set off at most, either way, in ms: three days. */
const CLOCK_OFF = 3 * 24 * 3_600_000
/** Between two blows, in ms. */
const LULL = [100, 800] as const
/** Of kills of a Mosquitto, those after which it comes back. */
const COMES_BACK = 0.85

type Blow = (scene: Scene) => Promise<void>

/** What happens, how often in relation to the rest, and by what name the books tell it. */
const BLOWS: Readonly<Record<string, { readonly weight: number; readonly strike: Blow }>> = {
  'app killed': { weight: 3, strike: (scene) => anyOf(scene, false).kill() },
  'app stopped and let go on': { weight: 3, strike: freeze },
  'page killed': { weight: 2, strike: killAPage },
  'broker killed': { weight: 4, strike: killBroker },
  'slept and woke': { weight: 4, strike: sleep },
  'clock set': { weight: 3, strike: jump },
  'profile switched there and back': { weight: 2, strike: goElsewhere },
  'Python spoke': { weight: 4, strike: ({ python, dice }) => python.speak(dice.random() < 0.5) },
  'light switched': { weight: 6, strike: switchLight },
  flooded: { weight: 5, strike: floodHome },
}

/** Lets one blow after the other fall until the time is over; gives how often each fell. */
export async function storm(scene: Scene, until: number): Promise<Map<string, number>> {
  const { dice } = scene
  const counts = new Map(Object.keys(BLOWS).map((name) => [name, 0]))
  const weighted = Object.entries(BLOWS).map(([name, { weight }]) => [name, weight] as const)
  while (Date.now() < until) {
    const name = dice.oneOf(weighted)
    await BLOWS[name]?.strike(scene)
    counts.set(name, (counts.get(name) ?? 0) + 1)
    await pause(dice.between(...LULL))
  }
  return counts
}

async function freeze(scene: Scene): Promise<void> {
  const ms = scene.dice.between(...FROZEN)
  await anyOf(scene).freeze(() => pause(ms))
}

async function killAPage(scene: Scene): Promise<void> {
  const kind = scene.dice.random() < 0.5 ? 'chat' : 'controller'
  await anyOf(scene).blowToWindows((copy) => killPage(copy, kind))
}

async function killBroker({ home, copies, dice }: Scene): Promise<void> {
  const runs = await Promise.all(copies.map(({ copy }) => copy))
  await home.kill(
    runs.map(({ pid }) => pid),
    dice.random() < COMES_BACK,
  )
  await home.serves()
}

async function sleep(scene: Scene): Promise<void> {
  const ms = scene.dice.between(...ASLEEP)
  await anyOf(scene).do(async ({ app }) => {
    await emitPower(app, 'suspend')
    await pause(ms)
    await emitPower(app, 'resume')
  })
}

async function jump(scene: Scene): Promise<void> {
  const ms = scene.dice.between(-CLOCK_OFF, CLOCK_OFF)
  await anyOf(scene).do((copy) => setClock(copy, ms))
}

async function goElsewhere(scene: Scene): Promise<void> {
  const besieged = anyOf(scene)
  const ms = scene.dice.between(...ELSEWHERE)
  await besieged.do(async (copy) => {
    const { page } = await copy.controller()
    const [elsewhere] = (await stateOf(page)).profiles.list
    if (elsewhere) await grant(page, 'useProfile', { id: elsewhere.id })
  })
  await pause(ms)
  await besieged.do(async (copy) => {
    await grant((await copy.controller()).page, 'useProfile', { id: THIS_COMPUTER })
  })
}

/** One of the lights that a copy shows, on or off as the dice have it; the lamp may be away just now. */
async function switchLight(scene: Scene): Promise<void> {
  const [which, power] = [scene.dice.random(), scene.dice.random() < 0.5 ? 'on' : 'off'] as const
  await anyOf(scene).do(async (copy) => {
    const { page } = await copy.controller()
    const { lights } = await snapshotOf(page)
    const shown = lights?.upsert ?? []
    const light = shown[Math.floor(which * shown.length)]
    if (light) await ask(page, 'setLight', { light: light.id, wish: { power } })
  })
}

/** Where nobody serves at this moment there is nothing to flood. */
async function floodHome({ dice }: Scene): Promise<void> {
  await flood(HOME_PORT, dice).catch(() => undefined)
}
