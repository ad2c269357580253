import { ok, refused, type Result } from '../result'

/** A key press as a window sees it. */
export interface KeyPress {
  /** What the key writes, `l` or `ArrowUp`. */
  readonly key: string
  /** Where it is, `KeyL`; what a letter is named after where the key writes another script. */
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/** Electron's words for what is held down, in the order in which they are written, with the other words for each. */
const MODIFIERS: readonly (readonly [name: string, ...others: readonly string[]])[] = [
  ['CommandOrControl', 'CmdOrCtrl', 'Command', 'Cmd'],
  ['Control', 'Ctrl'],
  ['Alt', 'Option'],
  ['Shift'],
  ['Super', 'Meta'],
]
/** Electron's words for keys that are no single character, with the other words for each. */
const NAMED: readonly (readonly [name: string, ...others: readonly string[]])[] = [
  ['Plus'],
  ['Space'],
  ['Tab'],
  ['Backspace'],
  ['Delete'],
  ['Insert'],
  ['Return', 'Enter'],
  ['Up', 'ArrowUp'],
  ['Down', 'ArrowDown'],
  ['Left', 'ArrowLeft'],
  ['Right', 'ArrowRight'],
  ['Home'],
  ['End'],
  ['PageUp'],
  ['PageDown'],
  ['Escape', 'Esc'],
  ['numdec'],
  ['numadd'],
  ['numsub'],
  ['nummult'],
  ['numdiv'],
  ...Array.from({ length: 10 }, (_, digit) => [`num${digit}`] as const),
  ...Array.from({ length: 24 }, (_, index) => [`F${index + 1}`] as const),
]
const CHARACTER = /^[a-z0-9,./;'[\]\\=`-]$/i
/** How US keyboards name the keys that write punctuation, where what they write cannot be used. */
const PLACES: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Equal: '=',
  Minus: '-',
  Backquote: '`',
  NumpadDecimal: 'numdec',
  NumpadAdd: 'numadd',
  NumpadSubtract: 'numsub',
  NumpadMultiply: 'nummult',
  NumpadDivide: 'numdiv',
}

const modifiers = byEveryName(MODIFIERS)
const named = byEveryName(NAMED)

/**
 * Keys for a shortcut, always written the same way: what is held down in a fixed order, then one key. With Shift alone
 * held down the key would be taken from everybody who writes.
 */
export function parseKeys(text: string): Result<string, 'unusable'> {
  const words = text.slice(0, 100).split('+')
  const key = keyNamed(words.pop() ?? '')
  const held = new Set(words.map((word) => modifiers.get(word.trim().toLowerCase())))
  if (key === undefined || held.has(undefined) || held.size < words.length) return refused('unusable')
  const names = MODIFIERS.map(([name]) => name).filter((name) => held.has(name))
  return names.some((name) => name !== 'Shift') ? ok([...names, key].join('+')) : refused('unusable')
}

/** The keys of a press; undefined while only what is to be held down is pressed, or what cannot be a shortcut. */
export function keysOf(press: KeyPress, mac: boolean): string | undefined {
  const key = keyOf(press)
  if (key === undefined) return undefined
  const held = [
    ...((mac ? press.metaKey : press.ctrlKey) ? ['CommandOrControl'] : []),
    ...(mac && press.ctrlKey ? ['Control'] : []),
    ...(press.altKey ? ['Alt'] : []),
    ...(press.shiftKey ? ['Shift'] : []),
    ...(!mac && press.metaKey ? ['Super'] : []),
  ]
  const parsed = parseKeys([...held, key].join('+'))
  return parsed.ok ? parsed.value : undefined
}

function keyOf({ key, code }: KeyPress): string | undefined {
  const number = /^Numpad(\d)$/.exec(code)?.[1]
  if (number !== undefined) return `num${number}`
  if (code.startsWith('Numpad') && PLACES[code] !== undefined) return PLACES[code]
  if (key === ' ') return 'Space'
  if (key === '+') return 'Plus'
  // Held down together with Alt or Shift a key writes something else than it is named after.
  return keyNamed(key) ?? keyNamed(PLACES[code] ?? code.replace(/^(Key|Digit)/, ''))
}

function keyNamed(word: string): string | undefined {
  const text = word.trim()
  return CHARACTER.test(text) ? text.toUpperCase() : named.get(text.toLowerCase())
}

function byEveryName(
  names: readonly (readonly [string, ...(readonly string[])])[],
): ReadonlyMap<string, string> {
  return new Map(names.flatMap((all) => all.map((name) => [name.toLowerCase(), all[0]] as const)))
}
