import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { connect } from 'mqtt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseBroker } from '@shared/mqtt/address'
import type { TestOutcome, TestReport } from '@shared/profile/view'
import { Bench } from '../broker/testing'
import { makeCertificates, type Certificate, type Certificates } from './brokers/certificates'
import { startMosquitto, type Mosquitto, type MosquittoConfig } from './brokers/mosquitto'
import type { ConnectionChoice, TlsMaterial } from './located'
import { testConnection, type TestParts, type TestTarget } from './test-connection'
import { freePort } from './testing'

const LOGIN = { user: 'ann', password: 'hunter2' }

const forAll = new Bench()
let made: Certificates
beforeAll(async () => {
  made = await makeCertificates(await forAll.folder())
})
afterAll(() => forAll.end())

let bench: Bench
/** How many clients were made, which is how often somebody tried to get in. */
let attempts = 0
beforeEach(() => {
  bench = new Bench()
  attempts = 0
})
afterEach(() => bench.end())

/** Real, but for the time that may pass. */
const parts = (patience = 1): TestParts => ({
  createClient: (options) => {
    attempts++
    return connect(options)
  },
  now: Date.now,
  random: Math.random,
  after: (ms, task) => {
    const timer = setTimeout(task, ms * patience)
    return () => clearTimeout(timer)
  },
})

type Asked = Partial<Omit<ConnectionChoice, 'tls'>> & {
  readonly tls?: TlsMaterial
  readonly login?: typeof LOGIN
}

function target(url: string, { login, ...choice }: Asked = {}): TestTarget {
  const parsed = parseBroker(url)
  if (!parsed.ok) throw new Error(parsed.error)
  return {
    address: parsed.value.address,
    ...(login ? { credentials: { username: login.user, password: login.password } } : {}),
    choice: { version: 'auto', keepAlive: 30, sessionExpiry: 604_800, tls: {}, ...choice },
  }
}

async function outcomeOf(
  url: string,
  asked: Asked = {},
  patience?: number,
): Promise<TestOutcome | undefined> {
  const report = await testConnection([target(url, asked)], parts(patience))
  return report.tried[0]?.outcome
}

const failed = (kind: string, more: object = {}): object => ({ ok: false, failure: { kind, ...more } })
const well = (version: string): object => ({ ok: true, version, took: expect.any(Number) as number })
const fingerprint = ({ cert }: Certificate): string => new X509Certificate(cert).fingerprint256

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.listen(0, host)
  await once(server, 'listening')
  bench.later(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Says this, whatever it is asked. */
function answering(...answers: (Buffer | string)[]): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answers.forEach((answer) => socket.write(answer)))
  })
}

async function mosquitto(config: MosquittoConfig): Promise<Mosquitto> {
  const broker = await startMosquitto(await bench.folder(), config)
  bench.later(() => broker.end())
  return broker
}

describe('what is no broker', () => {
  it('a name that does not exist', async () => {
    // RFC 6761 reserves "invalid" for names that never resolve.
    expect(await outcomeOf('mqtt://nosuchhost.invalid')).toMatchObject(failed('name-not-found'))
    expect(attempts).toBe(1)
  })

  it.each(['mqtt', 'mqtts', 'ws', 'wss'])('nobody listens: %s', async (scheme) => {
    expect(await outcomeOf(`${scheme}://127.0.0.1:${await freePort()}`)).toMatchObject(failed('refused'))
    expect(attempts).toBe(1)
  })

  it.each(['mqtt', 'mqtts', 'ws', 'wss'])('somebody accepts and never answers: %s', async (scheme) => {
    const port = await listen(createServer((socket) => void socket.on('error', () => undefined)))
    expect(await outcomeOf(`${scheme}://127.0.0.1:${port}`, {}, 0.02)).toMatchObject(failed('timed-out'))
    expect(attempts).toBe(1)
  })

  it.each(['mqtt', 'mqtts', 'ws', 'wss'])('a web server: %s', async (scheme) => {
    const port = await listen(createHttpServer((_request, response) => response.writeHead(404).end()))
    expect(await outcomeOf(`${scheme}://127.0.0.1:${port}`)).toMatchObject(failed('not-mqtt'))
    expect(attempts).toBe(1)
  })

  it('a WebSocket that only some may open', async () => {
    const port = await listen(createHttpServer((_request, response) => response.writeHead(403).end()))
    expect(await outcomeOf(`ws://127.0.0.1:${port}/mqtt?token=geheim`)).toEqual(
      failed('not-authorised', { detail: 'Unexpected server response: 403' }),
    )
  })

  it('garbage', async () => {
    const port = await listen(answering(Buffer.alloc(1_000, 0xff)))
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`)).toMatchObject(failed('not-mqtt'))
  })

  it.each(['mqtt', 'ws'])('one that begins with 256 MB: %s', async (scheme) => {
    const header = Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])
    const port =
      scheme === 'mqtt'
        ? await listen(answering(header, Buffer.alloc(1_000_000)))
        : await listen(floodingWebSocket())
    const before = process.memoryUsage.rss()
    expect(await outcomeOf(`${scheme}://127.0.0.1:${port}`)).toMatchObject(failed('packet-too-large'))
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
  })
})

