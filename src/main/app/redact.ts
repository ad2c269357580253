import { homedir } from 'node:os'

/** Characters that are looked at; a line of the log is far shorter, and what comes behind is left out. */
const MAX_READ = 10_000

// The key of a broken block is hidden to the end: there may be no last line any more.
const PEM = /-----BEGIN ([A-Z0-9 ]{1,60})-----[^]*?(?:-----END [A-Z0-9 ]{1,60}-----|$)/g
// One line of a key whose first line is missing: PEM has 64 characters in each.
const LONG_BASE64 = /[A-Za-z0-9+/]{56,}={0,2}/g
// To the end of the line, since a passphrase has spaces in it.
const NAMED =
  /((?:passw(?:or)?d|passphrase|pwd|secret|token|private[_-]?key|api[_-]?key|authorization|credentials?)\w{0,20}["']?\s{0,5}[=:]\s{0,5})[^\n\r]+/gi
// What a JSON parser shows of the text that it could not read.
const UNREAD = /(Unexpected (?:token|non-whitespace)[^,\n]{0,40}, )[^]*?(?= is not valid JSON)/g
const SCHEME = /[a-z][a-z0-9+.-]{0,30}:\/\//i
const HOMES = /((?:\/home|\/Users|[A-Za-z]:[\\/]Users)[\\/])(?!Shared\b|Public\b)[^\\/\s:"'()]+/g

/**
 * Takes out of a text what nobody else is to read: passwords in addresses, what stands behind such words as "password",
 * keys, and whose computer it is. Rather too much than too little.
 */
export function redact(text: string, home = homedir()): string {
  const short = text
    .slice(0, MAX_READ)
    .replace(PEM, (_block, kind: string) => `-----BEGIN ${kind}----- …`)
    .replace(NAMED, '$1…')
    .replace(UNREAD, '$1…')
  return withoutHome(short, home).replace(/\S+/g, withoutUser).replace(LONG_BASE64, '…').replace(HOMES, '$1…')
}

/** A password may have an `@` of its own, so the last one counts. */
function withoutUser(word: string): string {
  const at = word.lastIndexOf('@')
  const user = word.slice(0, Math.max(0, at))
  if (!user.includes(':')) return word
  const scheme = SCHEME.exec(user)
  return `${scheme ? user.slice(0, scheme.index + scheme[0].length) : ''}…${word.slice(at)}`
}

function withoutHome(text: string, home: string): string {
  // `/` is the home folder of nobody.
  if (home.length < 3) return text
  const forms = new Set([home, home.replaceAll('\\', '/'), encodeURI(home.replaceAll('\\', '/'))])
  let rest = text
  for (const form of forms) {
    const whole = new RegExp(`${escaped(form)}(?![\\p{L}\\p{N}_-])`, /^[a-z]:/i.test(home) ? 'giu' : 'gu')
    rest = rest.replace(whole, '~')
  }
  return rest
}

/** As a regular expression that means just this text. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
