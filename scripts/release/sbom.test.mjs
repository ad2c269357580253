import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../lib/paths.mjs'
import { makeSbom, named } from './sbom.mjs'

test('names every package of the lock file, those that are bundled and those of other platforms too', () => {
  const sbom = JSON.parse(makeSbom('porchlight'))
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'porchlight', version })
  const names = sbom.components.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['electron', 'libsql', '@libsql/win32-x64-msvc', 'mqtt', 'vue']),
  )
  expect(sbom.components.every(({ hashes }) => hashes.length > 0)).toBe(true)
}, 30_000)

test('takes nothing else for a list of packages', () => {
  expect(() => named('{"spdxVersion":"SPDX-2.3"}', 'porchlight')).toThrow('CycloneDX')
})
