import { FuseState, FuseV1Options } from '@electron/fuses'
import { describe, expect, test } from 'vitest'
import { asarBudget, problemsWithContents, problemsWithManifest } from './contents.mjs'
import { compareFuses, wantedFuses } from './fuses.mjs'

const good = [
  ...['package.json', 'out/licences.txt', 'out/main/index.cjs', 'out/main/broker.cjs'],
  ...['out/main/history-check.cjs', 'out/main/spelling.cjs', 'out/main/dictionaries/en.dic'],
  ...['out/main/chunks/mqtt-DhpixAsm.cjs', 'out/preload/index.cjs', 'resources/icon.png'],
  ...['controller', 'chat', 'panel'].map((name) => `out/renderer/${name}/index.html`),
  ...['out/renderer/assets/chat-Cvd9w0DH.js', 'resources/tray/lit@2x.png', 'resources/tray/lit-unread.ico'],
  ...['node_modules/libsql/index.js', 'node_modules/classic-level/binding.js'],
].map((name) => ({ name, bytes: 10, unpacked: false }))
const native = 'node_modules/@libsql/linux-x64-gnu/index.node'

describe('problemsWithContents', () => {
  test('finds none where all is as it should be', () => {
    expect(problemsWithContents([...good, { name: native, bytes: 9e9, unpacked: true }])).toEqual([])
  })

  test.each([
    'src/main/index.ts',
    'out/main/index.cjs.map',
    'out/renderer/assets/font.woff2',
    'electron-builder.config.ts',
    'node_modules/libsql/README.md',
    'node_modules/mqtt/package.json',
    'node_modules/classic-level/deps/leveldb/x.cc',
    native,
  ])('does not let %s in', (name) => {
    const problems = problemsWithContents([...good, { name, bytes: 1, unpacked: false }])
    expect(problems).toEqual([`${name} is in app.asar and should not be.`])
  })

  test('lets nothing but libraries lie beside the archive', () => {
    expect(problemsWithContents([...good, { name: 'out/x.cjs', bytes: 1, unpacked: true }])).toEqual([
      'out/x.cjs lies beside app.asar and should not.',
    ])
  })

  test('misses what the app needs', () => {
    const without = good.filter(({ name }) => name !== 'out/main/broker.cjs')
    expect(problemsWithContents(without)).toEqual(['out/main/broker.cjs is not in app.asar.'])
  })

  test('holds the archive to its budget', () => {
    const [first, ...others] = good
    const spent = others.reduce((sum, { bytes }) => sum + bytes, 0)
    const filled = (bytes) => [{ ...first, bytes: bytes - spent }, ...others]
    expect(problemsWithContents(filled(asarBudget))).toEqual([])
    expect(problemsWithContents(filled(asarBudget + 1))).toHaveLength(1)
  })
})

describe('problemsWithManifest', () => {
  const manifest = {
    main: 'out/main/index.cjs',
    desktopName: 'porchlight.desktop',
    porchlight: { build: 'testing' },
  }

  test('takes a build for what it says it is', () => {
    expect(problemsWithManifest(manifest, 'testing')).toEqual([])
    expect(problemsWithManifest(manifest, 'release')).toHaveLength(1)
    expect(problemsWithManifest({ ...manifest, porchlight: undefined }, 'testing')).toHaveLength(1)
  })

  test.each([
    ['another start', { main: 'index.js' }],
    ['no desktop file', { desktopName: undefined }],
    ['the scripts of development', { scripts: {} }],
    ['the packages of development', { devDependencies: {} }],
  ])('sees %s', (_, change) => {
    expect(problemsWithManifest({ ...manifest, ...change }, 'testing')).toHaveLength(1)
  })
})

describe('compareFuses', () => {
  const set = Object.entries(wantedFuses).map(([name, on]) => [
    FuseV1Options[name],
    on ? FuseState.ENABLE : FuseState.DISABLE,
  ])
  const wire = { version: '1', ...Object.fromEntries(set) }

  test('is content with the wire of the configuration, and lets the one alone it cannot set', () => {
    expect(compareFuses(wire)).toEqual([])
    expect(compareFuses({ ...wire, [FuseV1Options.WasmTrapHandlers]: FuseState.ENABLE })).toEqual([])
  })

  test.each(Object.keys(wantedFuses))('sees %s the other way round, removed, or not there', (name) => {
    const key = FuseV1Options[name]
    const other = wire[key] === FuseState.ENABLE ? FuseState.DISABLE : FuseState.ENABLE
    const missing = Object.fromEntries(Object.entries(wire).filter(([at]) => at !== String(key)))
    expect(compareFuses({ ...wire, [key]: other })).toHaveLength(1)
    expect(compareFuses({ ...wire, [key]: FuseState.REMOVED })).toHaveLength(1)
    expect(compareFuses(missing)).toEqual([`The binary has no fuse ${name}.`])
  })

  test('sees a fuse of a later Electron', () => {
    expect(compareFuses({ ...wire, 9: FuseState.ENABLE })).toHaveLength(1)
  })
})
