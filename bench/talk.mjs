import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectAsync } from 'mqtt'
import { root } from '../scripts/lib/paths.mjs'
import { until } from '../scripts/lib/until.mjs'
import { now } from './lib/clock.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { percentile } from './lib/percentile.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { within } from './lib/within.mjs'

export const talkFigures = {
  middle: "talk, Enter to the text in the other copy's window, p50",
}

const topic = 'bench/talk'
const goal = 1.3
/** Milliseconds of a frame at 60 Hz: the one in which Enter is seen to and the one in which the text is shown. */
const frame = 16.7
/** Milliseconds between two messages: nobody writes faster, and nothing of the last one is still under way. */
const calm = 250
const patience = 10_000
const warmUp = 10
const people = ['John', 'Yoko']
/** Pixels between the two windows: one that another covers draws no frames. */
const aside = 680
const log = '[role="log"][aria-label="Conversation"]'
const box = 'textarea[aria-label="Message"]'

/**
 * Two copies at one broker whose users write in turns: from Enter, as the page of the one notes it, to the frame that has the text in
 * the page of the other. Against a message from one bare mqtt.js client to another with the same QoS 2, and two frames.
 */
export async function measureTalk({ folder, env, trays, runs, tell }) {
  const broker = await startMosquitto(folder, { options: ['set_tcp_nodelay true'] })
  const copies = []
  try {
    for (const [index, name] of people.entries())
      copies.push(await openChat(name, aside * index, { folder, env, trays }))
    const [sender, receiver] = await Promise.all([bareClient(), bareClient()])
    await receiver.subscribeAsync(topic, { qos: 2 })
    const samples = { echo: [], talk: [] }
    for (let round = -warmUp; round < runs; round++) {
      await pause(calm)
      const echo = await echoed(sender, receiver)
      const [writer, reader] = round % 2 === 0 ? copies : copies.toReversed()
      const talk = await said(writer, reader, `round ${round + warmUp} of ${runs + warmUp}`)
      if (round < 0) continue
      samples.echo.push(echo)
      samples.talk.push(talk)
    }
    await Promise.all([sender.endAsync(), receiver.endAsync()])
    tell('a message', samples)
    const reference = percentile(samples.echo, 50) + 2 * frame
    return [{ name: talkFigures.middle, unit: 'ms', value: percentile(samples.talk, 50), reference, goal }]
  } finally {
    for (const copy of copies) await copy.end()
    await broker.stop()
  }
}

function bareClient() {
  return connectAsync('mqtt://127.0.0.1:1883')
}

/** A copy in the tray with its chat window open. */
async function openChat(name, left, { folder, env, trays }) {
  const userData = mkdtempSync(path.join(folder, 'talk-'))
  const args = ['--hidden', `--user=${name}`]
  const copy = runElectron(root, { env, userData, args, waitFor: box, hand: true })
  const icon = await trays.firstAfter(copy.start)
  await until('the tray to say connected', async () => (await trays.tooltip(icon)).includes('· connected'))
  const item = await trays.open(icon)
  // A menu that is just being replaced takes no click.
  await pause(1_000)
  await until('the tray menu', () => item.click('Open chat'))
  await Promise.all([copy.mark('found'), copy.mark('shown')])
  await copy.inMain(`require('electron').BrowserWindow.getAllWindows().at(-1).setPosition(${left}, 0)`)
  return copy
}

async function echoed(sender, receiver) {
  const there = within(patience, 'the echo', (done) => receiver.once('message', () => done(now())))
  const sent = now()
  sender.publish(topic, 'x'.repeat(100), { qos: 2 })
  return (await there) - sent
}

/** Milliseconds from Enter in the one window to the frame with the text in the other; both pages have the same clock. */
async function said(writer, reader, text) {
  const shown = reader.inPage(shownIn(text))
  await writer.inPage(typed(text))
  // What typing itself sets off, such as the note that somebody writes, shall not meet the message.
  await pause(calm)
  await writer.press('Enter')
  const at = await within(patience, `"${text}" in the other window`, (done) => void shown.then(done))
  return at - (await writer.inPage('window.benchEnter'))
}

/** Puts a text into the composer and has the page note the moment of the next Enter. */
function typed(text) {
  return `(() => {
    const box = document.querySelector(${JSON.stringify(box)})
    box.focus()
    box.value = ${JSON.stringify(text)}
    box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
    const note = (event) => { window.benchEnter = performance.timeOrigin + event.timeStamp }
    window.addEventListener('keydown', note, { capture: true, once: true })
  })()`
}

/** Waits for a text in the conversation and then for the end of the frame that draws it. */
function shownIn(text) {
  return `new Promise((resolve) => {
    const log = document.querySelector(${JSON.stringify(log)})
    const done = () => resolve(performance.timeOrigin + performance.now())
    // A message to oneself comes when the frame has been drawn.
    const drawn = () => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      port2.postMessage(0)
    })
    const observer = new MutationObserver(() => {
      if (!log.textContent.includes(${JSON.stringify(text)})) return
      observer.disconnect()
      drawn()
    })
    observer.observe(log, { subtree: true, childList: true, characterData: true })
  })`
}
