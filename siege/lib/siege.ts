/** How the minutes of a siege are shared out, in hundredths; a part's file is `<part>.siege.ts`. */
const SHARES = { everything: 30, damaged: 22, disk: 5, broker: 18, clients: 10, ipc: 5, soak: 10 } as const

/** The parts of a siege. */
export type Part = keyof typeof SHARES

/** Starting the copies and ending them is not counted into a share, and a machine may be busy. */
const GRACE_MS = 180_000

/** What the run was told, read once; without it (a part started by hand) the seed is 1 and the minutes 10. */
export const siege = {
  seed: numberFrom('SIEGE_SEED', 1),
  minutes: numberFrom('SIEGE_MINUTES', 10),
} as const

/** The parts that divide the minutes among themselves: those that were asked for where somebody named the minutes. */
const dividing = partsFrom(process.env['SIEGE_PARTS'])

/** How long a part may besiege, in ms; what it needs to start and to check its books comes on top. */
export function shareMs(part: Part): number {
  const divided = dividing.reduce((sum, each) => sum + SHARES[each], 0)
  return (siege.minutes * 60_000 * SHARES[part]) / divided
}

/** When a part is held to hang, in ms, for `test.setTimeout`: half as long again as its share, and what it needs around it. */
export function patienceMs(part: Part): number {
  return shareMs(part) * 1.5 + GRACE_MS
}

function numberFrom(name: string, otherwise: number): number {
  const given = process.env[name]
  if (given === undefined) return otherwise
  const value = Number(given)
  if (!(value >= 0)) throw new Error(`${name} is no number: ${given}`)
  return value
}

function partsFrom(given: string | undefined): Part[] {
  const all = Object.keys(SHARES) as Part[]
  if (given === undefined) return all
  return given.split(',').map((name) => {
    const part = all.find((each) => each === name)
    if (!part) throw new Error(`There is no share for a part "${name}" in siege/lib/siege.ts`)
    return part
  })
}
