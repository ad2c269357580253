import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openHistory } from '../src/main/store/open-history'
import { startBroker, type BrokerKind } from './brokers/start'
import { Chatter } from './chatter'
import { rollDice } from './dice'
import { planFaults, planKills } from './plan'
import { Proxy } from './proxy'
import { Storm } from './storm'
import { isClean, tally, tallyLine } from './tally'
import { watch } from './watch'

/** What a run is told; checked where it was typed. */
export interface RunOptions {
  readonly seed: number
  /** Each way. */
  readonly messages: number
  readonly faults: number
  readonly broker: BrokerKind
  /** For what broker and people keep; the caller removes it. */
  readonly folder: string
}

/** How often a single broker is killed; of a cluster every node is killed once. */
const KILLS = 5
/** Milliseconds of calm at the end in which a message that comes twice would still come. */
const CALM = 1_500

/** Does one fault run and prints how it goes; true where nothing was lost, came twice or stands out of order. */
export async function faultRun(options: RunOptions): Promise<boolean> {
  say(`seed ${options.seed}`)
  const broker = await startBroker(options.broker, options.folder)
  try {
    return await chatOver(broker, options)
  } finally {
    await broker.stop()
  }
}

async function chatOver(
  broker: Awaited<ReturnType<typeof startBroker>>,
  { seed, messages, faults, broker: kind, folder }: RunOptions,
): Promise<boolean> {
  const dice = rollDice(seed)
  const nodes = broker.ports.length
  const planned = planFaults(dice, faults, 2 * messages)
  const kills = planKills(dice, nodes > 1 ? nodes : KILLS, nodes, 2 * messages, planned)
  const begin = Date.now()
  const proxies = { john: new Proxy(broker.ports), yoko: new Proxy(broker.ports) }
  const storm = new Storm({ faults: planned, kills }, proxies, broker)
  // John speaks MQTT 5 where the broker does, Yoko 3.1.1.
  const chatters: Chatter[] = []
  const arrived = (): number => chatters.reduce((sum, { counts }) => sum + counts.tookIn, 0)
  for (const [name, proxy, version] of [
    ['John', proxies.john, 'auto'],
    ['Yoko', proxies.yoko, '3.1.1'],
  ] as const) {
    mkdirSync(join(folder, name))
    const { history } = openHistory(join(folder, name), ({ kind }) => say(`The history of ${name}: ${kind}`))
    const { random } = rollDice(seed + chatters.length + 1)
    const ports = await proxy.listen()
    const tookIn = (): void => storm.reached(arrived())
    chatters.push(new Chatter({ name, messages, ports, version, history, random, tookIn }))
  }

  const tell = (seconds: number): void => say(progressLine(seconds, arrived(), 2 * messages, storm))
  storm.reached(0)
  for (const chatter of chatters) chatter.start()
  const stuck = await watch(() => {
    if (storm.trouble) throw storm.trouble
    const isDone = storm.isOver && chatters.every(({ isDone }) => isDone) && arrived() >= 2 * messages
    return { progress: arrived(), isDone }
  }, tell)
  if (stuck === undefined) await pause(CALM)
  else say([`Stuck: ${stuck}.`, ...chatters.map((chatter) => chatter.describe())].join('\n'))

  const said = new Map(chatters.map(({ name, counts }) => [name, counts.said]))
  const sides = chatters.map((chatter) => chatter.everything())
  await storm.settle()
  tell(Math.round((Date.now() - begin) / 1_000))
  for (const chatter of chatters) await chatter.stop()
  for (const proxy of Object.values(proxies)) proxy.close()

  const { cameBack, cameLate } = total(chatters)
  say(`${kind}: ${cameBack} came back to the composer and were sent again, ${cameLate} were handed over late`)
  const result = tally(said, sides)
  say(tallyLine(result))
  return stuck === undefined && isClean(result)
}

function total(chatters: readonly Chatter[]): { cameBack: number; cameLate: number } {
  const counts = chatters.map((chatter) => chatter.counts)
  return {
    cameBack: counts.reduce((sum, { cameBack }) => sum + cameBack, 0),
    cameLate: counts.reduce((sum, { cameLate }) => sum + cameLate, 0),
  }
}

function progressLine(seconds: number, arrived: number, all: number, storm: Storm): string {
  const { faults, kills } = storm.counts
  const kinds = [...faults].map(([kind, count]) => `${kind} ${count}`).join(', ')
  const sum = [...faults.values()].reduce((one, other) => one + other, 0)
  return `${seconds} s: ${arrived} of ${all} messages, ${sum} faults (${kinds}), ${kills} kills`
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
