import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls'
import { connect, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BrokerAddress, BrokerScheme } from '@shared/mqtt/address'
import { makeCertificates, type Certificate, type Certificates } from './brokers/certificates'
import { describeFailure } from './failure'
import type { TlsMaterial } from './located'
import { clientOptions } from './options'
import { guardPin, tlsOptions } from './tls'

const address = (scheme: BrokerScheme, host = 'broker.lan', port = 1): BrokerAddress => ({
  scheme,
  host,
  port,
  ...(scheme === 'ws' || scheme === 'wss' ? { path: '/mqtt' } : {}),
})

describe('the options of a try', () => {
  const material: TlsMaterial = {
    ca: 'CA',
    certificate: 'CERT',
    key: 'KEY',
    keyPassphrase: 'open sesame',
    serverName: 'other.lan',
    alpn: ['mqtt'],
  }

  it('have everything for a socket and for a WebSocket', () => {
    const expected = {
      rejectUnauthorized: true,
      ca: 'CA',
      cert: 'CERT',
      key: 'KEY',
      passphrase: 'open sesame',
      servername: 'other.lan',
      ALPNProtocols: ['mqtt'],
      minVersion: 'TLSv1.2',
    }
    expect(tlsOptions(material, address('mqtts'))).toMatchObject(expected)
    expect(tlsOptions(material, address('wss')).wsOptions).toMatchObject(expected)
  })

  it('reset whatever an earlier try can have left', () => {
    const keys = Object.keys(tlsOptions(material, address('wss'))).sort()
    for (const scheme of ['mqtt', 'mqtts', 'ws', 'wss'] as const) {
      expect(Object.keys(tlsOptions({}, address(scheme))).sort()).toEqual(keys)
    }
  })

  it('say nothing of TLS without TLS', () => {
    const { wsOptions, ...rest } = tlsOptions(material, address('ws'))
    expect(wsOptions).toEqual({ maxPayload: 33_554_432, closeTimeout: 1_000 })
    expect(Object.values(rest).filter((value) => value !== undefined)).toEqual([])
    expect(
      Object.values(tlsOptions(material, address('mqtt'))).filter((value) => value !== undefined),
    ).toEqual([])
  })

  it.each([
    ['broker.lan', 'broker.lan'],
    ['192.168.1.5', undefined],
    ['[2001:db8::1]', undefined],
  ])('ask the server %s for the name %s', (host, name) => {
    expect(tlsOptions({}, address('mqtts', host)).servername).toBe(name)
  })
})

let folder: string
let made: Certificates
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-tls-'))
  made = await makeCertificates(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A TLS server that writes down every byte it could read, and with whom it spoke. */
class Listener {
  heard = ''
  /** Connections that are over, from the server's side. */
  over = 0
  readonly names: (string | false | null)[] = []
  readonly protocols: (string | false | null)[] = []
  port = 0

  async listen({ cert, key }: Certificate, options: TlsOptions = {}, host = '127.0.0.1'): Promise<this> {
    const server = createServer({ cert, key, ...options }, (socket) => this.#join(socket))
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => sockets.add(socket))
    server.on('tlsClientError', () => this.over++)
    server.listen(0, host)
    await once(server, 'listening')
    ends.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    this.port = (server.address() as AddressInfo).port
    return this
  }

  #join(socket: TLSSocket & { servername?: string | false | null }): void {
    socket.once('close', () => this.over++)
    this.names.push(socket.servername ?? null)
    this.protocols.push(socket.alpnProtocol)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => (this.heard += chunk.toString('latin1')))
  }
}

interface Visit {
  readonly client: MqttClient
  readonly errors: unknown[]
  closed: boolean
}

/** Connects as the session does, with a login that nobody but the right broker may hear. */
function visit(
  listener: Listener,
  tls: TlsMaterial,
  scheme: BrokerScheme = 'mqtts',
  host = 'localhost',
): Visit {
  const options = clientOptions(
    'somebody',
    {
      address: address(scheme, host, listener.port),
      hostedHere: false,
      credentials: { username: 'ann', password: 'hunter2' },
      choice: { version: '3.1.1', keepAlive: 30, sessionExpiry: 0, tls },
    },
    undefined,
    '3.1.1',
  )
  const client = connect(options)
  const made: Visit = { client, errors: [], closed: false }
  again(made, tls)
  ends.push(() => client.end(true))
  client.on('error', (error) => made.errors.push(error))
  client.on('close', () => (made.closed = true))
  return made
}

function again(made: Visit, tls: TlsMaterial): void {
  made.closed = false
  made.client.connect()
  guardPin(made.client.stream, tls.pinned)
}

const fingerprint = ({ cert }: Certificate): string => new X509Certificate(cert).fingerprint256

