import { ok, refused, type Result } from '../result'

/** How the bytes travel; the names are the schemes of a broker's URL. */
export type BrokerScheme = 'mqtt' | 'mqtts' | 'ws' | 'wss'

/** Where a broker listens. Credentials are kept apart from it, so that it may be shown and logged. */
export interface BrokerAddress {
  readonly scheme: BrokerScheme
  readonly host: string
  readonly port: number
  /** Only for `ws` and `wss`. */
  readonly path?: string
}

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** What a person typed as a broker: where it is and, if the text held them, the credentials. */
export interface BrokerTarget {
  readonly address: BrokerAddress
  readonly credentials?: Credentials
}

/** Why a broker's URL cannot be used; the windows and the command line have words for each. */
export type AddressProblem = 'empty' | 'not-a-url' | 'scheme' | 'host' | 'port' | 'extra'

const DEFAULT_PORTS: Record<BrokerScheme, number> = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 }
const MAX_URL = 2_048

/** Reads `mqtt://[user:password@]host[:port]` (also mqtts, ws, wss, or just `host[:port]`) into a target. */
export function parseBroker(text: string): Result<BrokerTarget, AddressProblem> {
  const trimmed = text.trim()
  if (trimmed === '') return refused('empty')
  if (trimmed.length > MAX_URL || /[\s\p{Cc}]/u.test(trimmed)) return refused('not-a-url')
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `mqtt://${trimmed}`
  const scheme = withScheme.slice(0, withScheme.indexOf(':')).toLowerCase()
  if (!isScheme(scheme)) return refused('scheme')

  // A URL with a scheme the standard does not know keeps odd hosts as they are; http's rules check them.
  const url = tryUrl(`http${withScheme.slice(scheme.length)}`)
  const given = hostAndPort(withScheme.slice(scheme.length + 3))
  if (!url) return refused(PORT_AMISS.test(given) ? 'port' : 'host')
  // http hides its own default: mqtt://host:80 would otherwise look as if no port was given.
  const port = Number(url.port || (/:0*80$/.test(given) ? 80 : DEFAULT_PORTS[scheme]))
  if (port < 1 || port > 65_535) return refused('port')
  const isWeb = scheme === 'ws' || scheme === 'wss'
  const path = url.pathname + url.search
  if (url.hash !== '' || (!isWeb && path !== '/')) return refused('extra')

  const address: BrokerAddress = { scheme, host: url.hostname, port, ...(isWeb ? { path } : {}) }
  if (url.username === '' && url.password === '') return ok({ address })
  const credentials = decodeCredentials(url)
  return credentials ? ok({ address, credentials }) : refused('not-a-url')
}

/** The address as a URL without credentials. */
export function formatAddress(address: BrokerAddress): string {
  return `${address.scheme}://${address.host}:${address.port}${address.path && address.path !== '/' ? address.path : ''}`
}

function isScheme(scheme: string): scheme is BrokerScheme {
  return Object.hasOwn(DEFAULT_PORTS, scheme)
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** A host, and behind it a port that is no number of at most five digits or is too large. */
const PORT_AMISS =
  /^(?:\[[^\]]*\]|[^:[\]]+):(?!0*(?:\d{0,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$)/

/** What stands between the credentials and the path. */
function hostAndPort(withoutScheme: string): string {
  const authority = withoutScheme.split(/[/\\?#]/, 1)[0] ?? ''
  return authority.slice(authority.lastIndexOf('@') + 1)
}

function decodeCredentials(url: URL): Credentials | undefined {
  try {
    return { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  } catch {
    return undefined
  }
}
