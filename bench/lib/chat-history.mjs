import { rollDice } from './dice.mjs'

const rooms = ['chat', 'workshop', 'harbour/boats', 'kitchen', 'lab/bench', 'office']
const users = ['John', 'Yoko', 'anna', undefined]
/** About as many as a language has in use. */
const vocabulary = 20_000
const begin = Date.UTC(2024, 0, 1)
/** Milliseconds between two messages on average: a million in three years. */
const between = 94_000

const onsets = ['b', 'br', 'c', 'ch', 'd', 'f', 'g', 'gl', 'h', 'l', 'm', 'n', 'p', 'r', 's', 'st', 't', 'v']
const vowels = ['a', 'e', 'i', 'o', 'u', 'à', 'ei']
const syllables = onsets.flatMap((onset) => vowels.map((vowel) => onset + vowel))

/** The words of a language nobody speaks, the commonest and shortest first. */
export function word(rank) {
  const rest = Math.floor(rank / syllables.length)
  const last = syllables[(rank * 47) % syllables.length]
  return rest === 0 ? last : word(rest - 1) + last
}

const words = Array.from({ length: vocabulary }, (_, rank) => word(rank))

/** Words as often as they are in a language: the second half as often as the first, the third a third. */
function drawWord(random) {
  return words[Math.floor(vocabulary ** random()) - 1]
}

/** One to sixty words, mostly few. */
function drawText(random) {
  const count = 1 + Math.floor(59 * random() ** 3 * random() + 7 * random())
  const text = Array.from({ length: count }, () => drawWord(random)).join(' ')
  const kind = random()
  if (kind < 0.02) return `${text} https://example.org/${drawWord(random)}`
  if (kind < 0.04) return `${text} 🙂`
  return kind < 0.5 ? `${text[0].toUpperCase()}${text.slice(1)}.` : text
}

/** Messages of six rooms, two thirds of them in `chat`, the first in 2024: always the same for a seed; `after` so many others. */
export function* messages({ count, seed, after = 0 }) {
  const random = rollDice(seed)
  const clocks = new Map(rooms.map((room) => [room, after]))
  for (let index = after; index < after + count; index++) {
    const room = random() < 0.6 ? rooms[0] : rooms[Math.floor(random() * rooms.length)]
    const clock = clocks.get(room) + 1
    clocks.set(room, clock)
    const ts = Math.round(begin + index * between)
    const user = users[Math.floor(random() * users.length)]
    const own = user === 'John' ? { delivery: 'sent' } : {}
    const name = user === undefined ? {} : { user }
    yield {
      room,
      message: { id: drawId(random), clock, text: drawText(random), ts, at: ts, ...name, ...own },
    }
  }
}

function drawId(random) {
  const hex = () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  const [a, b, c, d] = [hex(), hex(), hex(), hex()]
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`
}

const kinds = ['rare', 'common', 'letter', 'beginning', 'two words', 'phrase', 'nothing']

/** So many searches of every kind, half of them in one room; `sample` are texts that are there. */
export function searches(count, sample) {
  const random = rollDice(2)
  const spoken = sample.map((text) => text.split(' ')).filter((parts) => parts.length >= 6)
  const oneOf = (list) => list[Math.floor(random() * list.length)]
  const texts = {
    rare: () => words[vocabulary - 1 - Math.floor(random() * 5_000)],
    common: () => words[Math.floor(random() * 30)],
    letter: () => oneOf([...'abcdefghilmnoprstuv']),
    beginning: () => words[200 + Math.floor(random() * 5_000)].slice(0, 3),
    'two words': () => {
      const parts = oneOf(spoken)
      return `${oneOf(parts)} ${oneOf(parts)}`
    },
    phrase: () => oneOf(spoken).slice(0, 5).join(' '),
    nothing: () => `${words[Math.floor(random() * vocabulary)]}xq`,
  }
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length]
    const text = texts[kind]()
    return { kind, search: random() < 0.5 ? { text, room: rooms[0] } : { text } }
  })
}