describe.each([
  ['mqtts', 'TLSv1.2'],
  ['mqtts', 'TLSv1.3'],
  ['wss', 'TLSv1.2'],
  ['wss', 'TLSv1.3'],
] as const)('over %s with %s', (scheme, version) => {
  const only = { minVersion: version, maxVersion: version } as const
  /** The first words that a client says there when it trusts the server. */
  const first = scheme === 'mqtts' ? 'hunter2' : 'GET /mqtt'

  it.each([
    ['self-signed', () => made.selfSigned],
    ['expired', () => made.expired],
    ['of another host', () => made.otherHost],
  ])('a pinned certificate is trusted, though %s', async (_name, certificate) => {
    const listener = await new Listener().listen(certificate(), only)
    visit(listener, { pinned: fingerprint(certificate()) }, scheme)
    await vi.waitFor(() => expect(listener.heard).toContain(first))
  })

  it('a server with another certificate hears nothing at all', async () => {
    const listener = await new Listener().listen(made.server, only)
    const tls = { pinned: fingerprint(made.selfSigned), ca: made.ca.cert }
    const guest = visit(listener, tls, scheme)
    // More than once: a session that TLS resumes must be no way past the check.
    for (let round = 1; round <= 3; round++) {
      await vi.waitFor(() => expect([guest.closed, listener.over]).toEqual([true, round]))
      expect(describeFailure(guest.errors.at(-1))).toEqual({
        kind: 'certificate',
        rule: 'not-pinned',
        detail: `The server shows the certificate ${fingerprint(made.server)}`,
      })
      again(guest, tls)
    }
    expect(listener.heard).toBe('')
  })

  it('a client that ends while the handshake runs says nothing to the wrong server', async () => {
    const listener = await new Listener().listen(made.server, only)
    const guest = visit(listener, { pinned: fingerprint(made.selfSigned) }, scheme)
    // Ending a stream lets go of what was held back.
    guest.client.stream.end()
    await vi.waitFor(() => expect([guest.closed, listener.over]).toEqual([true, 1]))
    expect(listener.heard).toBe('')
  })

  it('a server that nobody vouches for hears nothing', async () => {
    const listener = await new Listener().listen(made.selfSigned, only)
    const guest = visit(listener, {}, scheme)
    await vi.waitFor(() => expect([guest.closed, listener.over]).toEqual([true, 1]))
    expect(describeFailure(guest.errors[0])).toMatchObject({ kind: 'certificate', rule: 'self-signed' })
    expect(listener.heard).toBe('')
  })

  it('name and protocols are asked for, and the name is checked instead of the host', async () => {
    const listener = await new Listener().listen(made.otherHost, { ...only, ALPNProtocols: ['mqtt'] })
    visit(
      listener,
      { ca: made.ca.cert, serverName: 'broker.example', alpn: ['x-amzn-mqtt-ca', 'mqtt'] },
      scheme,
    )
    await vi.waitFor(() => expect(listener.heard).toContain(first))
    expect(listener.names).toEqual(['broker.example'])
    expect(listener.protocols).toEqual(['mqtt'])
  })

  it('the host is asked for where no other name is given', async () => {
    const listener = await new Listener().listen(made.server, only)
    visit(listener, { ca: made.ca.cert }, scheme)
    await vi.waitFor(() => expect(listener.heard).toContain(first))
    expect(listener.names).toEqual(['localhost'])
  })

  it('an IP address is checked and not asked for', async () => {
    const listener = await new Listener().listen(made.server, only)
    visit(listener, { ca: made.ca.cert }, scheme, '127.0.0.1')
    await vi.waitFor(() => expect(listener.heard).toContain(first))
    expect(listener.names).toEqual([false])
  })
})

it.each(['mqtts', 'wss'] as const)('an IPv6 address works, and is checked: %s', async (scheme) => {
  const listener = await new Listener().listen(made.server, {}, '::1')
  const guest = visit(listener, { ca: made.ca.cert }, scheme, '[::1]')
  await vi.waitFor(() => expect(guest.closed).toBe(true))
  expect(describeFailure(guest.errors[0])).toMatchObject({ rule: 'other-host' })
  visit(listener, { pinned: fingerprint(made.server) }, scheme, '[::1]')
  await vi.waitFor(() => expect(listener.heard).not.toBe(''))
})

it('the options of one try leave nothing behind for the next', async () => {
  const strict = await new Listener().listen(made.selfSigned)
  const guest = visit(strict, { pinned: fingerprint(made.selfSigned) }, 'wss')
  await vi.waitFor(() => expect(strict.heard).toContain('GET /mqtt'))
  const other = await new Listener().listen(made.selfSigned)
  const { host, port } = { host: 'localhost', port: other.port }
  guest.client.stream.destroy()
  await vi.waitFor(() => expect(guest.closed).toBe(true))
  const next = tlsOptions({}, address('mqtts', host, port))
  Object.assign(guest.client.options, { protocol: 'mqtts', host, hostname: host, port, ...next })
  guest.errors.length = 0
  again(guest, {})
  await vi.waitFor(() => expect(guest.closed).toBe(true))
  expect(describeFailure(guest.errors[0])).toMatchObject({ rule: 'self-signed' })
  expect(other.heard).toBe('')
})
