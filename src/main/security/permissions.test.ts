import { expect, it } from 'vitest'
import { isAllowed, restrictPermissions } from './permissions'

/** Every permission that Electron can be asked for: its documentation of `setPermissionRequestHandler`. */
const KNOWN = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'pointerLock',
  'keyboardLock',
  'openExternal',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'unknown',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'background-sync',
]

it('allows copying what is shown, and nothing else', () => {
  expect(KNOWN.filter(isAllowed)).toEqual(['clipboard-sanitized-write'])
})

it.each(['__proto__', 'constructor', 'toString', '', 'CLIPBOARD-SANITIZED-WRITE'])(
  'does not fall for %j',
  (name) => {
    expect(isAllowed(name)).toBe(false)
  },
)

it('is in force for requests, silent checks and devices', () => {
  type Ask = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void
  const handlers: {
    ask?: Ask
    check?: (contents: unknown, permission: string) => boolean
    device?: () => boolean
  } = {}
  restrictPermissions({
    setPermissionRequestHandler: (handler: Ask) => (handlers.ask = handler),
    setPermissionCheckHandler: (handler: (contents: unknown, permission: string) => boolean) =>
      (handlers.check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (handlers.device = handler),
  } as unknown as Electron.Session)
  for (const permission of KNOWN) {
    const expected = permission === 'clipboard-sanitized-write'
    handlers.ask?.({}, permission, (granted) => expect(granted).toBe(expected))
    expect(handlers.check?.({}, permission)).toBe(expected)
  }
  expect(handlers.device?.()).toBe(false)
  expect.assertions(KNOWN.length * 2 + 1)
})
