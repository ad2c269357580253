import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext, createServer as createTlsServer } from 'node:tls'
import { connect, type IClientOptions } from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { needsTheUser, type FailureKind } from '@shared/mqtt/connection'
import { describeFailure, LocateError } from './failure'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** What mqtt.js really reports when it connects there, looked at as the session does. */
async function failureOf(options: IClientOptions): Promise<ReturnType<typeof describeFailure>> {
  const client = connect({
    hostname: '127.0.0.1',
    reconnectPeriod: 0,
    connectTimeout: 300,
    manualConnect: true,
    ...options,
  })
  ends.push(() => client.end(true))
  let first: unknown
  client.on('error', (error) => {
    first ??= error
    client.stream.destroy()
  })
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
  client.connect()
  client.stream.on('error', (error) => (first ??= error))
  await closed
  return describeFailure(first)
}

function answering(bytes: Buffer | string): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write(bytes))
  })
}

function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-cert-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args =
    'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1'
  execFileSync('openssl', [...args.split(' '), '-keyout', key, '-out', cert], { stdio: 'pipe' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}

describe('what really happens on a network', () => {
  it('nobody listens', async () => {
    const failure = await failureOf({ protocol: 'mqtt', port: await freePort() })
    expect(failure.kind).toBe('refused')
    expect(failure.detail).toContain('ECONNREFUSED')
  })

  it('nobody listens on a name with several addresses', async () => {
    expect(
      await failureOf({ protocol: 'mqtt', hostname: 'localhost', port: await freePort() }),
    ).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('ECONNREFUSED') as string,
    })
  })

  it('the name does not exist', async () => {
    // RFC 6761 reserves "invalid" for names that never resolve.
    const failure = await failureOf({
      protocol: 'mqtt',
      hostname: 'nosuchhost.invalid',
      port: 1883,
      connectTimeout: 10_000,
    })
    expect(failure.kind).toBe('name-not-found')
  }, 15_000)

  it('somebody accepts and keeps silent', async () => {
    const port = await listen(createServer((socket) => void socket.on('error', () => undefined)))
    expect(await failureOf({ protocol: 'mqtt', port })).toEqual({
      kind: 'timed-out',
      detail: 'connack timeout',
    })
  })

  it('the connection is closed without a word', async () => {
    const port = await listen(createServer((socket) => void socket.once('data', () => socket.end())))
    expect(await failureOf({ protocol: 'mqtt', port })).toEqual({ kind: 'closed', detail: '' })
  })

  it('the connection is reset', async () => {
    const port = await listen(
      createServer((socket) => void socket.once('data', () => socket.resetAndDestroy())),
    )
    expect((await failureOf({ protocol: 'mqtt', port })).kind).toBe('closed')
  })

  it.each([
    [1, 'version'],
    [2, 'client-id'],
    [3, 'refused'],
    [4, 'login'],
    [5, 'not-authorised'],
    [77, 'other'],
  ] as const)('a broker answers CONNACK %i', async (code, kind) => {
    const port = await listen(answering(Buffer.from([0x20, 2, 0, code])))
    expect((await failureOf({ protocol: 'mqtt', port })).kind).toBe(kind)
  })

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['SMTP', `220 mail.example ESMTP ${'x'.repeat(60)}\r\n`],
    ['IMAP', '* OK ready\r\n'],
    ['a PUBLISH of QoS 3', Buffer.from([0x36, 5, 0, 1, 0x61, 0, 1])],
    ['a length without an end', Buffer.from([0x20, 0xff, 0xff, 0xff, 0xff, 0x7f])],
    ['a CONNACK with flags', Buffer.from([0x20, 2, 0xfe, 0])],
  ])('the answer is not MQTT: %s', async (_name, bytes) => {
    const port = await listen(answering(bytes))
    expect((await failureOf({ protocol: 'mqtt', port })).kind).toBe('not-mqtt')
  })

  it('TLS is spoken to a plain port', async () => {
    const port = await listen(answering('220 mail.example ESMTP\r\n'))
    expect((await failureOf({ protocol: 'mqtts', port })).kind).toBe('not-mqtt')
  })

  it('TLS is spoken to a plain broker, which hangs up', async () => {
    const port = await listen(createServer((socket) => void socket.once('data', () => socket.end())))
    expect(await failureOf({ protocol: 'mqtts', port })).toMatchObject({
      kind: 'closed',
      detail: expect.stringContaining('before secure TLS connection') as string,
    })
  })

  it('a certificate that nobody vouches for', async () => {
    const server = createTlsServer(selfSigned())
    server.on('tlsClientError', () => undefined)
    const port = await listen(server)
    const failure = await failureOf({ protocol: 'mqtts', port, connectTimeout: 5_000 })
    expect(failure).toMatchObject({
      kind: 'certificate',
      rule: 'self-signed',
      detail: expect.stringMatching(/self.signed/) as string,
    })
  })

  it('a certificate for somebody else', async () => {
    const pair = selfSigned()
    const port = await listen(createTlsServer(pair))
    const options = {
      protocol: 'mqtts',
      hostname: 'localhost',
      port,
      ca: pair.cert,
      connectTimeout: 5_000,
    } as const
    expect(await failureOf(options)).toMatchObject({ kind: 'certificate', rule: 'other-host' })
  })

  it('plain MQTT is spoken to a TLS port', async () => {
    const server = createTlsServer(selfSigned())
    server.on('tlsClientError', () => undefined)
    const failure = await failureOf({ protocol: 'mqtt', port: await listen(server), connectTimeout: 5_000 })
    expect(['not-mqtt', 'closed']).toContain(failure.kind)
  })

  it('a web server that knows no WebSocket', async () => {
    const server = createHttpServer((_request, response) => response.writeHead(404).end())
    expect(await failureOf({ protocol: 'ws', port: await listen(server), path: '/' })).toEqual({
      kind: 'not-mqtt',
      detail: 'Unexpected server response: 404',
    })
  })

  it('a WebSocket is asked for where no web server is', async () => {
    const port = await listen(answering('220 mail.example ESMTP\r\n'))
    expect((await failureOf({ protocol: 'ws', port, path: '/' })).kind).toBe('not-mqtt')
  })
})

