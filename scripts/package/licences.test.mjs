import { readFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isAllowed, licences, licencesText, packageFolderOf, readPackage } from './licences'

let root
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'porchlight-licences-'))
  mkdirSync(path.join(root, 'out'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(name, facts, text) {
  const folder = path.join(root, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...facts }))
  if (text !== undefined) writeFileSync(path.join(folder, 'LICENSE'), text)
  return `node_modules/${name}`
}

describe('isAllowed', () => {
  test.each(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC', '(MIT AND BSD)', 'GPL-2.0 OR (MIT AND ISC)'])(
    'may give away: %s',
    (licence) => expect(isAllowed(licence)).toBe(true),
  )
  test.each(['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', '', 'SEE LICENSE IN x', 'mit'])(
    'may not: %s',
    (licence) => expect(isAllowed(licence)).toBe(false),
  )
})

test.each([
  ['/a/node_modules/vue/dist/vue.js', 'node_modules/vue'],
  ['/a/node_modules/@vue/shared/index.js?commonjs-module', 'node_modules/@vue/shared'],
  ['\0/a/node_modules/mqtt/index.js?commonjs-proxy', 'node_modules/mqtt'],
  ['C:\\a\\node_modules\\x\\node_modules\\@s\\y\\z.js', 'node_modules/x/node_modules/@s/y'],
  ['\0vite/preload-helper.js', 'node_modules/vite'],
  ['\0rolldown/runtime.js', 'node_modules/rolldown'],
  ['/invite/src/main.ts', undefined],
  ['/a/src/App.vue?vue&type=style', undefined],
])('the package of %j is in %s', (module, folder) => {
  expect(packageFolderOf(module)).toBe(folder)
})

describe('readPackage', () => {
  test('takes the text the package brings, and the MIT terms where it brings none', () => {
    expect(readPackage(root, put('a', { license: 'ISC' }, 'terms of a')).text).toBe('terms of a')
    const { text } = readPackage(root, put('b', { license: 'MIT', author: 'Ann' }))
    expect(text).toMatch(/^Copyright \(c\) Ann\n\nPermission is hereby granted/)
  })

  test('stops at a licence that was not looked at, and at one without its text', () => {
    expect(() => readPackage(root, put('c', { license: 'GPL-3.0' }, 'x'))).toThrow('c has a licence')
    expect(() => readPackage(root, put('d', {}, 'x'))).toThrow('none')
    expect(() => readPackage(root, put('e', { license: 'ISC' }))).toThrow('e brings no text')
  })
})

test('packages with the very same terms share them', () => {
  const one = { version: '1.0.0', licence: 'MIT', text: 'same\r\nterms ' }
  const text = licencesText([
    { ...one, name: 'b' },
    { ...one, name: 'a', text: 'same\nterms' },
    { ...one, name: 'c', text: 'other' },
  ])
  expect(text).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nsame\nterms\n')
  expect(text.match(/same/g)).toHaveLength(1)
  expect(text).toContain('c 1.0.0 (MIT)\n\nother\n')
})

test('the list grows with each build of the app, and has what is not bundled', () => {
  put('beside', { license: 'MIT' }, 'B')
  put('inside', { license: 'ISC' }, 'I')
  const plugin = licences(root, ['node_modules/beside'])
  plugin.generateBundle({}, { 'x.js': { modules: { '/src/own.ts': {} } }, 'y.css': {} })
  plugin.writeBundle()
  const file = path.join(root, 'out', 'licences.txt')
  expect(readFileSync(file, 'utf8')).not.toContain('inside')
  plugin.generateBundle({}, { 'x.js': { modules: { '/r/node_modules/inside/index.js': {} } } })
  plugin.writeBundle()
  expect(readFileSync(file, 'utf8')).toMatch(/beside 1\.0\.0[^]*inside 1\.0\.0 \(ISC\)\n\nI\n/)
})
