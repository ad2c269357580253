import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { connectAsync } from 'mqtt'
import { root } from '../scripts/lib/paths.mjs'
import { now } from './lib/clock.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { percentile } from './lib/percentile.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { until } from '../scripts/lib/until.mjs'

export const lightFigures = {
  click50: 'light, tray menu to command at the broker, p50',
  click99: 'light, tray menu to command at the broker, p99',
  picture50: 'light, answer of the lamp to the tray picture, p50',
  picture99: 'light, answer of the lamp to the tray picture, p99',
  switch50: 'light, answer of the lamp to the switch, p50',
  switch99: 'light, answer of the lamp to the switch, p99',
  many: 'light, from 500 announcements at once to 500 lamps in the window',
  manyClick50: 'light, tray menu to command with 500 lamps, p50',
}

const goal = 1.5
/** Milliseconds of a frame at 60 Hz, which the window draws in and the state goes out in. */
const frame = 16.7
const lamps = 500
/** Milliseconds in which the lamps of a house have to be there. */
const patience = 2_000
const ledUsable = '[role="switch"][aria-label="led"]:not([disabled]):not([data-disabled])'

/**
 * How long a light takes both ways, against a message from one bare mqtt.js client to another over the same broker. Each
 * round measures all of it, so whatever else the machine does meets both. The lamp is one that announces itself, and
 * answers when the bench says so.
 */
export async function measureLight({ folder, env, trays, runs, tell }) {
  const broker = await startMosquitto(folder)
  try {
    const one = await house({ folder, env, trays, count: 1, runs })
    tell('one lamp', one.samples)
    const many = await house({ folder, env, trays, count: lamps, runs: Math.ceil(runs / 5) })
    tell(`${lamps} lamps, there after ${many.there.toFixed(0)} ms`, many.samples)
    return figures(one.samples, many)
  } finally {
    await broker.stop()
  }
}

function figures(one, many) {
  const row = (name, values, echo, percent) => ({
    name,
    unit: 'ms',
    value: percentile(values, percent),
    reference: percentile(echo, percent),
    goal,
    allowance: frame,
  })
  return [
    row(lightFigures.click50, one.click, one.echo, 50),
    row(lightFigures.click99, one.click, one.echo, 99),
    row(lightFigures.picture50, one.picture, one.echo, 50),
    row(lightFigures.picture99, one.picture, one.echo, 99),
    row(lightFigures.switch50, one.shown, one.echo, 50),
    row(lightFigures.switch99, one.shown, one.echo, 99),
    { name: lightFigures.many, unit: 'ms', value: many.there, reference: patience, goal: 1 },
    row(lightFigures.manyClick50, many.samples.click, many.samples.echo, 50),
  ]
}

/** A copy with so many lamps, the first of them in the tray. */
async function house({ folder, env, trays, count, runs }) {
  const client = () => connectAsync('mqtt://127.0.0.1:1883')
  const [lamp, sender, receiver] = await Promise.all([client(), client(), client()])
  const topics = Array.from({ length: count }, (_, index) => announcement(index + 1))
  const announce = ([topic, payload]) => lamp.publishAsync(topic, payload, { retain: true, qos: 1 })
  await announce(topics[0])
  await lamp.publishAsync('bench/1', '{"state":"OFF"}', { retain: true })
  const userData = path.join(folder, `house-${count}`)
  mkdirSync(userData)
  writeFileSync(path.join(userData, 'settings.json'), settings())
  const app = runElectron(root, {
    env,
    userData,
    waitFor: ledUsable,
    last: `[role="group"][aria-label="Lamp ${count}"]`,
    follow: '[role="switch"][aria-label="Lamp 1"]',
  })
  try {
    const item = await trays.open(await trays.firstAfter(app.start))
    await Promise.all([app.mark('found'), app.mark('shown')])
    const burst = now()
    await Promise.all(topics.slice(1).map(announce))
    const there = app.start + (await app.mark('last')) - burst
    const samples = await rounds({ app, item, lamp, sender, receiver, runs })
    return { samples, there }
  } finally {
    await app.end()
    for (const [topic] of topics) await lamp.publishAsync(topic, '', { retain: true })
    await lamp.publishAsync('bench/1', '', { retain: true })
    await Promise.all([lamp, sender, receiver].map((each) => each.endAsync()))
  }
}

async function rounds({ app, item, lamp, sender, receiver, runs }) {
  const samples = { echo: [], click: [], picture: [], shown: [] }
  let heard = { topic: '', at: 0 }
  receiver.on('message', (topic) => (heard = { topic, at: now() }))
  await receiver.subscribeAsync(['bench/echo', 'bench/1/set'], { qos: 0 })
  // The first rounds are for the compiler.
  for (let round = -10; round < runs; round++) {
    const on = round % 2 === 0
    const echoed = now()
    sender.publish('bench/echo', 'x')
    const echo = await soon('the echo', () => heard.topic === 'bench/echo' && heard.at > echoed && heard.at)
    const clicked = await until('the tray menu', () => item.click(on ? 'Turn on' : 'Turn off'))
    const told = await soon(
      'the command',
      () => heard.topic === 'bench/1/set' && heard.at > clicked && heard.at,
    )
    const answered = now()
    lamp.publish('bench/1', on ? '{"state":"ON"}' : '{"state":"OFF"}')
    const picture = await soon('the tray picture', () => item.picture > answered && item.picture)
    const shown = await soon('the switch', () => app.shown.state === String(on) && app.shown.at)
    if (round < 0) continue
    samples.echo.push(echo - echoed)
    samples.click.push(told - clicked)
    samples.picture.push(picture - answered)
    samples.shown.push(shown - answered)
  }
  return samples
}

/** Looks again at every turn of the event loop: a pause would be longer than what is waited for. */
async function soon(what, look) {
  const end = now() + 10_000
  for (;;) {
    const found = look()
    if (found) return found
    if (now() > end) throw new Error(`Still waiting for ${what}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function announcement(number) {
  const config = {
    schema: 'json',
    name: `Lamp ${number}`,
    unique_id: `bench-${number}`,
    command_topic: `bench/${number}/set`,
    state_topic: `bench/${number}`,
    supported_color_modes: ['color_temp'],
  }
  return [`homeassistant/light/bench/${number}/config`, JSON.stringify(config)]
}

function settings() {
  const lists = { lamps: [], order: [], groups: [], scenes: [], timers: [], shortcuts: [], colours: [] }
  return JSON.stringify({
    installation: '00000000-0000-4000-8000-000000000000',
    trayLight: 'home-assistant:bench-1',
    lights: { plain: [{ topic: 'led', sends: 'words' }], ...lists, offered: false },
  })
}
