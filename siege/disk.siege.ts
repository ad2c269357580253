import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { rollDice } from '../faults/dice'
import { runToEnd } from '../e2e/fixtures/bare-run'
import { keptIn } from '../e2e/fixtures/kept'
import { makeReadOnly, mountSmallDisk, type SmallDisk } from '../e2e/fixtures/small-disk'
import { expect, grant, test as base, type Talker } from '../e2e/fixtures/talk'
import { changeSettings, exportTo, readSettings, send, type Kept } from './disk/wishes'
import { atLeast, closeBooks, exactly } from './lib/books'
import { patienceMs, shareMs, siege } from './lib/siege'

const MEGABYTES = 64
/** Messages that are sent in each state of the disk; texts so long that the file has to grow. */
const EACH = 4
const LONG = 8_000

const test = base.extend<{ disk: SmallDisk }>({
  disk: async ({ home }, use) => {
    const disk = await mountSmallDisk(join(home.folder, 'small'), MEGABYTES)
    await use(disk)
    disk.unmount()
  },
})

/** Own messages by what became of them. */
class Ledger {
  readonly accepted: string[] = []
  told = 0
  silent = 0
  #nr = 0

  constructor(private readonly dice = rollDice(siege.seed)) {}

  async send({ page }: Talker): Promise<void> {
    const text = `own ${++this.#nr} ${'long '.repeat(this.dice.between(1, LONG / 5))}`.trim()
    this.note(await send(page, text), text)
  }

  note(kept: Kept, accepted?: string): void {
    if (kept === 'told') this.told += 1
    else if (kept === 'neither') this.silent += 1
    else if (accepted !== undefined) this.accepted.push(accepted)
  }

  /** Of the accepted, those that a history does not have just once. */
  missing(userDataDir: string): number {
    const texts = keptIn(userDataDir)
      .filter(({ user }) => user === 'John')
      .map(({ text }) => text)
    return this.accepted.filter((text) => texts.filter((each) => each === text).length !== 1).length
  }
}

test('a disk that is full again and again is told, and costs nothing that was accepted', async ({
  talk,
  disk,
}, testInfo) => {
  test.setTimeout(patienceMs('disk'))
  const john = await talk.enter('John', { userDataDir: join(disk.folder, 'john') })
  await grant(john.page, 'setRules', { topic: 'chat', turns: false, timeout: 0 })
  const notices = john.chat.page.getByRole('list', { name: 'Messages from Porchlight' })
  const ledger = new Ledger()
  const until = performance.now() + shareMs('disk')
  let [rounds, saved, toldSettings, toldExport, wrong] = [0, 0, 0, 0, 0]
  do {
    rounds += 1
    for (let each = 0; each < EACH; each++) await ledger.send(john)
    await disk.fill()
    for (let each = 0; each < EACH; each++) await ledger.send(john)
    await talk.client.publish(
      'chat',
      JSON.stringify({ user: 'anna', message: `heard ${rounds} ${'long '.repeat(LONG / 5)}` }),
    )
    await expect(john.chat.article('anna', `heard ${rounds}`)).toBeVisible()
    await expect(notices).toContainText(/disk is full/i)
    const settings = await changeSettings(john, `full ${rounds}`)
    if (settings === 'told') toldSettings += 1
    const exported = await exportTo(john, join(disk.folder, 'full.jsonl'), [])
    if (exported === 'told') toldExport += 1
    // Something for the log, which has no room either.
    await grant(john.page, 'retryConnection')
    await disk.free()
    for (let each = 0; each < EACH; each++) await ledger.send(john)
    const after = [
      await changeSettings(john, `free ${rounds}`),
      await exportTo(john, join(disk.folder, `free.jsonl`), ledger.accepted),
    ]
    wrong +=
      [settings, exported].filter((kept) => kept === 'neither').length +
      after.filter((kept) => kept !== 'kept').length
    if (readSettings(john.copy.userDataDir).includes(`free ${rounds}`)) saved += 1
    await grant(john.page, 'removeMessage', {
      id: idOf(readSettings(john.copy.userDataDir), `free ${rounds}`),
    })
  } while (performance.now() < until)
  await john.copy.kill()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.article('John', ledger.accepted.at(-1)?.slice(0, 40) ?? '')).toBeVisible()
  await again.copy.quit()
  await closeBooks(testInfo, [
    atLeast('times the disk was full', rounds, 1),
    atLeast('messages accepted', ledger.accepted.length, rounds * EACH * 2),
    exactly('of them not in the history once, after a kill', ledger.missing(john.copy.userDataDir), 0),
    atLeast('messages refused with the reason', ledger.told, 1),
    exactly('messages neither kept nor refused in words', ledger.silent, 0),
    exactly('settings and exports refused with the reason', toldSettings + toldExport, rounds * 2),
    exactly('of either, neither kept nor refused, or not kept on a disk with room', wrong, 0),
    exactly('settings kept once there was room', saved, rounds),
  ])
})

test('a folder that nobody can write to any more, and one that vanishes for a while', async ({
  talk,
  commandFor,
}, testInfo) => {
  test.setTimeout(patienceMs('disk'))
  const john = await talk.enter('John')
  const { userDataDir } = john.copy
  await grant(john.page, 'setRules', { topic: 'chat', turns: false, timeout: 0 })
  const ledger = new Ledger()
  await ledger.send(john)

  const readOnly = makeReadOnly(userDataDir)
  let refusedStart: { code: number | null; stderr: string }
  let whileReadOnly: Kept
  try {
    await ledger.send(john)
    whileReadOnly = await changeSettings(john, 'read-only')
    refusedStart = await runToEnd(commandFor({ userDataDir, user: 'Yoko' }))
  } finally {
    readOnly.letGo()
  }
  await ledger.send(john)
  const afterReadOnly = await changeSettings(john, 'writable')

  renameSync(userDataDir, `${userDataDir}-elsewhere`)
  for (let each = 0; each < EACH; each++) await ledger.send(john)
  renameSync(`${userDataDir}-elsewhere`, userDataDir)
  for (let each = 0; each < EACH; each++) await ledger.send(john)
  const afterVanishing = await changeSettings(john, 'there again')
  await john.copy.quit()

  // In its place stands one that is empty: a start begins anew there and touches nothing else.
  mkdirSync(`${userDataDir}-new`)
  const fresh = await talk.enter('John', { userDataDir: `${userDataDir}-new` })
  await fresh.copy.quit()
  const again = await talk.enter('John', { userDataDir })
  await again.copy.quit()
  await closeBooks(testInfo, [
    exactly('settings in a read-only folder', whileReadOnly, 'told'),
    exactly('settings once it can be written', afterReadOnly, 'kept'),
    exactly('exit code of a start in a read-only folder', refusedStart.code ?? 'none', 2),
    exactly(
      'its words',
      refusedStart.stderr.includes('cannot be written to') ? 'the folder and why' : refusedStart.stderr,
      'the folder and why',
    ),
    exactly('settings once the folder is there again', afterVanishing, 'kept'),
    atLeast('messages accepted', ledger.accepted.length, 2 * EACH),
    exactly('of them not in the history once', ledger.missing(userDataDir), 0),
    exactly('messages neither kept nor refused in words', ledger.silent, 0),
  ])
})

/** The id of the saved message with this name. */
function idOf(settings: string, name: string): string {
  const { savedMessages } = JSON.parse(settings) as { savedMessages: { id: string; name: string }[] }
  return savedMessages.find((message) => message.name === name)?.id ?? 'none'
}
