import fc from 'fast-check'
import { it, expect } from 'vitest'
import { arrangeLight, forgetLight, orderLights, savePlain, setColours, type Arranging } from './arrange'
import { removeGroup, saveGroup, saveScene } from './arrange-sets'
import { removeTimer, setShortcut, setTimer, timerDone } from './arrange-times'
import { ARRANGEMENT_LIMITS, type Arrangement } from './arrangement'
import { mergeArrangement } from './merge'
import { aLamp, afterRestart, FIRST, FULL } from './testing/arrangements'

const NOW = Date.UTC(2026, 4, 10, 12)
type Change = (before: Arrangement, id: string) => Arranging

const id = fc.constantFrom(
  ...['led', 'desk/set', 'a', 'b', 'tasmota:1', 'zigbee2mqtt:2', 'group:one', 'group:1'],
)
const text = fc.oneof(fc.constantFrom('', 'Lamp', ' a\n', 'x'.repeat(61)), fc.string({ unit: 'binary' }))
const known = fc.record({ id, name: text })
const topic = fc.oneof(id, fc.constantFrom('', '#', 'group:x', 'c/d'), fc.string())
const keys = fc.oneof(fc.constantFrom('', 'Alt+L', 'Alt+F1', 'Super+A', 'cmd+b'), fc.string())
const perhaps = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })
const colour = fc.oneof(
  fc.record({ temperature: fc.integer({ min: 100, max: 100_000 }) }),
  fc.record({
    colour: fc.record({
      hue: fc.integer({ min: 0, max: 360 }),
      saturation: fc.integer({ min: 0, max: 100 }),
    }),
  }),
)

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(
      known,
      fc.record({
        name: perhaps(text),
        room: perhaps(text),
        favourite: perhaps(fc.boolean()),
        hidden: perhaps(fc.boolean()),
        transition: perhaps(fc.double({ min: 0, max: 1_000, noNaN: true })),
      }),
    )
    .map(
      ([light, more]): Change =>
        (before) =>
          arrangeLight(before, light, more),
    ),
  fc.array(id).map(
    (ids): Change =>
      (before) =>
        orderLights(before, ids),
  ),
  id.map(
    (light): Change =>
      (before) =>
        forgetLight(before, light),
  ),
  fc
    .record({
      ...{
        topic,
        stateTopic: perhaps(topic),
        was: perhaps(topic),
        path: perhaps(text),
        on: perhaps(text),
        off: perhaps(text),
      },
      sends: fc.constantFrom('words', 'json', 'own'),
    })
    .map(
      (form): Change =>
        (before) =>
          savePlain(before, form, (used) => used === 'c/d'),
    ),
  fc.array(colour, { maxLength: 20 }).map(
    (colours): Change =>
      (before) =>
        setColours(before, colours),
  ),
  fc.record({ id: perhaps(fc.constant('group:one')), name: text, members: fc.array(known) }).map(
    (form): Change =>
      (before, fresh) =>
        saveGroup(before, form, `group:${fresh}`),
  ),
  id.map(
    (group): Change =>
      (before) =>
        removeGroup(before, group),
  ),
  fc
    .tuple(text, fc.array(id), fc.double({ min: 1, max: 100, noNaN: true }))
    .map(([name, ids, brightness]): Change => (before, fresh) => {
      const lights = ids.map((light) => aLamp(light, { brightness }))
      return saveScene(before, { name, lights }, fresh)
    }),
  fc.tuple(known, fc.double(), fc.boolean()).map(([light, minutes, daily]): Change => (before, fresh) => {
    const when = daily ? { time: '07:00', daily } : { minutes }
    return setTimer(before, { light, power: 'on', when }, fresh, NOW)
  }),
  fc.constantFrom('wake', '1', '2').map(
    (timer): Change =>
      (before) =>
        removeTimer(before, timer),
  ),
  fc
    .constantFrom('wake', '1', '2')
    .map((timer): Change => (before) => ({ ok: true, value: timerDone(before, timer, NOW) })),
  fc.tuple(known, keys).map(
    ([light, pressed]): Change =>
      (before) =>
        setShortcut(before, light, pressed),
  ),
  fc.constant<Change>((before) => mergeArrangement(before, FULL, NOW)),
)

/** As much of everything as there may be. */
const BRIMMING: Arrangement = {
  ...FULL,
  plain: fill('plain', (index) => ({ topic: `plain/${index}`, sends: 'words' })),
  lamps: fill('lamps', (index) => ({ id: `lamp${index}`, knownAs: 'a' })),
  groups: fill('groups', (index) => ({ id: `group:full${index}`, name: 'a', members: ['led'] })),
  scenes: fill('scenes', (index) => ({
    id: `full${index}`,
    name: 'a',
    lights: [{ light: 'b', wish: { power: 'on' } }],
  })),
  timers: fill('timers', (index) => ({ id: `full${index}`, light: 'b', power: 'on', at: NOW })),
  shortcuts: Array.from({ length: 50 }, (_, index) => ({
    light: `lamp${index}`,
    keys: `${index < 24 ? 'Super' : index < 48 ? 'Control' : 'Alt+Shift'}+F${(index % 24) + 1}`,
  })),
}

function fill<Row>(
  list: 'plain' | 'lamps' | 'groups' | 'scenes' | 'timers',
  row: (index: number) => Row,
): Row[] {
  return Array.from({ length: ARRANGEMENT_LIMITS[list] }, (_, index) => row(index))
}

it.each([
  ['a first start', FIRST, 400],
  ['something of everything', FULL, 400],
  ['as much as there may be', BRIMMING, 15],
] as const)('whatever is done to %s, the next start reads all of it', (_name, first, numRuns) => {
  expect(afterRestart(first)).toEqual({ arrangement: first, incomplete: false })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30, size: 'max' }), (changes) => {
      let current: Arrangement = first
      for (const [index, make] of changes.entries()) {
        const next = make(current, String(index))
        if (next.ok) current = next.value
      }
      expect(afterRestart(current)).toEqual({ arrangement: current, incomplete: false })
    }),
    { numRuns },
  )
})
