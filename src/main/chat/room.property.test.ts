import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameUser } from '@shared/chat/name'
import { readTurn } from '@shared/chat/room-wire'
import { ROOM, World, pause, type Copy } from './testing/world'

const NAMES = ['John', 'Yoko', 'Paul', 'Linda', 'Ringo']
/** Longest wait of a marker: shorter than the patience with a broker that does not send the greeting back. */
const MARKER_MS = 300

interface Step {
  readonly do:
    'send' | 'up' | 'down' | 'tick' | 'lose' | 'connect' | 'crash' | 'wipe' | 'take-over' | 'foreign'
  readonly who: number
  readonly n: number
}

const steps = (weights: Partial<Record<Step['do'], number>>): fc.Arbitrary<Step[]> => {
  const step = fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.record({ do: fc.constant(kind as Step['do']), who: fc.nat(4), n: fc.nat(9) }),
    })),
  )
  return fc.array(step, { maxLength: 120, size: 'max' })
}

/** Two to five copies with a user each; all know the broker from before, or each meets it at some time. */
const game = (
  weights: Partial<Record<Step['do'], number>>,
  names = fc.integer({ min: 2, max: 5 }).map((users) => NAMES.slice(0, users)),
): fc.Arbitrary<Game> => fc.record({ names, seed: fc.nat(), known: fc.boolean(), steps: steps(weights) })

interface Game {
  readonly names: readonly string[]
  readonly seed: number
  /** The broker keeps for everybody what comes while they are away. */
  readonly known: boolean
  readonly steps: readonly Step[]
}

interface Played {
  readonly world: World
  readonly copies: readonly Copy[]
  /** Lines that `send` took. */
  readonly accepted: ReadonlySet<string>
  /** Lines whose author saw them `sent` at some time. */
  readonly sent: ReadonlySet<string>
  foreign: number
}

