import { beforeEach, expect, it } from 'vitest'
import type { UpdateState } from '@shared/desktop/update'
import type { UpdateOffer } from '@shared/desktop/update-offer'
import { HandClock } from '../app/testing/hand-clock'
import type { Updater } from './fetching'
import { Updates } from './updates'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const OFFER: UpdateOffer = { version: '0.2.0', notes: 'New lamps', hashes: [] }
const READY: UpdateState = { phase: 'ready', version: '0.2.0', notes: 'New lamps' }

/** An updater whose answers come when the test gives them, also after it was called off. */
class FakeUpdater implements Updater {
  checks: {
    readonly signal: AbortSignal
    answer: (offer?: UpdateOffer) => void
    fail: (error: Error) => void
  }[] = []
  downloads: {
    readonly signal: AbortSignal
    readonly progress: (percent: number) => void
    done: () => void
    fail: (error: Error) => void
  }[] = []
  installs: boolean[] = []
  endsItself = false
  install = (again: boolean): 'end' | 'ends-itself' => {
    this.installs.push(again)
    return this.endsItself ? 'ends-itself' : 'end'
  }
  spoil: (error: unknown) => void = () => undefined

  check(signal: AbortSignal): Promise<UpdateOffer | undefined> {
    return new Promise((answer, fail) => this.checks.push({ signal, answer, fail }))
  }

  download(signal: AbortSignal, progress: (percent: number) => void): Promise<void> {
    return new Promise((done, fail) => this.downloads.push({ signal, progress, done, fail }))
  }

  onSpoilt(told: (error: unknown) => void): void {
    this.spoil = told
  }
}

let clock: HandClock
let updater: FakeUpdater
let wanted: boolean
let chance: number
let shown: UpdateState[]
let quits: number
let startsAgain: number
let reports: string[]
let updates: Updates

function open(by: ConstructorParameters<typeof Updates>[0]['updater'] = updater): void {
  updates = new Updates({
    updater: by,
    wanted: () => wanted,
    changed: () => shown.push(updates.state),
    quit: () => quits++,
    startAgain: () => startsAgain++,
    report: (error) => reports.push(String(error)),
    now: () => clock.now,
    random: () => chance,
    after: clock.after,
  })
}

beforeEach(() => {
  clock = new HandClock()
  updater = new FakeUpdater()
  wanted = true
  chance = 0
  shown = []
  quits = 0
  startsAgain = 0
  reports = []
  open()
})

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function answer(offer?: UpdateOffer): Promise<void> {
  updater.checks.at(-1)?.answer(offer)
  await settled()
}

async function done(): Promise<void> {
  updater.downloads.at(-1)?.done()
  await settled()
}

async function failed(what: 'checks' | 'downloads', text: string): Promise<void> {
  updater[what].at(-1)?.fail(new Error(text))
  await settled()
}

/** From the start to an update that lies ready. */
async function getReady(): Promise<void> {
  updates.start()
  clock.pass(30 * SECOND)
  await answer(OFFER)
  await done()
  expect(updates.state).toEqual(READY)
}

it('says why there will never be any, and does nothing then', () => {
  for (const why of ['from-source', 'no-address', 'package'] as const) {
    open(why)
    updates.start()
    updates.check()
    updates.wantedChanged()
    updates.woke()
    expect(updates.state).toEqual({ phase: 'never', why })
    expect(updates.install()).toBe(false)
    expect(updates.finish()).toBe('end')
  }
  expect([clock.waiting, quits, shown]).toEqual([0, 0, []])
})

it('looks 30 seconds after the start and then every 6 hours', async () => {
  expect(updates.state).toEqual({ phase: 'idle' })
  updates.start()
  clock.pass(30 * SECOND - 1)
  expect(updater.checks).toHaveLength(0)
  clock.pass(1)
  expect(updates.state).toEqual({ phase: 'checking' })
  const at = clock.now
  await answer()
  expect(updates.state).toEqual({ phase: 'current', at })
  clock.pass(6 * HOUR - 1)
  expect(updater.checks).toHaveLength(1)
  clock.pass(1)
  expect(updater.checks).toHaveLength(2)
})

it('lets chance put off the next look by up to ten minutes', async () => {
  chance = 0.999_999
  updates.start()
  clock.pass(30 * SECOND)
  await answer()
  clock.pass(6 * HOUR + 10 * MINUTE - SECOND)
  expect(updater.checks).toHaveLength(1)
  clock.pass(SECOND)
  expect(updater.checks).toHaveLength(2)
})

