// The programs electron-builder fetches from GitHub when it first needs them, and what stands in for them.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../lib/paths.mjs'

const source = 'https://github.com/electron-userland/electron-builder-binaries'
const lookWithinMs = 4000

/** Whether the builder can fetch its own tools. A mirror or proxy the user has named is theirs to know. */
export async function canFetchTools(env = process.env, look = fetch) {
  if (Object.keys(env).some((name) => /electron_builder_binaries_mirror$/i.test(name) && env[name]))
    return true
  try {
    const answer = await look(source, { method: 'HEAD', signal: AbortSignal.timeout(lookWithinMs) })
    return answer.ok
  } catch {
    return false
  }
}

/** What to add to the builder's environment so that it packs with Debian's 7-Zip and our maker of debs. */
export function standIns(folder = mkdtempSync(path.join(tmpdir(), 'porchlight-package-'))) {
  // It wants one file that it can run, wherever Node is.
  const fpm = path.join(folder, 'fpm')
  const script = path.join(root, 'scripts', 'package', 'fpm.mjs')
  writeFileSync(fpm, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(script)} "$@"\n`, { mode: 0o755 })
  return { folder, env: { CUSTOM_FPM_PATH: fpm, ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za' } }
}

/** The targets that can be made with the stand-ins; the others need a tool that Debian does not have. */
export const targetsOfStandIns = ['dir', 'tar.gz', 'deb']

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`
}
