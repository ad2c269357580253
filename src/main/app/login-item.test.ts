import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LoginItemSettings, Settings } from 'electron'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AutostartFile } from '../store/autostart-file'
import { autostartItem, autostartPath, isStartedAtLogin, loginItem, programFile } from './login-item'

/** A system that keeps what it is told, in its own way. */
function system(reads: (set: Settings) => Partial<LoginItemSettings>, isPackaged = true) {
  const told: Settings[] = []
  const asked: unknown[] = []
  const app = {
    isPackaged,
    getLoginItemSettings: (options?: unknown) => {
      asked.push(options)
      return { openAtLogin: false, ...reads(told.at(-1) ?? {}) } as LoginItemSettings
    },
    setLoginItemSettings: (settings: Settings) => void told.push(settings),
  }
  return { app, told, asked }
}

const parts = { execPath: '/opt/Porchlight/porchlight', env: {}, home: '/home/john' }

it('nothing that is not installed starts at login', () => {
  const { app, told } = system(() => ({ openAtLogin: true }), false)
  const item = loginItem({ ...parts, app, platform: 'darwin' })
  expect(item.state()).toBe('unable')
  expect(item.set(true)).toBe('not installed')
  expect(told).toEqual([])
})

describe('on Windows', () => {
  const windows = { ...parts, platform: 'win32', execPath: 'C:\\Users\\John Doe\\porchlight.exe' } as const
  const path = '"C:\\Users\\John Doe\\porchlight.exe"'

  it('the program is entered hidden, and read back by the same words', () => {
    const { app, told, asked } = system(({ openAtLogin = false }) => ({
      openAtLogin,
      executableWillLaunchAtLogin: openAtLogin,
    }))
    const item = loginItem({ ...windows, app })
    expect(item.state()).toBe('off')
    expect(item.set(true)).toBeUndefined()
    expect(item.state()).toBe('on')
    expect(item.set(false)).toBeUndefined()
    expect(told).toEqual([
      { path, args: ['--hidden'], openAtLogin: true },
      { path, args: ['--hidden'], openAtLogin: false },
    ])
    expect(asked).toContainEqual({ path, args: ['--hidden'] })
  })

  it('what the user switched off in the Task Manager is off', () => {
    const { app } = system(() => ({ openAtLogin: true, executableWillLaunchAtLogin: false }))
    expect(loginItem({ ...windows, app }).state()).toBe('off')
  })
})

describe('on macOS', () => {
  const mac = { ...parts, platform: 'darwin' } as const

  it('the app itself is the item', () => {
    const { app, told, asked } = system(({ openAtLogin = false }) => ({ openAtLogin }))
    const item = loginItem({ ...mac, app })
    expect(item.set(true)).toBeUndefined()
    expect(item.state()).toBe('on')
    expect(told).toEqual([{ openAtLogin: true }])
    expect(asked).toContainEqual({})
  })

  it('an item that the user has to allow first is not on, and the system says why', () => {
    const { app } = system(() => ({ status: 'requires-approval' }))
    const item = loginItem({ ...mac, app })
    expect(item.set(true)).toBe('requires-approval')
    expect(item.state()).toBe('off')
  })

  it('only macOS tells by itself that it was the system that started the app', () => {
    const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) as LoginItemSettings }
    expect(isStartedAtLogin(app, 'darwin')).toBe(true)
    expect(isStartedAtLogin(app, 'win32')).toBe(false)
  })
})

it('a system that refuses is quoted', () => {
  const { app } = system(() => ({}))
  const refusing = {
    ...app,
    setLoginItemSettings: () => {
      throw new Error('not allowed here')
    },
  }
  expect(loginItem({ ...parts, app: refusing, platform: 'darwin' }).set(true)).toBe('not allowed here')
  expect(loginItem({ ...parts, app, platform: 'win32' }).set(true)).toBe('not changed')
})