it('fetches what it finds by itself, and says how far it is in whole percents, each once', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  await answer(OFFER)
  for (const percent of [0, 0.4, 7.1, 7.9, Number.NaN, 50, 100, 100.3])
    updater.downloads[0]?.progress(percent)
  await done()
  expect(shown).toEqual([
    { phase: 'checking' },
    ...[0, 7, 0, 50, 100].map((percent) => ({ phase: 'downloading', version: '0.2.0', percent })),
    READY,
  ])
})

it('fails for this time, and looks again at the next', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  await failed('checks', 'no network\n    at /home/kim/app.js')
  expect(updates.state).toEqual({ phase: 'failed', at: clock.now, detail: 'no network' })
  expect(reports).toHaveLength(1)
  clock.pass(6 * HOUR)
  await answer(OFFER)
  await failed('downloads', 'sha512 checksum mismatch')
  expect(updates.state).toMatchObject({ phase: 'failed', detail: 'sha512 checksum mismatch' })
  expect(updates.install()).toBe(false)
  expect(updates.finish()).toBe('end')
  expect(updater.installs).toEqual([])
})

it('goes on where the updater cannot even be read', async () => {
  updater.check = () => {
    throw new Error('Cannot find module')
  }
  updates.start()
  clock.pass(30 * SECOND)
  await settled()
  expect(updates.state).toMatchObject({ phase: 'failed', detail: 'Cannot find module' })
})

it('gives up a look after a minute without an answer, and a download after five without a word', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  clock.pass(MINUTE - 1)
  expect(updates.state).toEqual({ phase: 'checking' })
  clock.pass(1)
  expect(updates.state).toEqual({ phase: 'failed', at: clock.now, detail: 'No answer' })
  expect(updater.checks[0]?.signal.aborted).toBe(true)
  await answer(OFFER)
  expect(updates.state.phase).toBe('failed')

  updates.check()
  await answer(OFFER)
  clock.pass(5 * MINUTE - 1)
  updater.downloads[0]?.progress(1)
  clock.pass(5 * MINUTE - 1)
  expect(updates.state.phase).toBe('downloading')
  clock.pass(1)
  expect(updates.state).toMatchObject({ phase: 'failed', detail: 'No answer' })
  expect(updater.downloads[0]?.signal.aborted).toBe(true)
  updater.downloads[0]?.progress(2)
  await done()
  expect(updates.state.phase).toBe('failed')
})

it('does not mix a look that was given up with the next', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  await answer(OFFER)
  clock.pass(5 * MINUTE)
  expect(updates.state.phase).toBe('failed')
  updates.check()
  await answer({ ...OFFER, version: '0.3.0' })
  reports = []
  updater.downloads[0]?.progress(50)
  updater.downloads[0]?.fail(new Error('late'))
  await settled()
  expect(updates.state).toEqual({ phase: 'downloading', version: '0.3.0', percent: 0 })
  expect(reports).toEqual([])
  await done()
  expect(updates.state).toMatchObject({ phase: 'ready', version: '0.3.0' })
})

it('looks by hand also where it is not to look by itself', async () => {
  wanted = false
  updates.start()
  clock.pass(48 * HOUR)
  expect(updater.checks).toHaveLength(0)
  updates.check()
  expect(updates.state).toEqual({ phase: 'checking' })
  await answer(OFFER)
  await done()
  expect(updates.state).toEqual(READY)
  clock.pass(48 * HOUR)
  expect(updater.checks).toHaveLength(1)
})

it('does not look twice at once, and counts six hours from a look by hand', async () => {
  updates.start()
  clock.pass(SECOND)
  updates.check()
  updates.check()
  clock.pass(30 * SECOND)
  expect(updater.checks).toHaveLength(1)
  await answer()
  clock.pass(6 * HOUR - 31 * SECOND)
  expect(updater.checks).toHaveLength(1)
  clock.pass(SECOND)
  expect(updater.checks).toHaveLength(2)
})

it('looks by hand only while it runs', () => {
  updates.check()
  updates.start()
  updates.stop()
  updates.check()
  expect([updater.checks, shown]).toEqual([[], []])
})

it('looks soon when the user wants it again', async () => {
  wanted = false
  updates.start()
  clock.pass(HOUR)
  wanted = true
  updates.wantedChanged()
  clock.pass(30 * SECOND)
  expect(updater.checks).toHaveLength(1)
})

it('gives up what it began by itself when the user does not want it any more', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  await answer()
  const before = updates.state
  clock.pass(6 * HOUR)
  await answer(OFFER)
  wanted = false
  updates.wantedChanged()
  expect(updates.state).toEqual(before)
  expect(updater.downloads[0]?.signal.aborted).toBe(true)
  shown = []
  updater.downloads[0]?.progress(90)
  await done()
  await failed('checks', 'late')
  expect([shown, reports, clock.waiting]).toEqual([[], [], 0])
})

