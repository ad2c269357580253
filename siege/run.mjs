// `npm run siege [-- --seed=<number>] [--minutes=<number>] [--only=<part of a name>]`
import { randomInt } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { build, isStale } from '../scripts/lib/build.mjs'
import { failWith, say, Told } from '../scripts/lib/command.mjs'
import { answers } from '../scripts/lib/listening.mjs'
import { readOptions, wholeNumber } from '../scripts/lib/options.mjs'
import { root } from '../scripts/lib/paths.mjs'
import { createRunner } from '../scripts/lib/runner.mjs'
import { openStage, playwright } from '../scripts/lib/stage.mjs'
import { until } from '../scripts/lib/until.mjs'

const ending = '.siege.ts'
const usualMinutes = 10
const freeWithinMs = 5_000
const numbers = {
  seed: { from: 0, to: 2 ** 32 - 1 },
  minutes: { from: 1, to: 1_440 },
}
// A part that hangs is ended by its own patience; this ends a run that cannot even do that.
const slack = { times: 2, minutesPerPart: 4 }

await besiege().catch(failWith)

async function besiege() {
  const { seed, minutes, only } = parse()
  const parts = partsWith(only)
  await checkMachine()
  if (isStale()) await build()
  const again = [`--seed=${seed}`, minutes && `--minutes=${minutes}`, only && `--only=${only}`]
  say(`Seed ${seed}. To repeat it: npm run siege -- ${again.filter(Boolean).join(' ')}`)

  const runner = createRunner()
  const stage = await openStage()
  try {
    const env = {
      ...stage.env,
      SIEGE_SEED: String(seed),
      SIEGE_MINUTES: String(minutes ?? usualMinutes),
      // Minutes that somebody named are for the parts that were asked for; the usual ten are for all of them.
      ...(minutes === undefined ? {} : { SIEGE_PARTS: parts.join() }),
    }
    const files = parts.map((part) => `siege/${part}${ending}`)
    const args = [playwright, 'test', '-c', path.join('siege', 'siege.config.ts'), ...files]
    const mostMinutes = (minutes ?? usualMinutes) * slack.times + parts.length * slack.minutesPerPart
    process.exitCode = (await runner.run(args, env, mostMinutes * 60_000)) === 0 ? 0 : 1
  } finally {
    await stage.close()
  }
}

function parse() {
  const values = readOptions(['seed', 'minutes', 'only'])
  return {
    seed: wholeNumber('seed', values.seed, numbers.seed) ?? randomInt(numbers.seed.to),
    minutes: wholeNumber('minutes', values.minutes, numbers.minutes),
    only: values.only ?? '',
  }
}

/** The parts by the names of their files. */
function partsWith(only) {
  const files = readdirSync(path.join(root, 'siege')).filter((name) => name.endsWith(ending))
  const all = files.map((name) => name.slice(0, -ending.length))
  const parts = all.filter((name) => name.includes(only))
  if (parts.length === 0) throw new Told(`No part has "${only}" in its name. There are: ${all.join(', ')}.`)
  return parts
}

async function checkMachine() {
  if (process.platform !== 'linux')
    throw new Told('The siege reads /proc and a D-Bus tray, so it runs on Linux only.')
  // What ran before may be just ending.
  await until('port 1883', async () => !(await answers(1883)), freeWithinMs).catch(() => {
    throw new Told('Port 1883 is taken; the siege needs it free. Stop what listens there.')
  })
}
