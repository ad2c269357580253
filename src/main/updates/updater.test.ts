import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingMessage, type RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CancellationToken, DebUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { describeUpdate, startUpdateServer, type UpdateServer } from './testing/update-server'
import { ElectronUpdater } from './updater'

/** Electron's own requests are not to be had here; these are Node's. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): never {
    return request(options, callback) as never
  }
}

/** The real updater for .deb, whose installation is only noted down. */
class TriedUpdater extends DebUpdater {
  readonly installed: { readonly content: string; readonly again: boolean }[] = []
  works = true

  constructor(folder: string, version: string) {
    super(null, {
      version,
      name: 'porchlight',
      isPackaged: true,
      appUpdateConfigPath: join(folder, 'app-update.yml'),
      userDataPath: join(folder, 'data'),
      baseCachePath: join(folder, 'cache'),
      whenReady: () => Promise.resolve(),
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => {
        throw new Error('installs as the last step of leaving, not at an event')
      },
    })
    Object.assign(this, { httpExecutor: new NodeExecutor() })
  }

  protected override doInstall({ isForceRunAfter }: { readonly isForceRunAfter: boolean }): boolean {
    this.installed.push({ content: this.installerPath ?? '', again: isForceRunAfter })
    return this.works
  }
}

const FILE = 'porchlight_0.2.0_amd64.deb'
const CONTENT = 'the new version '.repeat(100_000)
const never = new AbortController().signal
let folder: string
let server: UpdateServer
let logged: string[]
let released: number
let real: TriedUpdater
let updater: ElectronUpdater