/** Opens a WebSocket and announces a message of 256 MB in it (RFC 6455, 5.2). */
function floodingWebSocket(): Server {
  const server = createHttpServer()
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined)
    const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Protocol: mqtt',
        `Sec-WebSocket-Accept: ${createHash('sha1').update(key).digest('base64')}\r\n\r\n`,
      ].join('\r\n'),
    )
    socket.write(Buffer.from([0x82, 127, 0, 0, 0, 0, 0x10, 0, 0, 0]))
  })
  return server
}

describe('versions', () => {
  it('5 is tried first', async () => {
    const { port } = await mosquitto({})
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`)).toEqual(well('5'))
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`, { version: '3.1.1' })).toEqual(well('3.1.1'))
    expect(attempts).toBe(2)
  })

  /** Speaks MQTT 3.1.1 only, and says to everything else what it has to say. */
  function old(refusal: Buffer | undefined, versions: number[]): Server {
    return createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (bytes: Buffer) => {
        const version = bytes[8] ?? 0
        versions.push(version)
        if (version === 4) socket.write(Buffer.from([0x20, 2, 0, 0]))
        else if (refusal) socket.end(refusal)
        else socket.destroy()
      })
    })
  }

  it.each([
    ['by return code 1', Buffer.from([0x20, 2, 0, 1])],
    ['by reason 0x84', Buffer.from([0x20, 3, 0, 0x84, 0])],
    ['by hanging up', undefined],
  ])('3.1.1 is tried where 5 is refused %s', async (_name, refusal) => {
    const versions: number[] = []
    const port = await listen(old(refusal, versions))
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`)).toEqual(well('3.1.1'))
    expect(versions).toEqual([5, 4])
  })

  it('the one that was chosen is the only one', async () => {
    const versions: number[] = []
    const port = await listen(old(Buffer.from([0x20, 2, 0, 1]), versions))
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`, { version: '5' })).toMatchObject(failed('version'))
    expect(versions).toEqual([5])
  })
})

describe('logins', () => {
  it('are tried once', async () => {
    const { port } = await mosquitto({ login: LOGIN })
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`, { login: LOGIN })).toEqual(well('5'))
    attempts = 0
    for (const version of ['auto', '3.1.1'] as const) {
      const login = { ...LOGIN, password: 'wrong-geheim' }
      const outcome = await outcomeOf(`mqtt://127.0.0.1:${port}`, { login, version })
      expect(outcome).toMatchObject({ ok: false })
      expect(['login', 'not-authorised']).toContain(!outcome?.ok && outcome?.failure.kind)
      expect(JSON.stringify(outcome)).not.toMatch(/geheim|ann/)
    }
    expect(attempts).toBe(2)
  })

  it('leave nothing behind: another client id, no session, no will', async () => {
    const packets: Buffer[] = []
    const port = await listen(
      createServer((socket) => {
        socket.on('error', () => undefined)
        socket.on('data', (bytes: Buffer) => {
          packets.push(bytes)
          if (bytes[0] === 0x10) socket.write(Buffer.from([0x20, 3, 0, 0, 0]))
          else socket.end()
        })
      }),
    )
    expect(await outcomeOf(`mqtt://127.0.0.1:${port}`, { clientId: 'the-real-one' })).toEqual(well('5'))
    const [hello, bye] = packets
    expect(hello?.[9]).toBe(0x02)
    expect(hello?.toString('latin1')).toMatch(/porchlight-test-[0-9a-f]{8}$/)
    expect(hello?.includes(Buffer.from([0x11, 0, 0, 0, 0]))).toBe(true)
    expect(bye?.[0]).toBe(0xe0)
  })
})

