import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { canFetchTools, standIns } from './tools.mjs'

const unreachable = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'))

test.each([
  ['the source answers', {}, () => Promise.resolve({ ok: true }), true],
  ['it refuses', {}, () => Promise.resolve({ ok: false }), false],
  ['it cannot be reached', {}, unreachable, false],
  ['the user has a mirror', { npm_config_electron_builder_binaries_mirror: 'x' }, unreachable, true],
  ['a mirror is named but empty', { ELECTRON_BUILDER_BINARIES_MIRROR: '' }, unreachable, false],
])("the builder's tools: %s", async (_, env, look, can) => {
  expect(await canFetchTools(env, look)).toBe(can)
})

test.runIf(process.platform === 'linux')(
  'the stand-in for fpm is a program and says what it cannot do',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "porchlight's tools-"))
    try {
      const { status, stderr } = spawnSync(standIns(folder).env.CUSTOM_FPM_PATH, ['-s', 'dir', '-t', 'rpm'])
      expect(String(stderr)).toBe('The stand-in for fpm makes a deb of folders, not rpm of dir.\n')
      expect(status).toBe(1)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
