import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame, Page } from '@playwright/test'
import { rollDice } from '../faults/dice'
import { startElsewhere } from '../e2e/fixtures/elsewhere'
import { keptIn } from '../e2e/fixtures/kept'
import type { Copy } from '../e2e/fixtures/porchlight'
import { snapshotOf } from '../e2e/fixtures/snapshot'
import { expect, test } from '../e2e/fixtures/talk'
import { callAll, FRAMED, openBare, OWN, pushesTo } from './ipc/bare-window'
import { CHANNELS, isLegal, sampleFor } from './ipc/samples'
import { feelPulse } from './ipc/stall'
import { call, drawCalls } from './ipc/storm'
import { atLeast, atMost, closeBooks, exactly, tally } from './lib/books'
import { patienceMs, shareMs, siege } from './lib/siege'

/** Calls that are made at once. */
const AT_ONCE = 50
/** Ms; several texts of 16 MB at once are copied and measured in it, on a machine that does other things too. */
const LONGEST_STALL = 500
/** The part of the time in which what is no command is sent; the rest has what a guard lets through. */
const ILLEGAL_PART = 0.7

const BAD = JSON.stringify({ ok: false, error: { kind: 'bad-arguments' } })
const samples = Object.fromEntries(CHANNELS.map((channel) => [channel, sampleFor(channel)]))

test('no page moves anything by calls that are not its own or are no commands', async ({
  talk,
}, testInfo) => {
  test.setTimeout(patienceMs('ipc'))
  const { copy, chat } = await talk.enter('John')
  const controller = await copy.controller()
  await chat.write('before')
  await expect(chat.article('John', 'before')).toContainText('Sent')
  await tameSystem(copy)
  const longest = await feelPulse(copy.app)
  const before = await stand(copy, controller.page)

  const strangers = await fromStrangers(copy)
  const page = await openBare(copy.app, OWN)
  const dice = rollDice(siege.seed)
  const illegal = await storm('illegal', shareMs('ipc') * ILLEGAL_PART)
  const unmoved = (await stand(copy, controller.page)) === before
  const stall = await longest()
  const legal = await storm('legal', shareMs('ipc') * (1 - ILLEGAL_PART))

  const isPolluted = await copy.app.evaluate(() => 'polluted' in {} || 'polluted' in Object)
  const errors = logOf(copy).filter((line) => / error /.test(line))
  await closeBooks(testInfo, [
    exactly(
      'channels with arguments of their own to begin with',
      CHANNELS.filter((each) => isLegal(each, samples[each])).length,
      CHANNELS.length,
    ),
    atLeast('calls with mutated arguments, all refused', illegal.count, CHANNELS.length),
    exactly('of them not refused', listed(illegal.taken), 'none'),
    atLeast('calls from frames and other origins', strangers.count, CHANNELS.length),
    exactly('of them not refused', listed(strangers.taken), 'none'),
    exactly('pushes of the state that strangers heard', strangers.pushes, 0),
    exactly('settings, history, lights and rooms after them', unmoved ? 'as before' : 'others', 'as before'),
    atMost('longest stall of the main process', stall, LONGEST_STALL, 'ms'),
    tally('calls with odd arguments that a guard takes', legal.count),
    exactly('of them without a clear answer', listed(legal.taken), 'none'),
    exactly('prototypes that were changed', isPolluted ? 1 : 0, 0),
    exactly('errors in the log', listed(errors), 'none'),
    exactly('windows that still answer', await answering([controller.page, chat.page]), 2),
  ])

  /** What is refused has to be refused with the word for it; what is taken has to be answered, and not with a fault. */
  async function storm(
    what: 'illegal' | 'legal',
    forMs: number,
  ): Promise<{ count: number; taken: string[] }> {
    const until = performance.now() + forMs
    const taken: string[] = []
    let count = 0
    do {
      const calls = drawCalls(dice, AT_ONCE, what)
      const answers = await call(page, calls)
      answers.forEach((answer, index) => {
        const kind = typeof answer === 'string' ? answer : answer.kind
        const right =
          what === 'illegal'
            ? ['bad-arguments', 'unsent'].includes(kind)
            : !['failed', 'no result', 'bad-arguments'].includes(kind)
        if (!right) taken.push(`${JSON.stringify({ ...calls[index], sample: undefined })} → ${kind}`)
      })
      count += calls.length
    } while (performance.now() < until)
    return { count, taken }
  }
})

/** Calls every channel, with arguments that it takes, from everywhere that is not a page of the app's own. */
async function fromStrangers({ app }: Copy): Promise<{ count: number; taken: string[]; pushes: number }> {
  const elsewhere = await startElsewhere()
  try {
    const framed = await openBare(app, FRAMED)
    const own = await openBare(app, OWN)
    // It was one of the app's own pages until now.
    await own.goto(`${elsewhere.origin}/page`)
    const addresses = [
      'about:blank',
      'data:text/html,<title>Data</title>',
      `${elsewhere.origin}/page`,
      'app://porchlight.example/bare.html',
      'app://other/bare.html',
    ]
    const strangers: (Page | Frame)[] = [
      own,
      ...framed.frames().filter((frame) => frame !== framed.mainFrame()),
    ]
    for (const address of addresses) strangers.push(await openBare(app, address))
    const taken: string[] = []
    let pushes = 0
    for (const stranger of strangers) {
      pushes += await pushesTo(stranger, async () => {
        const answers = Object.entries(await callAll(stranger, samples))
        taken.push(
          ...answers.flatMap(([channel, answer]) =>
            JSON.stringify(answer) === BAD ? [] : [`${stranger.url()} ${channel}`],
          ),
        )
      })
    }
    return { count: strangers.length * CHANNELS.length, taken, pushes }
  } finally {
    await elsewhere.close()
  }
}

/** Nothing of the system's own opens while every command is tried. */
async function tameSystem({ app }: Copy): Promise<void> {
  await app.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
    shell.openExternal = () => Promise.resolve()
  })
}

/** The views that a call could move; the broker and the clock move the others by themselves. */
const MOVABLE = [
  'settings',
  'profiles',
  'arranged',
  'rooms',
  'savedMessages',
  'subscriptions',
  'notices',
  'trayLight',
  'desktop',
] as const

/** All that calls could have moved, as one text. */
async function stand({ userDataDir }: Copy, page: Page): Promise<string> {
  const { views, lights } = await snapshotOf(page)
  return JSON.stringify([
    readFileSync(join(userDataDir, 'settings.json'), 'utf8'),
    keptIn(userDataDir),
    MOVABLE.map((name) => views[name]),
    lights,
  ])
}

async function answering(pages: readonly Page[]): Promise<number> {
  const answers = await Promise.all(
    pages.map((page) => page.evaluate(() => window.porchlight.dismissNotice({ id: 1 }))),
  )
  return answers.filter(({ ok }) => ok).length
}

function logOf({ userDataDir }: Copy): string[] {
  return readFileSync(join(userDataDir, 'logs', 'porchlight.log'), 'utf8').split('\n')
}

function listed(all: readonly string[]): string {
  return all.slice(0, 10).join('; ') || 'none'
}