async function play({ names, seed, known, steps }: Game): Promise<Played> {
  const world = new World(seed)
  const copies = names.map((name) => world.add(name))
  if (known) await world.meet()
  const accepted = new Set<string>()
  const sent = new Set<string>()
  const played: Played = { world, copies, accepted, sent, foreign: 0 }
  for (const [at, { do: what, who, n }] of steps.entries()) {
    const copy = copies[who % copies.length]!
    const repeat = (action: () => boolean): void => {
      for (let left = n; left >= 0 && action(); left--);
    }
    if (what === 'send') {
      const before = copy.mayWrite
      // What came back to the composer is sent along.
      const line = `${copy.name} ${at}`
      const result = copy.room.send(`${copy.room.view().draft.text}\n${line}`)
      expect(result.ok).toBe(before)
      if (result.ok) accepted.add(line)
      // Not twice in a row, whatever happens on the wire.
      expect(copy.room.send('at once again').ok).toBe(false)
    } else if (what === 'up') repeat(() => copy.up())
    else if (what === 'down') repeat(() => copy.down())
    else if (what === 'tick') world.tick(MARKER_MS)
    else if (what === 'lose') copy.lose()
    else if (what === 'connect') copy.connect(n % 2 === 0)
    else if (what === 'crash') copy.crash()
    // Always the same one: what every disk has lost is lost.
    else if (what === 'wipe') copies[0]!.wipe()
    else if (what === 'take-over') world.takeOver(copy)
    else {
      world.say(n < 5 ? 'hello' : JSON.stringify({ user: NAMES[n - 5], message: 'hello' }))
      played.foreign++
    }
    await pause()
    for (const copy of copies) {
      for (const { delivery, text } of copy.messages)
        if (delivery === 'sent') for (const line of lines(text)) sent.add(line)
    }
  }
  await world.meet()
  return played
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
const order = (copy: Copy): string[] => copy.messages.map(({ clock, id, text }) => `${clock} ${id} ${text}`)

function expectAgreement({ world, copies }: Played): void {
  const [first] = copies as [Copy]
  for (const copy of copies) {
    expect(order(copy)).toEqual(order(first))
    // What a window has been told bit by bit is what it would be told at once.
    expect(copy.shown).toEqual(copy.messages)
    // And it is what a start would find.
    expect(copy.history.recent(ROOM, 1_000).map(({ id }) => id)).toEqual(copy.messages.map(({ id }) => id))
  }
  const last = first.messages.at(-1)
  for (const copy of copies) {
    expect(copy.mayWrite, `${copy.name} after ${last?.user}`).toBe(!sameUser(copy.name, last?.user))
    expect(
      copy.room
        .view()
        .people.map(({ client }) => client)
        .sort(),
    ).toEqual(copies.map(({ client }) => client))
  }
  const marker = world.broker.retained.get(`${ROOM}/turn`)
  expect(marker && readTurn(marker.payload)?.id).toBe(last?.id)
}

function expectOnceEach({ copies, accepted, sent, foreign }: Played, mayComeBack = false): void {
  const here = copies[0]!.texts.flatMap(lines)
  const back = copies.flatMap(({ room }) => lines(room.view().draft.text))
  if (!mayComeBack) expect(back).toEqual([])
  expect([...here.filter((line) => line !== 'hello'), ...back].sort()).toEqual([...accepted].sort())
  expect(here.filter((line) => line === 'hello')).toHaveLength(foreign)
  for (const line of sent) expect(here).toContain(line)
}

const PLAIN = { send: 6, up: 6, down: 8, tick: 2, lose: 2, connect: 4 }

describe('rooms on a broker, their connections and processes breaking at any time', () => {
  it('lose nothing, double nothing, agree on the order, and nobody writes out of turn', async () => {
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1 }), async (given) => {
        const played = await play(given)
        expectAgreement(played)
        expectOnceEach(played)
        for (const message of played.copies[0]!.messages) expect(message.outOfTurn).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('do so even if brokers die with all they had accepted', async () => {
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1, 'take-over': 1 }), async (given) => {
        const played = await play(given)
        expectAgreement(played)
        // A turn known by the marker alone is forgotten where broker and copy both die; then it is asked for again.
        expectOnceEach(
          played,
          given.steps.some((step) => step.do === 'crash'),
        )
        for (const message of played.copies[0]!.messages) expect(message.outOfTurn).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('agree with clients among them that know neither ids nor clocks nor turns', async () => {
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1, foreign: 5 }), async (given) => {
        // Who has never been here cannot get what was said before by somebody who keeps no copy.
        const played = await play({ ...given, known: true })
        expectAgreement(played)
        // Somebody who writes in a user's name takes the turn from what that user has waiting.
        expectOnceEach(played, true)
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('agree with users who have several devices: what has lost its turn is back in the composer', async () => {
    const names = fc.constantFrom<string[]>(
      ['John', 'John', 'Yoko'],
      ['John', 'JOHN', 'Yoko', 'yoko'],
      ['John', 'John'],
    )
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1, 'take-over': 1 }, names), async (given) => {
        const played = await play(given)
        expectAgreement(played)
        expectOnceEach(played, true)
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('lose with a disk what had not left it, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1, wipe: 1 }), async (given) => {
        // The broker keeps for everybody what was sent, so that a copy that starts anew finds it with the others.
        const played = await play({ ...given, known: true })
        expectAgreement(played)
        const here = played.copies[0]!.texts.flatMap(lines)
        const back = played.copies.flatMap(({ room }) => lines(room.view().draft.text))
        expect(new Set([...here, ...back]).size).toBe(here.length + back.length)
        for (const line of [...here, ...back]) expect(played.accepted).toContain(line)
        for (const line of played.sent) expect(here).toContain(line)
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('are joined late by somebody who finds all that was said', async () => {
    await fc.assert(
      fc.asyncProperty(game({ ...PLAIN, crash: 1 }), async (given) => {
        const played = await play(given)
        const late = played.world.add('George')
        await played.world.meet()
        expect(order(late)).toEqual(order(played.copies[0]!))
        expect(late.mayWrite).toBe(true)
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})
