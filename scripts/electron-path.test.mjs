import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { executableIn } from './lib/official-electron.mjs'
import { root } from './lib/paths.mjs'

function ask(dist) {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist }
  return spawnSync(process.execPath, [path.join(root, 'scripts', 'electron-path.mjs')], {
    encoding: 'utf8',
    env,
  })
}

function emptyFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-dist-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('prints the executable and nothing else', () => {
  const dist = emptyFolder()
  const executable = executableIn(dist)
  mkdirSync(path.dirname(executable), { recursive: true })
  writeFileSync(executable, '')
  const { status, stdout, stderr } = ask(dist)
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${executable}\n`, stderr: '' })
})

test('prints nothing where a path is expected when there is none, and says what to do', () => {
  const { status, stdout, stderr } = ask(emptyFolder())
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('npm run setup')
})