describe('what a report is made of', () => {
  it.each([
    ['ETIMEDOUT', 'timed-out'],
    ['EHOSTUNREACH', 'unreachable'],
    ['EHOSTDOWN', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENETDOWN', 'unreachable'],
    ['EADDRNOTAVAIL', 'unreachable'],
    ['EAI_AGAIN', 'name-not-found'],
    ['EPIPE', 'closed'],
    ['ERR_PACKET_TOO_LARGE', 'packet-too-large'],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'packet-too-large'],
    ['EPROTO', 'not-mqtt'],
    ['EMFILE', 'other'],
  ])('%s', (code, kind) => {
    expect(describeFailure(Object.assign(new Error('words'), { code }))).toEqual({ kind, detail: 'words' })
  })

  it.each([
    ['Keepalive timeout', 'timed-out'],
    ['Something new', 'other'],
  ])('%s', (message, kind) => {
    expect(describeFailure(new Error(message)).kind).toBe(kind)
  })

  it.each([undefined, null, 'text', 7])('takes %j for a connection that closed', (error) => {
    expect(describeFailure(error)).toEqual({ kind: 'closed', detail: '' })
  })

  it('cuts long words', () => {
    expect(describeFailure(new Error('x'.repeat(10_000))).detail).toHaveLength(200)
  })

  it.each([
    [
      'Invalid URL: wss://ann:hunter2@broker.lan:443/mqtt?token=geheim',
      'Invalid URL: wss://broker.lan:443/mqtt?…',
    ],
    ['connect to mqtts://ann@broker.lan failed', 'connect to mqtts://broker.lan failed'],
    ['cannot read -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'cannot read …'],
    ['Unexpected path /mqtt?user=ann&password=hunter2 there', 'Unexpected path /mqtt?… there'],
  ])('keeps to itself what is nobody’s business: %s', (message, detail) => {
    expect(describeFailure(new Error(message)).detail).toBe(detail)
  })

  it('does not quote what Node quotes', () => {
    let error: unknown
    try {
      createSecureContext({ key: 'hunter2', cert: 7 as unknown as string, passphrase: 'hunter2' })
    } catch (thrown) {
      error = thrown
    }
    const quoting = Object.assign(
      new TypeError("The argument 'options.passphrase' is invalid. Received 'hunter2'"),
      {
        code: 'ERR_INVALID_ARG_VALUE',
      },
    )
    expect(error).toBeInstanceOf(Error)
    expect(JSON.stringify([describeFailure(error), describeFailure(quoting)])).not.toContain('hunter2')
  })

  it.each([
    [401, 'not-authorised'],
    [403, 'not-authorised'],
    [404, 'not-mqtt'],
    [503, 'refused'],
  ])('a web server answers %i', (status, kind) => {
    expect(describeFailure(new Error(`Unexpected server response: ${status}`)).kind).toBe(kind)
  })

  it('travels through a promise unchanged', async () => {
    const failure = { kind: 'no-port', detail: 'all ports are taken' } as const
    await expect(Promise.reject(new LocateError(failure))).rejects.toMatchObject({
      failure,
      message: failure.detail,
    })
  })

  it('leaves to the user only what trying again cannot mend', () => {
    const kinds: FailureKind[] = [
      'name-not-found',
      'refused',
      'timed-out',
      'unreachable',
      'closed',
      'not-mqtt',
      'packet-too-large',
      'other',
    ]
    expect(kinds.filter(needsTheUser)).toEqual([])
  })
})
