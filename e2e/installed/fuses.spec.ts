import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from '../fixtures/bare-run'
import { freePort, isListening } from '../fixtures/ports'
import { expect, test } from '../fixtures/porchlight'
import { fieldOf, packageUnderTest } from './dpkg'

// By what the installed program does; `npm run package` reads the fuses themselves from its file.

/** A script that shows that it was run. */
async function spy(folder: string): Promise<{ script: string; wasRun: () => boolean }> {
  const script = join(folder, 'spy.cjs')
  const trace = join(folder, 'spied')
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`)
  return { script, wasRun: () => existsSync(trace) }
}

test('ELECTRON_RUN_AS_NODE makes no Node of it', async ({ commandFor, home }) => {
  const { script, wasRun } = await spy(home.folder)
  const command = commandFor({ args: ['--version'], env: { ELECTRON_RUN_AS_NODE: '1' } })
  const said = await runToEnd({ ...command, args: [script, ...command.args] })
  expect(said).toMatchObject({ code: 0, stdout: `${await fieldOf(packageUnderTest(), 'Version')}\n` })
  expect(wasRun()).toBe(false)
})

test('NODE_OPTIONS brings nothing into it', async ({ launch, home }) => {
  const { script, wasRun } = await spy(home.folder)
  const copy = await launch({ user: 'John', env: { NODE_OPTIONS: `--require ${script}` } })
  await expect((await copy.controller()).connection).toContainText('Connected')
  expect(wasRun()).toBe(false)
})

for (const name of ['--inspect', '--inspect-brk']) {
  test(`${name} opens nothing, and holds nothing up`, async ({ launch }) => {
    const port = await freePort()
    const copy = await launch({ user: 'John', args: [`${name}=127.0.0.1:${port}`] })
    await expect((await copy.controller()).connection).toContainText('Connected')
    expect(await isListening(port)).toBe(false)
    expect(copy.stderr().join('\n')).not.toContain('Debugger listening')
  })
}

test('a folder beside the archive is not run in its stead', async ({ commandFor, home }) => {
  const program = join(home.folder, 'program')
  await cp('/opt/Porchlight', program, { recursive: true })
  const { script, wasRun } = await spy(home.folder)
  await mkdir(join(program, 'resources', 'app'))
  await cp(script, join(program, 'resources', 'app', 'index.js'))
  await writeFile(join(program, 'resources', 'app', 'package.json'), '{"name":"spy","main":"index.js"}')
  const command = commandFor({ args: ['--version'] })
  const said = await runToEnd({ ...command, executable: join(program, 'porchlight') })
  expect(said).toMatchObject({ code: 0, stdout: `${await fieldOf(packageUnderTest(), 'Version')}\n` })
  expect(wasRun()).toBe(false)
})
// That an app.asar was changed is noticed on macOS and Windows only: Electron has no such check for Linux, where what
// lies in /opt can be changed by root alone. The packages of upgrade.spec.ts and update.spec.ts are changed that way.
