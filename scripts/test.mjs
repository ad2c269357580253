// `npm test`: builds the app, runs every kind of test one after another and adds them up.
// `npm test -- unit broker` runs only these kinds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { failWith, say, Told } from './lib/command.mjs'
import { answers } from './lib/listening.mjs'
import { countPlaywright, countVitest, settle, summary, table, total } from './lib/results.mjs'
import { createRunner } from './lib/runner.mjs'
import { openStage, playwright } from './lib/stage.mjs'

const vitest = path.join('node_modules', 'vitest', 'vitest.mjs')

const kinds = {
  unit: (report) => runVitest('unit', report),
  component: (report) => runVitest('component', report),
  broker: (report) => runVitest('broker', report),
  electron: runElectron,
}

const runner = createRunner()
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-tests-'))
try {
  await runKinds(process.argv.slice(2))
} catch (error) {
  failWith(error)
  say(summary({ passed: 0, failed: 1, skipped: 0 }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runKinds(wanted) {
  const unknown = wanted.find((name) => !(name in kinds))
  if (unknown !== undefined)
    throw new Told(`There is no kind "${unknown}". There are: ${Object.keys(kinds).join(', ')}`)
  const names = wanted.length > 0 ? wanted : Object.keys(kinds)
  if (names.includes('electron')) await build()

  const rows = []
  for (const name of names) {
    if (runner.stopped) break
    say(`\n== ${name}`)
    const start = performance.now()
    const counts = await kinds[name](path.join(folder, `${name}.json`))
    rows.push({ name, ...counts, seconds: (performance.now() - start) / 1000 })
  }
  if (runner.stopped) throw new Told('\nStopped before all tests had run.')
  const all = total(rows)
  say(`\n${table(rows)}\n\n${summary(all)}`)
  process.exitCode = all.failed > 0 ? 1 : 0
}

async function runVitest(project, report) {
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const code = await runner.run([vitest, ...args], process.env)
  return settle(read(report, countVitest), code)
}

async function runElectron(report) {
  if (await answers(1883)) {
    say(
      'Port 1883 is taken, by a broker of this machine perhaps; these tests need it free. Stop it and run them again.',
    )
    return settle(undefined, 1)
  }
  const stage = await openStage()
  try {
    const env = { ...stage.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    const code = await runner.run([playwright, 'test', '-c', path.join('e2e', 'playwright.config.ts')], env)
    return settle(read(report, countPlaywright), code)
  } finally {
    await stage.close()
  }
}

/** The counts in a report, or undefined when its runner wrote none. */
function read(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
