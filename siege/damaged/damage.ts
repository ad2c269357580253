import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dice } from '../../faults/dice'

/** What was done to one file of a folder, and in words how, so that a failure can be told. */
export interface Damage {
  readonly file: string
  readonly kind: Kind
  readonly how: string
  /** What stands in the place of the file now; undefined where that is a folder. */
  readonly bytes: Buffer | undefined
}

const KINDS = [
  ['letters', 5],
  ['flipped', 5],
  ['zeroed', 4],
  ['cut off', 3],
  ['inserted', 3],
  ['swapped', 3],
  ['empty', 1],
  ['a folder', 1],
] as const
type Kind = (typeof KINDS)[number][0]

const MOST_FLIPPED = 16
/** Bytes: a page of the database, and a block of most disks. */
const BLOCK = 4_096
const MOST_INSERTED = 512

/** The files that a start reads, by how much hangs on them; undefined is any other. */
const GROUPS = [
  ['settings.json', 42],
  ['porchlight.db', 34],
  ['porchlight.db-wal', 8],
  ['porchlight.db-shm', 2],
  [undefined, 14],
] as const

/** Draws a file of the folder and what happens to it, and does it. */
export function damageOne(folder: string, dice: Dice): Damage {
  const drawn = dice.oneOf(GROUPS)
  const all = filesOf(folder)
  const named = GROUPS.map(([file]) => file)
  // Where the app has ended well there is nothing beside the database.
  const file =
    drawn !== undefined && all.includes(drawn)
      ? drawn
      : pick(
          dice,
          all.filter((each) => !named.some((one) => one === each)),
        )
  const path = join(folder, file)
  const before = readFileSync(path)
  const kind = dice.oneOf(KINDS)
  if (kind === 'a folder') {
    rmSync(path)
    mkdirSync(path)
    writeFileSync(join(path, 'inside'), 'kept')
    return { file, kind, how: `${file}: a folder in its place`, bytes: undefined }
  }
  const [bytes, where] = damaged(before, kind, dice)
  writeFileSync(path, bytes)
  return { file, kind, how: `${file}: ${kind}${where} (of ${before.length} bytes)`, bytes }
}

/** All files below a folder by their paths; what only links to somewhere is none. */
export function filesOf(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return all.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile()).sort()
}

function damaged(before: Buffer, kind: Exclude<Kind, 'a folder'>, dice: Dice): [Buffer, string] {
  const whole = (from: number, to: number): number => Math.floor(dice.between(from, to))
  const at = whole(0, before.length)
  const length = Math.min(whole(1, BLOCK), before.length - at)
  switch (kind) {
    // One bit of one byte: what was a letter mostly still is one.
    case 'letters':
    case 'flipped': {
      const after = Buffer.from(before)
      const count = before.length === 0 ? 0 : kind === 'letters' ? 1 : whole(1, MOST_FLIPPED)
      const places = Array.from({ length: count }, () => whole(0, before.length))
      for (const place of places)
        after[place] = (after[place] ?? 0) ^ (kind === 'letters' ? 1 << whole(0, 5) : whole(1, 256))
      return [after, ` at ${places.join(', ')}`]
    }
    case 'zeroed':
      return [Buffer.from(before).fill(0, at, at + length), `: ${length} from ${at}`]
    case 'cut off':
      return [before.subarray(0, at), ` at ${at}`]
    case 'inserted': {
      const rubbish = Buffer.from(Array.from({ length: whole(1, MOST_INSERTED) }, () => whole(0, 256)))
      return [
        Buffer.concat([before.subarray(0, at), rubbish, before.subarray(at)]),
        `: ${rubbish.length} at ${at}`,
      ]
    }
    case 'swapped': {
      const size = Math.min(length, Math.floor(before.length / 2))
      const [one, other] = [
        whole(0, before.length / 2 - size + 1),
        whole(before.length / 2, before.length - size + 1),
      ]
      const after = Buffer.from(before)
      before.copy(after, one, other, other + size)
      before.copy(after, other, one, one + size)
      return [after, `: ${size} of ${one} and ${other}`]
    }
    case 'empty':
      return [Buffer.alloc(0), '']
  }
}

function pick<T>(dice: Dice, from: readonly T[]): T {
  const drawn = from[Math.floor(dice.between(0, from.length))]
  if (drawn === undefined) throw new Error('There is no file to damage')
  return drawn
}