it('goes on with what the user began by hand, or asked for while it was going on', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  updates.check()
  wanted = false
  updates.wantedChanged()
  await answer(OFFER)
  await done()
  expect(updates.state).toEqual(READY)
})

it('makes a look soon after a sleep where it is overdue, and else at its time', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  await answer()
  // The clock goes on in a sleep, the timers do not.
  clock.now += 2 * HOUR
  updates.woke()
  clock.pass(4 * HOUR - 1)
  expect(updater.checks).toHaveLength(1)
  clock.pass(1)
  await answer()
  expect(updater.checks).toHaveLength(2)
  clock.now += 9 * HOUR
  updates.woke()
  clock.pass(10 * SECOND - 1)
  expect(updater.checks).toHaveLength(2)
  clock.pass(1)
  expect(updater.checks).toHaveLength(3)
})

it('makes no look after a sleep where none is to come', () => {
  wanted = false
  updates.start()
  updates.woke()
  clock.pass(48 * HOUR)
  expect(updater.checks).toHaveLength(0)
})

it('hears nothing any more once it is stopped', async () => {
  updates.start()
  clock.pass(30 * SECOND)
  updates.stop()
  expect(updates.state).toEqual({ phase: 'idle' })
  shown = []
  await answer(OFFER)
  expect([updater.downloads, shown, clock.waiting]).toEqual([[], [], 0])
})

it('installs what lies ready as the last thing when Porchlight ends', async () => {
  await getReady()
  expect(updater.installs).toEqual([])
  updates.stop()
  expect(updates.finish()).toBe('end')
  expect(updater.installs).toEqual([false])
})

it('installs at once when the user asks for it, and starts again', async () => {
  expect(updates.install()).toBe(false)
  await getReady()
  expect(updates.install()).toBe(true)
  expect([quits, updater.installs]).toEqual([1, []])
  updater.endsItself = true
  expect(updates.finish()).toBe('ends-itself')
  expect(updater.installs).toEqual([true])
  expect(startsAgain).toBe(0)
})

it('begins no installation when the computer is shut down', async () => {
  await getReady()
  updates.systemEnds()
  expect(updates.finish()).toBe('end')
  expect(updater.installs).toEqual([])
})

it('ends also where the installation does not work, and starts again only where that was asked for', async () => {
  await getReady()
  updater.install = () => {
    throw new Error('no space')
  }
  expect(updates.finish()).toBe('end')
  expect([startsAgain, reports]).toEqual([0, ['Error: no space']])
  updates.install()
  expect(updates.finish()).toBe('end')
  expect(startsAgain).toBe(1)
})

it('goes on looking while one lies ready, without a word where nothing is new', async () => {
  await getReady()
  shown = []
  clock.pass(6 * HOUR)
  await answer(OFFER)
  clock.pass(6 * HOUR)
  await failed('checks', 'no network')
  clock.pass(6 * HOUR)
  clock.pass(MINUTE)
  expect([updates.state, shown, updater.downloads.length]).toEqual([READY, [], 1])
  expect(reports).toEqual(['Error: no network', 'Error: No answer'])
})

it('fetches a version that is newer still in place of the one that lies ready', async () => {
  await getReady()
  clock.pass(6 * HOUR)
  await answer({ ...OFFER, version: '0.3.0' })
  // The older one has given way for it.
  expect(updates.install()).toBe(false)
  await done()
  expect(updates.state).toMatchObject({ phase: 'ready', version: '0.3.0' })
})

it('does not say that something lies ready where it has given way for what was called off', async () => {
  await getReady()
  clock.pass(6 * HOUR)
  await answer({ ...OFFER, version: '0.3.0' })
  updates.stop()
  expect(updates.state).toEqual({ phase: 'idle' })
  expect(updates.finish()).toBe('end')
  expect(updater.installs).toEqual([])
})

it('does not install a release that was taken back', async () => {
  await getReady()
  clock.pass(6 * HOUR)
  await answer()
  expect(updates.state).toEqual({ phase: 'current', at: clock.now })
  updates.finish()
  expect(updater.installs).toEqual([])
})

it('has failed where the system refuses what was fetched', async () => {
  updater.spoil(new Error('nothing is ready yet'))
  expect(shown).toEqual([])
  await getReady()
  updater.spoil(new Error('the signature is not valid'))
  expect(updates.state).toMatchObject({ phase: 'failed', detail: 'the signature is not valid' })
  expect(updates.install()).toBe(false)
  updates.check()
  await answer(OFFER)
  await done()
  updates.stop()
  updater.spoil(new Error('late'))
  expect(updates.state).toEqual(READY)
})
