import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { APP_HOST, APP_SCHEME } from './origin'
import { CONTENT_SECURITY_POLICY } from './csp'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Has to be called before Electron is ready: `standard` gives the pages an origin, `secure` a secure context. */
export function privilegedSchemes(): Electron.CustomScheme[] {
  return [{ scheme: APP_SCHEME, privileges: { standard: true, secure: true, codeCache: true } }]
}

/** An answer of our protocol. */
export interface Answer {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly data: Buffer
}

/**
 * Answers `app://porchlight/…` with the built files, and only with those that were there at the start: a path is
 * looked up in that list, never walked to, so no `..` in whatever disguise leads anywhere.
 */
export function serveApp(folder: string): (request: { method: string; url: string }) => Promise<Answer> {
  const files = listFiles(folder)
  return async ({ method, url }) => {
    const { host, pathname } = new URL(url)
    const file = files.get(pathname)
    if (method !== 'GET' || host !== APP_HOST || !file) return answer(404, '.html', Buffer.from('Not found'))
    return answer(200, extname(file), await readFile(file))
  }
}

/**
 * Puts the protocol in place. `protocol.handle`, which replaces the older call, has Node load its whole fetch for the first
 * answer: 100 ms on the main thread, just when the window opens. The older one is deprecated, not gone (Electron 25 to 45).
 */
export function handleAppProtocol(
  protocol: Pick<Electron.Protocol, 'registerBufferProtocol'>,
  serve: ReturnType<typeof serveApp>,
): void {
  protocol.registerBufferProtocol(APP_SCHEME, (request, respond) => {
    serve(request).then(respond, () => respond(answer(500, '.html', Buffer.alloc(0))))
  })
}

function answer(statusCode: number, ending: string, data: Buffer): Answer {
  const headers = {
    'content-type': TYPES[ending] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  }
  return { statusCode, headers, data }
}

/** The built files by the path of their URL. */
export function listFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
      .map((entry) => {
        const file = join(entry.parentPath, entry.name)
        return [`/${relative(folder, file).split(sep).join('/')}`, file]
      }),
  )
}
