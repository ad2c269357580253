import { rollDice } from '../faults/dice'
import type { ChatWindow } from './fixtures/chat'
import { keptIn, type KeptMessage } from './fixtures/kept'
import { MortalCopy } from './fixtures/mortal'
import { expect, test } from './fixtures/porchlight'
import { waitFor } from './fixtures/wait'

/** How many messages; each copy is killed once for every fifteen of them. */
const MESSAGES = Number(process.env['PORCHLIGHT_KILL_MESSAGES'] ?? 300)
const KILLS = Math.floor(MESSAGES / 15)
const SEED = 5
/** A message and its way to the other take about so long, so a kill meets any moment of them. Milliseconds. */
const WHILE_WORKING = 60
/** From an empty process to one that has opened its window and is connected. Milliseconds. */
const WHILE_STARTING = 1_500
const PATIENCE_MS = 40_000

test(`two copies are killed ${KILLS} times each while ${MESSAGES} messages go back and forth: none is lost, none is there twice`, async ({
  launch,
  mosquitto,
}) => {
  test.setTimeout(60_000 + MESSAGES * 1_500)
  const { port } = await mosquitto()
  const dice = rollDice(SEED)
  const folders: string[] = []
  const copies: { user: string; copy: MortalCopy; kills: number[] }[] = []
  for (const user of ['John', 'Yoko']) {
    const options = { user, broker: `mqtt://127.0.0.1:${port}`, args: ['--hidden'] }
    const first = await launch(options)
    folders.push(first.userDataDir)
    let next: Promise<typeof first> | undefined = Promise.resolve(first)
    const copy = new MortalCopy(() => {
      const run = next ?? launch({ ...options, userDataDir: first.userDataDir })
      next = undefined
      return run
    })
    const kills = Array.from({ length: KILLS }, () => Math.floor(dice.between(1, MESSAGES)))
    // One of four comes right upon the one before, into the start that this one made necessary.
    for (let second = 3; second < KILLS; second += 4) kills[second] = kills[second - 1]!
    copies.push({ user, copy, kills })
  }

  const accepted: string[] = []
  const lostAnswers = { accepted: 0, forgotten: 0 }
  const began = Date.now()
  for (let number = 0; number < MESSAGES; number++) {
    for (const { copy, kills } of copies) {
      for (const _ of kills.filter((at) => at === number)) {
        copy.kill({
          working: dice.between(0, WHILE_WORKING),
          starting: dice.between(0, WHILE_STARTING),
        })
      }
    }
    const text = `message ${number + 1}`
    await copies[number % 2]!.copy.with(async (chat, again) => {
      // Where the answer was lost with its process, only the history tells whether the message was taken.
      const isThere = again && (await newestTexts(chat)).includes(text)
      if (again) lostAnswers[isThere ? 'accepted' : 'forgotten'] += 1
      if (!isThere) await send(chat, text)
    })
    accepted.push(text)
  }

  const settled = await Promise.all(copies.map(({ copy }) => copy.settled()))
  const kept = (): KeptMessage[][] => folders.map((folder) => keptIn(folder))
  const waiting = (all: KeptMessage[][]): number =>
    all.flat().filter(({ delivery }) => delivery !== null && delivery !== 'sent').length
  await expect
    .poll(() => [waiting(kept()), ...kept().map((all) => all.length)], { timeout: PATIENCE_MS })
    .toEqual([0, MESSAGES, MESSAGES])
  for (const copy of settled) {
    // Nothing went back to the composer.
    await expect((await copy.chat()).messageBox).toHaveValue('')
    await copy.quit()
  }

  const [johns = [], yokos = []] = kept()
  const texts = (all: KeptMessage[]): string[] => all.map(({ text }) => text)
  const ids = (all: KeptMessage[]): string[] => all.map(({ id }) => id)
  const count = (all: KeptMessage[]): string =>
    `lost ${accepted.filter((text) => !texts(all).includes(text)).length}, ` +
    `twice ${texts(all).length - new Set(texts(all)).size}`
  const killed = copies.map(({ user, copy: { killed } }) => {
    return `${user} was killed ${killed.times} times, ${killed.starting} of them while starting`
  })
  console.log(
    `${MESSAGES} messages in ${Math.round((Date.now() - began) / 1_000)} s; ${killed.join('; ')}; ` +
      `${lostAnswers.accepted + lostAnswers.forgotten} answers were lost, ${lostAnswers.accepted} of messages that had been taken; ` +
      `John's file: ${count(johns)}; Yoko's file: ${count(yokos)}; ` +
      `the same order: ${String(ids(johns).join() === ids(yokos).join())}`,
  )
  for (const { copy } of copies) expect(copy.killed.times).toBe(KILLS)
  expect(waiting([johns, yokos])).toBe(0)
  // Everybody waited for the other's message, so the order of (clock, id) is that of writing.
  expect(texts(johns)).toEqual(accepted)
  expect(texts(yokos)).toEqual(accepted)
  expect(ids(yokos)).toEqual(ids(johns))
  expect(johns.map(({ user }) => user)).toEqual(accepted.map((_text, index) => copies[index % 2]?.user))
})

/** The texts of the last messages as the window would show them. */
async function newestTexts({ page }: ChatWindow): Promise<string[]> {
  const result = await page.evaluate(() =>
    window.porchlight.chatPage({ room: 'chat', at: { kind: 'newest' } }),
  )
  if (!result.ok) throw new Error(`The history was refused: ${result.error.kind}`)
  return result.value.messages.map(({ text }) => text)
}

/** Sends as soon as it is this user's turn. */
async function send({ page }: ChatWindow, text: string): Promise<void> {
  let answer = ''
  await waitFor(
    () => `"${text}" to be taken. The last answer: ${answer}`,
    async () => {
      const result = await page.evaluate(
        (message) => window.porchlight.sendMessage({ room: 'chat', text: message }),
        text,
      )
      answer = result.ok ? 'taken' : result.error.kind
      return result.ok
    },
    PATIENCE_MS,
  )
}
