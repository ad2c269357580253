import { escaped } from './redact'

/** Shorter ones are in every second word. */
const MIN_VALUE = 3
// What a fresh installation has: everybody knows it, and the log is full of such words.
const COMMON = new Set(['chat', 'led', 'porchlight', 'localhost'])

const URL_HOST =
  /\b(?!file:|app:|porchlight:)([a-z][a-z0-9+.-]{0,20}:\/\/(?:…@)?)(\[[^\]\s]*\]|[^\s:/?#'"()]+)/gi
const NOT_FOUND = /((?:ENOTFOUND|EAI_AGAIN|altnames: Host:) )(\S+)/g
// Versions of programs have four numbers rarely, and never a port.
const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)/g
const IPV6 = /(?<![\w:.])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){0,6}(?![\w:])/gi
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z /

/** This computer, by whichever name. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}

/** A line of the log without the names and the addresses of other computers. */
export function hostHider(line: string): string {
  const time = TIME.exec(line)?.[0] ?? ''
  const hide = (host: string): string => (isLoopback(host) ? host : '<host>')
  const text = line
    .slice(time.length)
    .replace(URL_HOST, (_all, before: string, host: string) => before + hide(host))
    .replace(NOT_FOUND, '$1<host>')
    .replace(IPV4, hide)
    .replace(IPV6, hide)
  return time + text
}

/** Takes out values that stand for the user, wherever they are a word of their own. */
export function valueHider(values: readonly string[]): (text: string) => string {
  const known = [...new Set(values)].filter(
    (value) => [...value].length >= MIN_VALUE && !COMMON.has(value.toLowerCase()),
  )
  if (known.length === 0) return (text) => text
  // The longest first, so that nothing of it is left by a shorter one.
  const any = known.toSorted((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  return (text) => text.replace(pattern, '<hidden>')
}
