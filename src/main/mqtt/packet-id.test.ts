import { createServer, type Server, type Socket } from 'node:net'
import { connect, type MqttClient } from 'mqtt'
import { afterEach, expect, it } from 'vitest'
import { listen } from './listen'

let server: Server
let client: MqttClient | undefined
afterEach(async () => {
  client?.end(true)
  await new Promise((resolve) => server.close(resolve))
})

/** What mqtt.js answers to these bytes of a broker, and what the session is told. */
async function answerTo(bytes: readonly number[]): Promise<{ failed: Error[]; answer: Buffer }> {
  const failed: Error[] = []
  let answer = Buffer.alloc(0)
  const sockets: Socket[] = []
  const told = new Promise<void>((resolve) => {
    server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('data', () => {
        socket.write(Buffer.from([0x20, 2, 0, 0, ...bytes]))
        socket.on('data', (chunk) => (answer = Buffer.concat([answer, chunk])))
      })
    }).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      const made = connect({ port, host: '127.0.0.1', protocolVersion: 4, reconnectPeriod: 0 })
      const silent = { packet: () => undefined, accepted: () => undefined, connected: () => undefined }
      client = listen(made, {
        ...silent,
        message: () => resolve(),
        failed: (error) => {
          failed.push(error)
          made.stream.destroy()
        },
        closed: () => resolve(),
      })
    })
  })
  await told
  // What was acknowledged goes out in the same turn as what is told.
  await new Promise((resolve) => setImmediate(resolve))
  for (const socket of sockets) socket.destroy()
  return { failed, answer }
}

it.each([
  ['PUBLISH with QoS 1', [0x32, 3, 0, 1, 116]],
  ['PUBLISH with QoS 2 and half a number', [0x34, 4, 0, 1, 116, 7]],
  ['PUBREL', [0x62, 0]],
  ['PUBREC', [0x50, 1, 5]],
] as const)(
  'a %s that ends before its number is an error of the broker, and is not acknowledged',
  async (_what, bytes) => {
    const { failed, answer } = await answerTo(bytes)
    expect(failed.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Malformed \w+: it ends before its packet identifier$/),
    ])
    expect(answer).toHaveLength(0)
  },
)

it('a whole one is none', async () => {
  const { failed } = await answerTo([0x32, 6, 0, 1, 116, 0, 7, 120])
  expect(failed).toEqual([])
})
