/** Characters of one line. */
export const MAX_LOG_LINE = 2_000
/** Lines of one second; what comes faster is counted. */
export const LINES_PER_SECOND = 50

/** Milliseconds after which a line that goes on coming is written again. */
const AGAIN_AFTER = 60_000

export type LogLevel = 'info' | 'error'

// Beside control characters: what ends a line or turns the text around it in a viewer.
const ACTING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** One line of the log, without its time: whatever is in the text, it stays one line and can be read. */
export function logLine(level: LogLevel, where: string, text: string): string {
  const whole = `${level} ${where}: ${text}`
  // Cut before as well as after: escaping makes it longer.
  const line = whole
    .slice(0, MAX_LOG_LINE * 2)
    .toWellFormed()
    .replace(ACTING, escape)
  const room = MAX_LOG_LINE - '2026-11-23T10:00:00.000Z '.length
  return line.length <= room ? line : `${line.slice(0, room - 1).toWellFormed()}…`
}

function escape(character: string): string {
  return NAMES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** Keeps a flood out of the log: the same line again is counted, and so is what comes faster than it may. */
export class Flood {
  readonly #now: () => number
  #last: string | undefined
  #lastAt = -Infinity
  #again = 0
  #second = -Infinity
  #written = 0
  #leftOut = 0

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** What is to be written now that this line has come: with their times, maybe nothing, maybe the counts of what was not. */
  take(line: string): string[] {
    const now = this.#now()
    if (line === this.#last && now - this.#lastAt < AGAIN_AFTER) {
      this.#again += 1
      return []
    }
    const isNewSecond = Math.floor(now / 1_000) !== this.#second
    if (!isNewSecond && this.#written >= LINES_PER_SECOND) {
      this.#leftOut += 1
      return []
    }
    const counts = this.rest()
    if (isNewSecond) {
      this.#second = Math.floor(now / 1_000)
      this.#written = 0
    }
    this.#written += 1
    this.#last = line
    this.#lastAt = now
    return [...counts, timed(now, line)]
  }

  /** The counts that were not written yet. */
  rest(): string[] {
    const counts: string[] = []
    if (this.#again > 0) counts.push(`… ${times(this.#again)} more`)
    if (this.#leftOut > 0)
      counts.push(`… ${this.#leftOut} ${this.#leftOut === 1 ? 'line' : 'lines'} left out`)
    this.#again = 0
    this.#leftOut = 0
    return counts.map((count) => timed(this.#now(), count))
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function timed(now: number, line: string): string {
  return `${new Date(now).toISOString()} ${line}`
}
