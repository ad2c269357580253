import { errorText } from '@shared/error-text'
import { MAX_LINE, oneLine } from '@shared/one-line'

// An address is told by its host: what stands behind it can be a signed link or a password in front of it.
const ADDRESS = /\b([a-z][a-z\d+.-]*:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>),]*)[^\s"'<>)]*/gi
// A path names the user's folder. It ends with its quotes where it has some, since a folder may have spaces.
const QUOTED_PATH = /(["'])(?:[a-z]:[\\/]|\\\\|\/)(?:(?!\1).)*\1/gi
const PATH = /(^|[\s(=:])(?:[a-z]:[\\/]|\\\\|\/(?=[^\s/]))[^\s"')]*/gi
// Headers and the like that a server's answer may hold.
const SECRET = /\b(authorization|token|cookie|password)["']?\s*[:=].*/i

/** What went wrong in one line of at most 500 characters, without paths of this computer or anything that is secret. */
export function failureDetail(error: unknown): string {
  const line = errorText(error)
    .split(/[\r\n]/, 1)[0]
    ?.slice(0, 4 * MAX_LINE)
  return oneLine(
    (line ?? '')
      .replace(ADDRESS, (whole, scheme: string, host: string) =>
        /^file:/i.test(whole) ? '…' : scheme + host,
      )
      .replace(SECRET, '$1 …')
      .replace(QUOTED_PATH, '…')
      .replace(PATH, '$1…'),
    MAX_LINE,
  )
}
