import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const programs = {
  sender: fileURLToPath(new URL('flood-sender.mjs', import.meta.url)),
  counter: fileURLToPath(new URL('flood-counter.mjs', import.meta.url)),
}

/** What is heard of a flood: the light's topic, the chat's, and what only the Wire lists. */
export const floodFilters = ['led', 'chat', 'bench/#']

/**
 * A client in a process of its own that floods the broker: `count` messages at `rate` a second, or as fast as the broker takes them
 * without one. `mix` says what they are: `wire` has 50 topics that nobody owns, 100 bytes each; in `house` one in a
 * hundred is for the light and one in a thousand is said in the chat. The last three are for all of them, and the last payload is `end-<mark>`.
 */
export async function openSender() {
  const child = await ready(fork(programs.sender, { stdio: 'ignore' }))
  return {
    /** Begins and gives the moment of the first message and of the last. */
    flood: ({ mark, mix, count, rate }) => ask(child, { mark, mix, count, rate }),
    close: () => ended(child),
  }
}

/** A bare mqtt.js client in a process of its own that counts what it hears, and nothing else. */
export async function openCounter() {
  const child = await ready(fork(programs.counter, { stdio: 'ignore' }))
  return {
    pid: child.pid,
    /** The moment at which the last message of this flood came, and how many there were since the last was asked for. */
    until: (mark) => ask(child, { mark }),
    close: () => ended(child),
  }
}

async function ready(child) {
  const answer = await said(child)
  if (answer !== 'ready') throw new Error(`A client of the flood said ${JSON.stringify(answer)}`)
  return child
}

function ask(child, what) {
  const answer = said(child)
  child.send(what)
  return answer
}

function said(child) {
  return new Promise((resolve, reject) => {
    const over = (code) => reject(new Error(`A client of the flood ended with ${code}`))
    child.once('exit', over)
    child.once('message', (answer) => {
      child.off('exit', over)
      resolve(answer)
    })
  })
}

async function ended(child) {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  await gone
}
