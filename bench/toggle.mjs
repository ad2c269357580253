import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import { root } from '../scripts/lib/paths.mjs'
import { until } from '../scripts/lib/until.mjs'
import { bareLabel, writeBareTray } from './lib/bare-tray.mjs'
import { now } from './lib/clock.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { percentile } from './lib/percentile.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { within } from './lib/within.mjs'

export const toggleFigures = {
  echo50: 'toggle, tray menu to broker to tray picture, p50',
  echo99: 'toggle, tray menu to broker to tray picture, p99',
  bare50: 'toggle, the same against a bare Electron tray, p50',
  bare99: 'toggle, the same against a bare Electron tray, p99',
}

const topic = 'bench/echo'
/** Milliseconds for one message, before the bench gives up. */
const patience = 10_000
/** Milliseconds between two clicks of a hand that is in no hurry; without it each round would meet what the last one left. */
const calm = 40
/** Rounds that do not count: they are for the compiler. */
const warmUp = 20

/**
 * The plain light `led`, from the click in the tray's menu over the broker and back to another picture, against a message with
 * the same QoS 2, retained, from a bare mqtt.js client to itself, and against a bare Electron tray that does the same: what that
 * one takes, Electron's tray and the bus take. Each round measures all three, so whatever else the machine does meets all.
 */
export async function measureToggle({ folder, env, trays, runs, tell }) {
  const broker = await startMosquitto(folder, { options: ['set_tcp_nodelay true'] })
  const apps = []
  const open = async (name, app, args) => {
    const running = runElectron(app, { env, userData: mkdtempSync(path.join(folder, `${name}-`)), args })
    apps.push(running)
    const icon = await trays.firstAfter(running.start)
    return { icon, item: await trays.open(icon) }
  }
  try {
    const bare = await open('bare', writeBareTray(folder), [])
    const ours = await open('toggle', root, ['--hidden'])
    await until('the tray to say connected', async () =>
      (await trays.tooltip(ours.icon)).includes('· connected'),
    )
    const client = await connectAsync('mqtt://127.0.0.1:1883')
    await client.subscribeAsync(topic, { qos: 2 })
    const samples = { echo: [], bare: [], toggle: [] }
    for (let round = -warmUp; round < runs; round++) {
      await pause(calm)
      const times = { echo: await echo(client) }
      await pause(calm)
      times.bare = await click(bare.item, bareLabel)
      await pause(calm)
      times.toggle = await click(ours.item, round % 2 === 0 ? 'Turn on' : 'Turn off')
      if (round < 0) continue
      for (const [name, time] of Object.entries(times)) samples[name].push(time)
    }
    await client.endAsync()
    tell('a click', samples)
    return figures(samples)
  } finally {
    for (const app of apps) await app.end()
    await broker.stop()
  }
}

async function echo(client) {
  const back = within(patience, 'the echo', (done) => client.once('message', () => done(now())))
  const sent = now()
  client.publish(topic, 'x', { qos: 2, retain: true })
  return (await back) - sent
}

async function click(item, label) {
  const picture = item.nextPicture()
  const clicked = await until('the tray menu', () => item.click(label))
  return (await picture) - clicked
}

function figures({ echo: echoes, bare, toggle }) {
  const row = (name, reference, percent, goal) => ({
    name,
    unit: 'ms',
    value: percentile(toggle, percent),
    reference: percentile(reference, percent),
    goal,
  })
  return [
    row(toggleFigures.echo50, echoes, 50, 1.5),
    row(toggleFigures.echo99, echoes, 99, 3),
    row(toggleFigures.bare50, bare, 50, 1.5),
    row(toggleFigures.bare99, bare, 99, 3),
  ]
}
