import { MAX_NAME, sameUser } from '@shared/chat/name'

/** A name like this one that none of the others has: with the first free number behind it. */
export function freeName(name: string, others: readonly string[]): string {
  for (let number = 2; ; number++) {
    const ending = ` ${number}`
    const candidate =
      [...name]
        .slice(0, MAX_NAME - ending.length)
        .join('')
        .trimEnd() + ending
    if (!others.some((other) => sameUser(other, candidate))) return candidate
  }
}
