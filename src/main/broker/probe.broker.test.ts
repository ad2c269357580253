import { spawn } from 'node:child_process'
import { createServer as createHttp } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { probe } from './probe'
import { Bench } from './testing'

describe('what answers on a port', () => {
  let bench: Bench
  beforeEach(() => (bench = new Bench()))
  afterEach(() => bench.end())

  const listening = async (server: Server): Promise<number> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    bench.later(() => server.close())
    return (server.address() as AddressInfo).port
  }
  const answering = (onConnection: (socket: Socket) => void) =>
    listening(
      createServer((socket) => {
        socket.on('error', () => undefined)
        bench.later(() => socket.destroy())
        onConnection(socket)
      }),
    )
  const freePort = async () => {
    const server = createServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    return port
  }

  it('the embedded broker, which is left as it was', async () => {
    const { port } = await bench.broker({ limits: { clients: 1 } })
    for (let turn = 0; turn < 3; turn++) expect(await probe(port, { timeoutMs: 2_000 })).toBe('mqtt')
    await vi.waitFor(async () => expect((await bench.client(port)).connected).toBe(true))
    expect(await probe(port, { timeoutMs: 2_000 })).toBe('mqtt')
    await vi.waitFor(() =>
      expect(bench.notes.map(({ kind }) => kind)).toEqual(['client-limit', 'client-closed']),
    )
  })

  it.each([
    ['as it comes', 'allow_anonymous true'],
    ['which wants a password', 'allow_anonymous false'],
  ])('Mosquitto %s', async (_name, rule) => {
    const port = await freePort()
    const config = join(await bench.folder(), 'mosquitto.conf')
    await writeFile(config, `listener ${port} 127.0.0.1\n${rule}\n`)
    const mosquitto = spawn('mosquitto', ['-c', config], {
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      stdio: 'ignore',
    })
    bench.later(() => mosquitto.kill())
    await vi.waitFor(async () => expect(await probe(port, { timeoutMs: 500 })).toBe('mqtt'), {
      timeout: 10_000,
    })
  })

  it('nobody', async () => {
    expect(await probe(await freePort(), { timeoutMs: 2_000 })).toBe('closed')
  })

  it('a web server', async () => {
    const port = await listening(createHttp((_request, response) => response.end('hello')))
    expect(await probe(port, { timeoutMs: 2_000 })).toBe('other')
  })

  it('somebody who says nothing', async () => {
    expect(await probe(await answering(() => undefined), { timeoutMs: 100 })).toBe('other')
  })

  it('somebody who greets first, hangs up, or answers nonsense', async () => {
    expect(await probe(await answering((socket) => socket.end('220 smtp')), { timeoutMs: 2_000 })).toBe(
      'other',
    )
    expect(await probe(await answering((socket) => socket.destroy()), { timeoutMs: 2_000 })).toBe('other')
    const echo = await answering((socket) => socket.pipe(socket))
    expect(await probe(echo, { timeoutMs: 2_000 })).toBe('other')
  })

  it.each([
    ['byte by byte', [0x20, 2, 0, 0]],
    ['with a refusal', [0x20, 2, 0, 5]],
    ['as MQTT 5 only', [0x20, 3, 0, 0x84, 0]],
  ])('a broker that answers %s', async (_name, bytes) => {
    const port = await answering((socket) => {
      socket.once('data', () => {
        bytes.forEach((byte, index) => setTimeout(() => socket.write(Buffer.from([byte])), index * 5))
      })
    })
    expect(await probe(port, { timeoutMs: 2_000 })).toBe('mqtt')
  })
})
