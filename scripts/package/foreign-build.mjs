import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../lib/paths.mjs'

const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js')
const platforms = { mac: 'darwin', win: 'win32' }

/**
 * Makes the unpacked apps of another system out of an unpacked distribution of Electron, with the project's own
 * configuration as `npm run package` sets it for testing. Rejects with what the builder said.
 */
export async function buildForeign({ system, archs, dist, version, output }) {
  const args = [
    builder,
    `--${system}`,
    'dir',
    ...archs.map((arch) => `--${arch}`),
    '--publish=never',
    '--config=electron-builder.config.ts',
    `-c.directories.output=${output}`,
  ]
  const env = {
    ...withoutRepository(process.env),
    PORCHLIGHT_BUILD: 'testing',
    PORCHLIGHT_PLATFORM: platforms[system],
    PORCHLIGHT_ELECTRON: dist,
    PORCHLIGHT_ELECTRON_VERSION: version,
  }
  await promisify(execFile)(process.execPath, args, { cwd: root, env })
}

/** Where the result looks for updates must not depend on where it is made. */
function withoutRepository(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GITHUB_')))
}