function open(version = '0.1.0'): void {
  real = new TriedUpdater(folder, version)
  updater = new ElectronUpdater({
    load: () => Promise.resolve({ updater: real, newToken: () => new CancellationToken() }),
    app: { releaseSingleInstanceLock: () => released++ },
    log: {
      info: (where, text) => logged.push(`${where} ${text}`),
      error: (where, error) => logged.push(`${where} ${String(error)}`),
    },
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-updates-'))
  server = await startUpdateServer(folder)
  await writeFile(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: porchlight-updater\n`,
  )
  await writeFile(join(folder, FILE), CONTENT)
  await describeUpdate(folder, { version: '0.2.0', file: FILE, notes: '<p>New <b>lamps</b></p>' })
  logged = []
  released = 0
  open()
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

it('finds a newer version, fetches it and puts it in its place', async () => {
  expect(await updater.check(never)).toMatchObject({ version: '0.2.0', notes: 'New lamps' })
  expect(server.count(FILE)).toBe(0)
  const percents: number[] = []
  await updater.download(never, (percent) => percents.push(percent))
  expect(percents.at(-1)).toBe(100)
  expect(real.installed).toEqual([])
  expect(updater.install(true)).toBe('end')
  const [{ content, again } = { content: '', again: false }] = real.installed
  expect(again).toBe(true)
  expect(await readFile(content, 'utf8')).toBe(CONTENT)
  expect(released).toBe(1)
})

it('is not started again when it is installed at a quit', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  updater.install(false)
  expect(real.installed).toMatchObject([{ again: false }])
  expect(released).toBe(0)
})

it('sends no id of this copy', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  expect(server.requests.map(({ headers }) => headers['x-user-staging-id'])).toEqual(['none', 'none'])
})

it('has nothing to do with the same version or an older one', async () => {
  open('0.2.0')
  expect(await updater.check(never)).toBeUndefined()
  open('0.3.0')
  expect(await updater.check(never)).toBeUndefined()
  expect(() => updater.install(false)).toThrow('No update lies ready')
})

it('takes no version for trying out, not even where one is running', async () => {
  open('0.2.0-beta.1')
  expect(await updater.check(never)).toMatchObject({ version: '0.2.0' })
  expect(real.allowPrerelease).toBe(false)
})

it('refuses a damaged file, and fetches it anew the next time', async () => {
  server.manner = 'damaged'
  await updater.check(never)
  await expect(updater.download(never, () => undefined)).rejects.toThrow('damaged on its way')
  expect(() => updater.install(true)).toThrow('No update lies ready')
  expect(real.installed).toEqual([])
  server.manner = 'honest'
  await updater.check(never)
  await updater.download(never, () => undefined)
  updater.install(false)
  expect(real.installed).toHaveLength(1)
})

it('refuses a version without hashes before anything of it is fetched', async () => {
  server.manner = 'no-hash'
  await expect(updater.check(never)).rejects.toThrow('no SHA-512')
  expect(server.count(FILE)).toBe(0)
})

it('refuses a version where a file has the weaker hash only, which the updater itself would take', async () => {
  const yml = join(folder, 'latest-linux.yml')
  await writeFile(yml, (await readFile(yml, 'utf8')).replace(/ {4}sha512: .*/, `    sha2: ${'a'.repeat(64)}`))
  await expect(updater.check(never)).rejects.toThrow('no SHA-512')
})

it('does not install what was exchanged after it was fetched', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  await writeFile(join(folder, 'cache', 'porchlight-updater', 'pending', FILE), 'something else')
  expect(() => updater.install(false)).toThrow('not what was fetched')
  expect(real.installed).toEqual([])
})

it('does not fetch again what an earlier run has fetched', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  open()
  await updater.check(never)
  await updater.download(never, () => undefined)
  expect(server.count(FILE)).toBe(1)
  updater.install(false)
  expect(real.installed).toHaveLength(1)
})

it('has nothing to put in its place where a newer version still was damaged', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  const newer = 'porchlight_0.3.0_amd64.deb'
  await writeFile(join(folder, newer), 'newer still')
  await describeUpdate(folder, { version: '0.3.0', file: newer })
  server.manner = 'damaged'
  expect(await updater.check(never)).toMatchObject({ version: '0.3.0' })
  await expect(updater.download(never, () => undefined)).rejects.toThrow('damaged on its way')
  expect(() => updater.install(false)).toThrow('No update lies ready')
})

it('says when the installation did not work', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  real.works = false
  expect(() => updater.install(true)).toThrow('could not be put in its place')
})

it('fails where the server is gone, and works again when it is there', async () => {
  server.manner = 'gone'
  await expect(updater.check(never)).rejects.toThrow()
  server.manner = 'honest'
  expect(await updater.check(never)).toMatchObject({ version: '0.2.0' })
  server.manner = 'gone'
  await expect(updater.download(never, () => undefined)).rejects.toThrow()
  server.manner = 'honest'
  await updater.download(never, () => undefined)
})

it('calls a download off', async () => {
  server.manner = 'held'
  await updater.check(never)
  const controller = new AbortController()
  const download = updater.download(controller.signal, () => undefined)
  const refusal = expect(download).rejects.toThrow('cancelled')
  await vi.waitFor(() => expect(server.count(FILE)).toBe(1))
  controller.abort()
  await refusal
  expect(() => updater.install(false)).toThrow('No update lies ready')
})

it('does not let a look that was called off stand in the way of the next', async () => {
  server.manner = 'silent'
  const controller = new AbortController()
  const late = updater.check(controller.signal).catch(() => 'hung up')
  await vi.waitFor(() => expect(server.requests).toHaveLength(1))
  controller.abort()
  server.manner = 'honest'
  const first = real
  real = new TriedUpdater(folder, '0.1.0')
  expect(await updater.check(never)).toMatchObject({ version: '0.2.0' })
  await updater.download(never, () => undefined)
  updater.install(false)
  expect([first.installed.length, real.installed.length]).toEqual([0, 1])
  await server.close()
  expect(await late).toBe('hung up')
  server = await startUpdateServer(folder)
})

it('is told what goes wrong with a version that lies ready, and nothing else', async () => {
  const told: unknown[] = []
  updater.onSpoilt((error) => told.push(error))
  server.manner = 'gone'
  await expect(updater.check(never)).rejects.toThrow()
  const error = new Error('the signature is not valid')
  real.emit('error', error)
  server.manner = 'honest'
  await updater.check(never)
  await updater.download(never, () => undefined)
  server.manner = 'gone'
  await expect(updater.check(never)).rejects.toThrow()
  expect(told).toEqual([])
  real.emit('error', error)
  expect(told).toEqual([error])
})

it('logs no path of this computer and no address in full', async () => {
  await updater.check(never)
  await updater.download(never, () => undefined)
  server.manner = 'gone'
  await expect(updater.check(never)).rejects.toThrow()
  expect(logged.length).toBeGreaterThan(4)
  expect(logged.join('\n')).not.toContain(folder)
  expect(logged.join('\n')).not.toContain('noCache')
})

it('is read from disk when it is first needed, and once', async () => {
  const load = vi.fn(() => Promise.resolve({ updater: real, newToken: () => new CancellationToken() }))
  const log = { info: () => undefined, error: () => undefined }
  const lazy = new ElectronUpdater({ load, app: { releaseSingleInstanceLock: () => undefined }, log })
  expect(load).not.toHaveBeenCalled()
  await lazy.check(never)
  await lazy.check(never)
  expect(load).toHaveBeenCalledOnce()
})
