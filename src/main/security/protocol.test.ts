import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY } from './csp'
import { handleAppProtocol, listFiles, privilegedSchemes, serveApp, type Answer } from './protocol'

let folder: string
let serve: ReturnType<typeof serveApp>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-app-'))
  const web = join(folder, 'web')
  mkdirSync(join(web, 'controller'), { recursive: true })
  mkdirSync(join(web, 'assets'))
  writeFileSync(join(folder, 'secret.html'), 'secret')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(web, 'controller', 'index.html'), '<!doctype html>')
  for (const ending of ['js', 'css', 'svg', 'png', 'woff2'])
    writeFileSync(join(web, 'assets', `a.${ending}`), ending)
  for (const other of ['a.js.map', '.env', 'settings.json', 'a.html.bak'])
    writeFileSync(join(web, 'assets', other), 'no')
  symlinkSync(join(folder, 'secret.html'), join(web, 'assets', 'link.html'))
  serve = serveApp(web)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A request as Electron makes it: its URL is not put in order by anybody before it comes here. */
const get = (url: string, method = 'GET'): Promise<Answer> => serve({ url, method })

describe('our own files', () => {
  it.each([
    ['/controller/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['/assets/a.js', 'text/javascript; charset=utf-8', 'js'],
    ['/assets/a.css', 'text/css; charset=utf-8', 'css'],
    ['/assets/a.svg', 'image/svg+xml', 'svg'],
    ['/assets/a.png', 'image/png', 'png'],
    ['/assets/a.woff2', 'font/woff2', 'woff2'],
  ])('%s is %s', async (path, type, content) => {
    const answer = await get(`app://porchlight${path}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe(type)
    expect(answer.data.toString()).toBe(content)
  })

  it('come with the policy and without guessing', async () => {
    const { headers } = await get('app://porchlight/controller/index.html')
    expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  })

  it('are found whatever stands behind the path', async () => {
    expect((await get('app://porchlight/controller/index.html?reload=1#top')).statusCode).toBe(200)
  })
})

describe('everything else is not found', () => {
  it.each([
    '/',
    '/controller',
    '/controller/',
    '/nothing.html',
    '/assets/a.js.map',
    '/assets/.env',
    '/assets/settings.json',
    '/assets/a.html.bak',
    '/assets/link.html',
    '/Controller/Index.html',
    '//controller/index.html',
    '/controller//index.html',
    '/../secret.html',
    '/../secret.txt',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/%2e%2e%2fsecret.html',
    '/..%2fsecret.html',
    '/..%5csecret.html',
    '/..\\secret.html',
    '/assets/..\\..\\secret.html',
    '/%252e%252e/secret.html',
    '/....//secret.html',
    '/..;/secret.html',
    '/%00/../secret.html',
    '/controller/index.html%00.js',
    '/%c0%ae%c0%ae/secret.html',
    '/controller%2findex.html',
    '/__proto__',
    '/constructor',
    '/toString',
  ])('%s', async (path) => {
    const answer = await get(`app://porchlight${path}`)
    expect(answer.statusCode).toBe(404)
    expect(answer.data.toString()).toBe('Not found')
  })

  it('an absolute path of this computer', async () => {
    expect((await get(`app://porchlight${folder}/secret.html`)).statusCode).toBe(404)
    expect((await get(`app://porchlight/${encodeURIComponent(`${folder}/secret.html`)}`)).statusCode).toBe(
      404,
    )
  })

  it.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])('with %s', async (method) => {
    expect((await get('app://porchlight/controller/index.html', method)).statusCode).toBe(404)
  })

  it.each([
    'app://example.org',
    'app://porchlight.example',
    'app://porchlight:1',
    'app://PORCHLIGHT',
    'app://',
  ])('at %s', async (origin) => {
    expect((await get(`${origin}/controller/index.html`)).statusCode).toBe(404)
  })

  it('what came after the start', async () => {
    writeFileSync(join(folder, 'web', 'controller', 'late.html'), 'late')
    expect((await get('app://porchlight/controller/late.html')).statusCode).toBe(404)
  })
})

describe('in Electron', () => {
  type Handler = (request: { method: string; url: string }, respond: (answer: Answer) => void) => void
  function registered(serving: typeof serve): { scheme: string; ask: (url: string) => Promise<Answer> } {
    let scheme = ''
    let handler: Handler = () => undefined
    handleAppProtocol(
      {
        registerBufferProtocol: (name: string, given: unknown) => {
          scheme = name
          handler = given as Handler
          return true
        },
      },
      serving,
    )
    return { scheme, ask: (url) => new Promise((resolve) => handler({ method: 'GET', url }, resolve)) }
  }

  it('answers for our scheme', async () => {
    const { scheme, ask } = registered(serve)
    expect(scheme).toBe('app')
    expect((await ask('app://porchlight/assets/a.js')).data.toString()).toBe('js')
  })

  it('answers also where a file has vanished, or the URL is none: a page must not wait for ever', async () => {
    const { ask } = registered(serve)
    rmSync(join(folder, 'web', 'assets', 'a.png'))
    expect((await ask('app://porchlight/assets/a.png')).statusCode).toBe(500)
    writeFileSync(join(folder, 'web', 'assets', 'a.png'), 'png')
    expect((await ask('no url')).statusCode).toBe(500)
  })
})

it('lists files by the path of their URL', () => {
  expect([...listFiles(join(folder, 'web')).keys()].toSorted()).toEqual(
    [
      '/assets/a.css',
      '/assets/a.js',
      '/assets/a.png',
      '/assets/a.svg',
      '/assets/a.woff2',
      '/controller/index.html',
      '/controller/late.html',
    ].toSorted(),
  )
})

it('gives the scheme an origin and a secure context, and no way round the policy', () => {
  expect(privilegedSchemes()).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
  ])
})

describe('the policy', () => {
  const directives = new Map(
    CONTENT_SECURITY_POLICY.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )

  it('allows our own files at most, and starts from nothing', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(new Set([...directives.values()].flat())).toEqual(new Set(["'none'", "'self'"]))
  })

  it.each(['connect-src', 'base-uri', 'form-action', 'frame-ancestors'])('allows no %s', (name) => {
    expect(directives.get(name)).toEqual(["'none'"])
  })
})