describe('certificates', () => {
  it.each([
    ['expired', 'expired', () => made.expired],
    ['other-host', 'of another host', () => made.otherHost],
    ['self-signed', 'self-signed', () => made.selfSigned],
  ] as const)('%s: the server shows one that is %s', async (rule, _name, certificate) => {
    const { port } = await mosquitto({ certificate: certificate() })
    const tls = rule === 'self-signed' ? {} : { ca: made.ca.cert }
    expect(await outcomeOf(`mqtts://localhost:${port}`, { tls, login: LOGIN })).toMatchObject({
      ...failed('certificate', { rule }),
      certificate: { fingerprint: fingerprint(certificate()), selfSigned: rule === 'self-signed' },
    })
    expect(attempts).toBe(1)
    const pinned = { pinned: fingerprint(certificate()) }
    expect(await outcomeOf(`mqtts://localhost:${port}`, { tls: pinned })).toEqual(well('5'))
  })

  it('of a CA that is not known, and then is', async () => {
    const { port } = await mosquitto({ certificate: made.server })
    expect(await outcomeOf(`mqtts://localhost:${port}`)).toMatchObject(
      failed('certificate', { rule: 'unknown-issuer' }),
    )
    expect(await outcomeOf(`mqtts://localhost:${port}`, { tls: { ca: made.ca.cert } })).toEqual(well('5'))
  })

  it('another one than was pinned', async () => {
    const { port } = await mosquitto({ certificate: made.server })
    const tls = { ca: made.ca.cert, pinned: fingerprint(made.selfSigned) }
    expect(await outcomeOf(`mqtts://localhost:${port}`, { tls })).toMatchObject({
      ...failed('certificate', { rule: 'not-pinned' }),
      certificate: { fingerprint: fingerprint(made.server) },
    })
  })

  it('over a WebSocket too', async () => {
    const { port } = await mosquitto({ certificate: made.selfSigned, overWebSocket: true })
    const url = `wss://localhost:${port}/mqtt`
    expect(await outcomeOf(url)).toMatchObject({
      ...failed('certificate', { rule: 'self-signed' }),
      certificate: { fingerprint: fingerprint(made.selfSigned) },
    })
    expect(await outcomeOf(url, { tls: { ca: made.selfSigned.cert } })).toEqual(well('5'))
    expect(await outcomeOf(url, { tls: { pinned: fingerprint(made.selfSigned) } })).toEqual(well('5'))
    expect(await outcomeOf(url, { tls: { pinned: fingerprint(made.server) } })).toMatchObject(
      failed('certificate', { rule: 'not-pinned' }),
    )
  })

  it('an IPv6 address', async () => {
    const port = await listen(createTlsServer({ cert: made.server.cert, key: made.server.key }), '::1')
    expect(await outcomeOf(`mqtts://[::1]:${port}`, { tls: { ca: made.ca.cert } })).toMatchObject({
      ...failed('certificate', { rule: 'other-host' }),
      certificate: { fingerprint: fingerprint(made.server) },
    })
  })
})

describe.each(['mqtts', 'wss'] as const)("the client's own certificate over %s", (scheme) => {
  const mine = (): TlsMaterial => ({
    ca: made.ca.cert,
    certificate: made.client.cert,
    key: made.client.key,
  })
  const door = (): Promise<Mosquitto> =>
    mosquitto({ certificate: made.server, clientCa: made.ca, overWebSocket: scheme === 'wss' })

  it('lets it in', async () => {
    const { port } = await door()
    expect(await outcomeOf(`${scheme}://localhost:${port}`, { tls: mine() })).toEqual(well('5'))
  })

  it('is missing, or is of somebody else', async () => {
    const { port } = await door()
    const { cert: certificate, key } = made.selfSigned
    for (const tls of [{ ca: made.ca.cert }, { ca: made.ca.cert, certificate, key }]) {
      expect(await outcomeOf(`${scheme}://localhost:${port}`, { tls })).toMatchObject(
        failed('certificate', { rule: 'client-certificate' }),
      )
    }
  })

  const encrypted = (): string =>
    createPrivateKey(made.client.key)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
      .toString()

  it('lets it in with a key that is encrypted', async () => {
    const { port } = await door()
    const tls = { ...mine(), key: encrypted(), keyPassphrase: 'open sesame' }
    expect(await outcomeOf(`${scheme}://localhost:${port}`, { tls })).toEqual(well('5'))
  })

  it.each([
    ['does not fit', () => ({ key: made.server.key })],
    ['does not open', () => ({ key: encrypted(), keyPassphrase: 'wrong' })],
    ['is none', () => ({ key: 'a picture' })],
  ])('the key %s', async (_name, wrong) => {
    const { port } = await door()
    expect(
      await outcomeOf(`${scheme}://localhost:${port}`, { tls: { ...mine(), ...wrong() } }),
    ).toMatchObject(failed('certificate', { rule: 'client-key' }))
  })
})

it('all addresses are tried, three at once, and told in their order', async () => {
  const { port } = await mosquitto({})
  const slow = await listen(createServer((socket) => void socket.on('error', () => undefined)))
  let open = 0
  let most = 0
  const real = parts(0.02)
  const createClient: TestParts['createClient'] = (options) => {
    most = Math.max(most, ++open)
    return real.createClient(options).once('end', () => open--)
  }
  const urls = [slow, slow, slow, slow, port].map((at) => `mqtt://127.0.0.1:${at}`)
  const report: TestReport = await testConnection(
    urls.map((url) => target(url)),
    { ...real, createClient },
  )
  expect(report.tried.map(({ address }) => address)).toEqual(urls)
  expect(report.tried.map(({ outcome }) => outcome.ok)).toEqual([false, false, false, false, true])
  expect(most).toBe(3)
  expect(attempts).toBe(5)
})
