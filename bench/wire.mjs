import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { generate, parser } from 'mqtt-packet'
import { build } from 'vite'
import { root } from '../scripts/lib/paths.mjs'
import { median } from './lib/median.mjs'

export const wireFigures = { path: 'wire, 100,000 messages into the list of the window' }

const goal = 5
const messages = 100_000
/** What a frame of 60 Hz brings at 10,000 messages a second. */
const perFrame = 167

/**
 * What it costs to list messages, from the bytes of the network to the list in the window: mqtt.js's parser, the log, the feed with a
 * push per frame, its copy as it crosses between the processes, and the patch of the list; against the parser alone.
 * Without Electron: what is measured is our own code, on one core.
 */
export async function measureWire({ folder, runs, tell }) {
  const parts = await bundle(path.join(folder, 'wire'))
  const chunks = stream()
  const samples = { bare: [], listed: [] }
  for (let run = 0; run <= runs; run++) {
    const taken = { bare: await timed(chunks, () => undefined), listed: await listed(chunks, parts) }
    tell(run, taken, messages)
    // The first is for the compiler.
    if (run > 0) for (const kind of Object.keys(samples)) samples[kind].push(taken[kind])
  }
  const [value, reference] = [median(samples.listed), median(samples.bare)]
  return [{ name: wireFigures.path, unit: 'ms', value, reference, goal }]
}

/** The three files as Node can run them. */
async function bundle(outDir) {
  const files = {
    log: 'src/main/mqtt/wire-log.ts',
    feed: 'src/main/ipc/state-feed.ts',
    list: 'src/renderer/stores/wire-list.ts',
    state: 'src/shared/ipc/state.ts',
  }
  const input = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, path.join(root, file)]))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@shared': path.join(root, 'src/shared') } },
    build: { ssr: true, outDir, rolldownOptions: { input, output: { entryFileNames: '[name].mjs' } } },
  })
  const load = (name) => import(pathToFileURL(path.join(outDir, `${name}.mjs`)).href)
  const [{ WireLog }, { StateFeed }, { patchWire }, { packPush, unpackPush }] = await Promise.all(
    Object.keys(files).map(load),
  )
  return { WireLog, StateFeed, patchWire, packPush, unpackPush }
}

/** What a broker sends, as the network delivers it: one chunk per frame. */
function stream() {
  const chunks = []
  for (let sent = 0; sent < messages; sent += perFrame) {
    const packets = Array.from({ length: Math.min(perFrame, messages - sent) }, (_, index) =>
      generate({
        cmd: 'publish',
        topic: `home/room-${(sent + index) % 40}/climate`,
        payload: JSON.stringify({ temperature: 21.5, humidity: 48, count: sent + index }),
        qos: 0,
        dup: false,
        retain: false,
      }),
    )
    chunks.push(Buffer.concat(packets))
  }
  return chunks
}

async function listed(chunks, { WireLog, StateFeed, patchWire, packPush, unpackPush }) {
  let list = []
  const due = []
  const log = new WireLog(Date.now, () => feed.wire())
  const feed = new StateFeed(
    { wireKept: () => log.kept },
    { wire: log },
    (_ms, task) => due.push(task),
    (error) => {
      throw error
    },
  )
  const cross = (push) => unpackPush(deserialize(serialize(packPush(push))))
  feed.attach((push) => (list = patchWire(list, cross(push).wire)), { wire: true })
  const receive = ({ topic, payload, qos, retain }) => log.add('in', { topic, payload, qos, retain }, true)
  const ms = await timed(chunks, receive, () => due.splice(0).forEach((task) => task()))
  const last = list.at(-1)?.seq
  if (last !== messages || list.length !== log.kept.entries) throw new Error(`The list ends with ${last}`)
  return ms
}

/** Milliseconds for all chunks; `between` ends a frame. */
async function timed(chunks, receive, between = () => undefined) {
  let count = 0
  const reader = parser({ protocolVersion: 4 })
  reader.on('packet', (packet) => {
    count++
    receive(packet)
  })
  const start = performance.now()
  for (const chunk of chunks) {
    reader.parse(chunk)
    await Promise.resolve()
    between()
  }
  const ms = performance.now() - start
  if (count !== messages) throw new Error(`${count} messages of ${messages} were read`)
  return ms
}