describe('on Linux', () => {
  function kept(text?: string) {
    const written: string[] = []
    const file: AutostartFile = {
      read: () => text,
      write: (next) => void written.push((text = next)),
      remove: () => (text = undefined),
    }
    return { file, written }
  }
  const entry = (program: string, more = ''): string => `[Desktop Entry]\nExec="${program}" --hidden\n${more}`

  it('a file in the autostart folder starts the program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-login-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const { app } = system(() => ({}))
    const item = loginItem({ ...parts, app, platform: 'linux', env: { XDG_CONFIG_HOME: folder } })
    expect(item.state()).toBe('off')
    expect(item.set(true)).toBeUndefined()
    expect(item.state()).toBe('on')
    const path = join(folder, 'autostart', 'porchlight.desktop')
    expect(readFileSync(path, 'utf8')).toContain('Exec="/opt/Porchlight/porchlight" --hidden')
    // Somebody else switches it off.
    writeFileSync(path, entry('/opt/Porchlight/porchlight', 'Hidden=true\n'))
    expect(item.state()).toBe('off')
    expect(item.set(false)).toBeUndefined()
    expect(item.set(false)).toBeUndefined()
    expect(item.state()).toBe('off')
  })

  it('a program that has moved is named anew at its start', () => {
    const { file, written } = kept(entry('/old/Porchlight.AppImage'))
    autostartItem(file, '/new/Porchlight.AppImage', () => false)
    expect(written).toEqual([expect.stringContaining('Exec="/new/Porchlight.AppImage" --hidden\n')])
  })

  it.each([
    ['one that is still there', entry('/old/porchlight'), true],
    ['one that is switched off', entry('/old/porchlight', 'Hidden=true\n'), false],
    ['one that is found by its name', '[Desktop Entry]\nExec=porchlight --hidden\n', false],
    ['none', undefined, false],
  ])('%s is left as it is', (_what, text, isThere) => {
    const { file, written } = kept(text)
    autostartItem(file, '/new/porchlight', () => isThere)
    expect(written).toEqual([])
  })

  it('a folder that cannot be written to is told by the system’s word', () => {
    const refuse = (): never => {
      throw new Error('EROFS: read-only file system')
    }
    const file: AutostartFile = { read: () => entry('/old/porchlight'), write: refuse, remove: refuse }
    const item = autostartItem(file, '/new/porchlight', () => false)
    expect(item.set(true)).toBe('EROFS: read-only file system')
    expect(item.set(false)).toBe('EROFS: read-only file system')
    expect(item.state()).toBe('on')
  })

  it('the folder is the user’s own for settings', () => {
    const file = '.config/autostart/porchlight.desktop'
    expect(autostartPath({}, '/home/john')).toBe(join('/home/john', file))
    expect(autostartPath({ XDG_CONFIG_HOME: 'config' }, '/home/john')).toBe(join('/home/john', file))
    expect(autostartPath({ XDG_CONFIG_HOME: '/cfg' }, '/home/john')).toBe('/cfg/autostart/porchlight.desktop')
  })
})

it.each([
  ['linux', '/opt/Porchlight/porchlight', {}, '/opt/Porchlight/porchlight'],
  [
    'linux',
    '/tmp/.mount_a/porchlight',
    { APPIMAGE: '/home/a.AppImage', APPDIR: '/tmp/.mount_a' },
    '/home/a.AppImage',
  ],
  // Started out of another program's AppImage.
  [
    'linux',
    '/opt/Porchlight/porchlight',
    { APPIMAGE: '/home/b.AppImage', APPDIR: '/tmp/.mount_b' },
    '/opt/Porchlight/porchlight',
  ],
  [
    'win32',
    'C:\\Temp\\porchlight.exe',
    { PORTABLE_EXECUTABLE_FILE: 'D:\\Porchlight.exe' },
    'D:\\Porchlight.exe',
  ],
  [
    'darwin',
    '/Applications/Porchlight.app/Contents/MacOS/Porchlight',
    { APPIMAGE: '/x' },
    '/Applications/Porchlight.app/Contents/MacOS/Porchlight',
  ],
] as const)('on %s %s is started as the file that stays', (platform, execPath, env, program) => {
  expect(programFile(platform, execPath, env)).toBe(program)
})
