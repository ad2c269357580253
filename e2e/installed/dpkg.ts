import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { waitFor } from '../fixtures/wait'

const run = promisify(execFile)

/** Longest time to unpack a quarter of a gigabyte on a busy machine, in milliseconds. */
const PATIENCE = 120_000

/** The .deb that is tested, as scripts/test-package.mjs names it. */
export function packageUnderTest(): string {
  const file = process.env['PORCHLIGHT_PACKAGE']
  if (file === undefined) throw new Error('These tests are run by: npm run test:package')
  return file
}

/** What a package's control file says of it. */
export async function fieldOf(file: string, field: string): Promise<string> {
  return (await run('dpkg-deb', ['-f', file, field])).stdout.trim()
}

/** The version that is installed; undefined where none is. */
export async function installedVersion(): Promise<string | undefined> {
  const query = ['-W', '-f', '${db:Status-Status} ${Version}', 'porchlight']
  const { stdout } = await run('dpkg-query', query).catch(() => ({ stdout: '' }))
  const [status, version] = stdout.split(' ')
  return status === 'installed' ? version : undefined
}

/** Installs a package over what is there. */
export async function install(file: string): Promise<void> {
  await dpkg('-i', file)
}

/** Removes the program; its settings of the system too, of which it has none. */
export async function remove(how: '-r' | '--purge' = '-r'): Promise<void> {
  await dpkg(how, 'porchlight')
}

async function dpkg(...args: string[]): Promise<void> {
  // Somebody else on this machine may be installing something at this moment.
  const isLocked = (error: unknown): boolean => String(error).includes('lock')
  await waitFor(
    `dpkg ${args.join(' ')}`,
    () =>
      run('sudo', ['-n', 'dpkg', ...args]).catch((error: unknown) => {
        if (!isLocked(error)) throw error
        return undefined
      }),
    PATIENCE,
  )
}
