// `npm run simulate [-- --broker=mqtt://127.0.0.1:1883] [--own-broker] [--lamps=<number>]`: a household of virtual lamps.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { failWith, say, Told } from './lib/command.mjs'
import { root } from './lib/paths.mjs'
import { onSignals } from './lib/processes.mjs'

const HELP = `Virtual lamps at a real broker, as their makers' firmware behaves: Zigbee2MQTT, Tasmota, Shelly, ESPHome and
Home Assistant. Every line says what a lamp does when somebody switches it. Ctrl+C takes the lamps away again.

npm run simulate -- [options]
  --broker=mqtt://127.0.0.1:1883   the broker they go to
  --own-broker                     start a Mosquitto at that port first
  --lamps=500                      so many more lamps, at most 5,000
  --help                           this`

const MOST_LAMPS = 5_000

await run().catch(failWith)

async function run() {
  const options = parse()
  if (options.help) return say(HELP)
  // Below node_modules, where nothing is kept and packages are found.
  const cache = path.join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'porchlight-simulate-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  await bundle(folder)
  const { simulate } = await import(pathToFileURL(path.join(folder, 'main.js')).href)
  const stopped = new Promise((resolve) => onSignals(resolve, () => process.exit(130)))
  const end = await simulate({ ...options, tell: say }).catch((error) => {
    throw new Told(`The lamps cannot be started: ${error.message || error.code}`)
  })
  await stopped
  await end()
  process.exit(0)
}

function parse() {
  const { values } = readArguments()
  const broker = values.broker ?? 'mqtt://127.0.0.1:1883'
  if (!/^mqtts?:\/\/[^/]+$/.test(broker))
    throw new Told('--broker takes an address such as mqtt://127.0.0.1:1883.')
  const ownBroker = values['own-broker'] ?? false
  if (ownBroker && !/^mqtt:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(broker)) {
    throw new Told('--own-broker starts one on this computer: --broker must be mqtt://127.0.0.1:<port>.')
  }
  const lamps = /^\d{1,5}$/.test(values.lamps ?? '0') ? Number(values.lamps ?? 0) : NaN
  if (!(lamps <= MOST_LAMPS)) throw new Told(`--lamps takes a whole number from 0 to ${MOST_LAMPS}.`)
  return { broker, ownBroker, lamps, help: values.help ?? false }
}

function readArguments() {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }]
  try {
    return parseArgs({ options: { broker: text, 'own-broker': flag, lamps: text, help: flag } })
  } catch (error) {
    throw new Told(`${error.message}\n\n${HELP}`)
  }
}

/** Bundles the simulators. */
async function bundle(outDir) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: path.join(root, 'e2e', 'fixtures', 'simulators', 'main.ts'),
        output: { format: 'es', entryFileNames: 'main.js' },
      },
    },
  })
}
