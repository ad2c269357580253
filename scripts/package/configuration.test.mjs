import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { choicesFrom, configuration } from '../../electron-builder.config'
import { root } from '../lib/paths.mjs'
import { wantedFuses } from './fuses.mjs'

// The builder's own check, and its reader of the kinds of package it knows.
const builder = createRequire(path.join(root, 'node_modules', 'electron-builder', 'package.json'))
const { validateConfiguration } = builder('app-builder-lib/out/util/config/config')
const { DebugLogger } = builder('builder-util')

const env = { PORCHLIGHT_BUILD: 'testing', PORCHLIGHT_ELECTRON: '/e', PORCHLIGHT_ELECTRON_VERSION: '33.2.1' }
const released = { ...env, PORCHLIGHT_BUILD: 'release', GITHUB_REPOSITORY: 'somebody/porch.light' }
const signed = {
  ...released,
  CSC_LINK: 'x',
  APPLE_ID: 'x',
  APPLE_APP_SPECIFIC_PASSWORD: 'x',
  APPLE_TEAM_ID: 'x',
}
const made = (given) => configuration(choicesFrom(given))

describe('the configuration', () => {
  // One schema holds the options of all three platforms.
  test.each([
    ['a build for testing', env],
    ['a release', released],
    ['a release of nobody', { ...released, GITHUB_REPOSITORY: undefined }],
    ['a signed release', signed],
  ])("for %s is what the builder's schema allows", async (_, given) => {
    await validateConfiguration(made(given), new DebugLogger(false))
  })

  test('with a wrong option would not be', async () => {
    const wrong = { ...made(env), linux: { target: 'deb', desktopFile: true } }
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow('configuration.linux')
  })

  test.each([{}, { ...env, PORCHLIGHT_BUILD: 'beta' }, { ...env, PORCHLIGHT_ELECTRON: '' }])(
    'is not made by chance: %j',
    (given) => expect(() => choicesFrom(given)).toThrow('npm run package'),
  )

  test.each(['porchlight', 'a/b/c', '-a/b', 'a b/c', 'a/b\n', 'https://github.com/a/b'])(
    'does not take %j for a repository',
    (name) => expect(() => choicesFrom({ ...env, GITHUB_REPOSITORY: name })).toThrow('no owner/name'),
  )

  test('sets each fuse as it is read back from the packed app', () => {
    const names = Object.entries(made(env).electronFuses)
    const upper = names.map(([name, on]) => [name[0].toUpperCase() + name.slice(1), on])
    expect(Object.fromEntries(upper)).toEqual(wantedFuses)
  })

  test('names only files that are there', () => {
    const { mac, win, linux, nsis, deb } = made(env)
    const files = [
      mac.icon,
      mac.entitlements,
      win.icon,
      linux.icon,
      nsis.include,
      deb.afterInstall,
      deb.afterRemove,
    ]
    const metainfo = deb.fpm.map((entry) => entry.split('=')[0])
    for (const file of [...files, ...metainfo]) expect(existsSync(path.resolve(root, file)), file).toBe(true)
  })
})

describe('what a build says it is', () => {
  test('a build for testing says so everywhere, and asks nowhere for updates', () => {
    const { artifactName, deb, nsis, extraMetadata, linux, publish } = made({
      ...env,
      GITHUB_REPOSITORY: 'somebody/porch.light',
    })
    for (const name of [artifactName, deb.artifactName, nsis.artifactName])
      expect(name).toContain('-testing-')
    expect(extraMetadata.porchlight).toEqual({ build: 'testing' })
    expect(linux.description).toMatch(/^A build for testing with Electron 33\.2\.1, not a release\./)
    expect(publish).toBeNull()
  })

  test('a release asks its own repository, and one of nobody asks nowhere', () => {
    const release = made(released)
    expect(release.publish).toEqual({ provider: 'github', owner: 'somebody', repo: 'porch.light' })
    expect(release.extraMetadata).toMatchObject({
      homepage: 'https://github.com/somebody/porch.light',
      porchlight: { build: 'release' },
    })
    expect(JSON.stringify(release)).not.toMatch(/testing/)
    expect(made({ ...released, GITHUB_REPOSITORY: '' }).publish).toBeNull()
  })

  test('macOS gets the hardened runtime with a certificate, and is notarised where Apple can be asked', () => {
    expect(made(released).mac).toMatchObject({ identity: '-', hardenedRuntime: false, notarize: false })
    expect(made({ ...released, CSC_LINK: 'x' }).mac).toMatchObject({ hardenedRuntime: true, notarize: false })
    expect(made(signed).mac).toMatchObject({ hardenedRuntime: true, notarize: true })
    expect(made(signed).mac.identity).toBeUndefined()
  })
})

test('the scheme of links, the name of the desktop file and the metadata of software centres fit together', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const metainfo = readFileSync(path.join(root, 'build/linux/app.porchlight.desktop.metainfo.xml'), 'utf8')
  const { appId, protocols } = made(env)
  expect(metainfo).toContain(`<id>${appId}</id>`)
  expect(metainfo).toContain(`<launchable type="desktop-id">${manifest.desktopName}</launchable>`)
  expect(metainfo).toContain(`<mediatype>x-scheme-handler/${protocols[0].schemes[0]}</mediatype>`)
  expect(metainfo).toContain(`<project_license>${manifest.license}</project_license>`)
})
