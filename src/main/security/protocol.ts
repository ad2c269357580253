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

/**
 * Answers `app://porchlight/…` with the built files, and only with those that were there at the start: a path is
 * looked up in that list, never walked to, so no `..` in whatever disguise leads anywhere.
 */
export function serveApp(folder: string): (request: Request) => Promise<Response> {
  const files = listFiles(folder)
  return async (request) => {
    const url = new URL(request.url)
    const file = files.get(url.pathname)
    if (request.method !== 'GET' || url.host !== APP_HOST || !file)
      return new Response('Not found', { status: 404 })
    return new Response(new Uint8Array(await readFile(file)), {
      headers: {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    })
  }
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
