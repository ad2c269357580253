import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { beforeLink, claimLinks, linkIn, linkSource } from './link-argument'

const LINK = 'porchlight://toggle'

describe('the link on a command line', () => {
  it.each([
    [['/opt/Porchlight/porchlight', LINK], LINK],
    [['electron', '.', '--user=John', 'PORCHLIGHT://Toggle'], 'PORCHLIGHT://Toggle'],
    [['porchlight', '--', LINK], LINK],
    [['porchlight', '--allow-file-access-from-files', '--hidden', LINK, '/home'], LINK],
    [['porchlight', LINK, 'porchlight://join?topic=a'], LINK],
    [['porchlight', '--hidden'], undefined],
    [['porchlight', `--user=${LINK}`, '/tmp/porchlight:', 'https://porchlight://'], undefined],
  ])('%j', (argv, link) => {
    expect(linkIn(argv)).toBe(link)
  })

  it('what follows it is not read', () => {
    expect(beforeLink(['--user=John', LINK, '--broker=mqtt://192.0.2.1', '--hidden'])).toEqual([
      '--user=John',
    ])
    expect(beforeLink([LINK, '--help'])).toEqual([])
    expect(beforeLink(['--hidden', '--', 'x'])).toEqual(['--hidden', '--', 'x'])
  })
})

describe('where links come from', () => {
  function begin(argv: string[]) {
    const app = new EventEmitter()
    return { app, source: linkSource(app as unknown as App, argv) }
  }

  it('the one of the own start waits until it is taken, once', () => {
    const { app, source } = begin(['porchlight', LINK])
    const taken: string[] = []
    source.take((link) => taken.push(link))
    expect(taken).toEqual([LINK])
    app.emit('second-instance', {}, ['porchlight', '--hidden'])
    expect(taken).toEqual([LINK])
  })

  it('second starts and macOS hand over theirs, before it is taken the newest counts', () => {
    const { app, source } = begin(['porchlight'])
    const taken: string[] = []
    const event = { preventDefault: vi.fn() }
    app.emit('second-instance', {}, ['porchlight', 'porchlight://one'])
    app.emit('open-url', event, 'porchlight://two')
    expect(event.preventDefault).toHaveBeenCalledOnce()
    source.take((link) => taken.push(link))
    app.emit('open-url', event, 'porchlight://three')
    app.emit('second-instance', {}, ['porchlight', 'porchlight://four'])
    expect(taken).toEqual(['porchlight://two', 'porchlight://three', 'porchlight://four'])
  })
})

it.each([
  ['win32', true, false, false, true],
  ['darwin', true, false, false, true],
  // Writing it anew would take the links from another copy that the user has given them to meanwhile.
  ['win32', true, false, true, false],
  ['win32', true, true, false, false],
  ['win32', false, false, false, false],
  ['darwin', false, false, false, false],
  ['linux', true, false, false, false],
] as const)(
  'on %s, packaged %s, portable %s, known already %s: links are claimed %s',
  (platform, isPackaged, portable, isDefault, claimed) => {
    const set = vi.fn(() => true)
    const app = { isPackaged, isDefaultProtocolClient: () => isDefault, setAsDefaultProtocolClient: set }
    claimLinks({ app, platform, portable })
    expect(set.mock.calls).toEqual(claimed ? [['porchlight']] : [])
  },
)
