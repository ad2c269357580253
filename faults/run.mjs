// `npm run test:faults [-- --seed=<number>] [--messages=<number>] [--faults=<number>] [--broker=mosquitto|embedded|rabbitmq]`
import { randomInt } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { failWith, Told } from '../scripts/lib/command.mjs'
import { readOptions, wholeNumber } from '../scripts/lib/options.mjs'
import { root } from '../scripts/lib/paths.mjs'

const brokers = ['mosquitto', 'embedded', 'rabbitmq']
const numbers = {
  seed: { from: 0, to: 2 ** 32 - 1 },
  messages: { from: 10, to: 100_000 },
  faults: { from: 0, to: 10_000 },
}

await run().catch(failWith)

async function run() {
  const options = parse()
  // Below node_modules, where nothing is kept and packages are found.
  const cache = path.join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'porchlight-faults-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  await bundle(folder)
  const { faultRun } = await import(pathToFileURL(path.join(folder, 'main.js')).href)
  process.exit((await faultRun({ ...options, folder })) ? 0 : 1)
}

function parse() {
  const values = readOptions(['seed', 'messages', 'faults', 'broker'])
  const broker = values.broker ?? 'mosquitto'
  if (!brokers.includes(broker)) throw new Told(`--broker takes one of: ${brokers.join(', ')}.`)
  return {
    seed: wholeNumber('seed', values.seed, numbers.seed) ?? randomInt(numbers.seed.to),
    messages: wholeNumber('messages', values.messages, numbers.messages) ?? 5_000,
    faults: wholeNumber('faults', values.faults, numbers.faults) ?? 200,
    broker,
  }
}

/** Bundles the run with the app's own code. */
async function bundle(outDir) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: { alias: { '@shared': path.join(root, 'src', 'shared') } },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: {
          main: path.join(root, 'faults', 'main.ts'),
          'embedded-process': path.join(root, 'faults', 'brokers', 'embedded-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}
