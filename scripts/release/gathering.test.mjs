import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dump, load } from 'js-yaml'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isUpdateFile, machines } from './assets.mjs'
import { checksumsName, gather } from './gathering.mjs'

const version = '1.2.0'
const sbom = '{"bomFormat":"CycloneDX"}\n'
let folder

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-gather-'))
  for (const [machine, endings] of Object.entries(machines)) bring(machine, endings)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A machine's folder: a little file of each kind, and an update file that tells the truth about one of them. */
function bring(machine, endings) {
  const packages = endings.filter((ending) => ending.startsWith('.'))
  const names = packages.map((ending) => `porchlight-${version}-${machine}${ending}`)
  mkdirSync(path.join(folder, 'from', machine), { recursive: true })
  for (const name of names) writeFileSync(path.join(folder, 'from', machine, name), `content of ${name}`)
  const url = names.find((name) => /\.(?:AppImage|zip|exe)$/.test(name))
  const content = `content of ${url}`
  const files = [{ url, sha512: hash('sha512', content, 'base64'), size: content.length }]
  const update = {
    version,
    files,
    path: url,
    sha512: files[0].sha512,
    releaseDate: '2026-01-31T10:00:00.000Z',
  }
  writeFileSync(path.join(folder, 'from', machine, endings.find(isUpdateFile)), dump(update))
}

function hash(algorithm, content, encoding) {
  return createHash(algorithm).update(content).digest(encoding)
}

function gatherAll() {
  return gather({ from: path.join(folder, 'from'), to: path.join(folder, 'to'), version, sbom })
}

const read = (name) => readFileSync(path.join(folder, 'to', name), 'utf8')

describe('gather', () => {
  test('lays everything into one folder, with a checksum of each that is right', async () => {
    const names = await gatherAll()
    expect(readdirSync(path.join(folder, 'to')).sort()).toEqual([...names, checksumsName].sort())
    const lines = read(checksumsName).trimEnd().split('\n')
    expect(lines).toHaveLength(names.length)
    for (const line of lines) {
      const [sum, name] = line.split('  ')
      expect(sum).toBe(hash('sha256', read(name), 'hex'))
    }
    expect(read(`porchlight-${version}-sbom.cdx.json`)).toBe(sbom)
  })

  test('both processors of a Mac find themselves in the one update file', async () => {
    await gatherAll()
    const update = load(read('latest-mac.yml'))
    expect(update.files.map(({ url }) => url).sort()).toEqual([
      'porchlight-1.2.0-mac-arm64.zip',
      'porchlight-1.2.0-mac-x64.zip',
    ])
    expect(update).toMatchObject({ version, releaseDate: '2026-01-31T10:00:00.000Z' })
  })

  test('stops at a package that was changed after its update file was written', async () => {
    writeFileSync(path.join(folder, 'from', 'windows-x64', `porchlight-${version}-windows-x64.exe`), 'other')
    await expect(gatherAll()).rejects.toThrow('latest.yml has another SHA-512')
    expect(existsSync(path.join(folder, 'to', checksumsName))).toBe(false)
  })

  test('stops when a machine has not brought everything', async () => {
    rmSync(path.join(folder, 'from', 'mac-x64'), { recursive: true })
    await expect(gatherAll()).rejects.toThrow('mac-x64 has brought no .dmg.')
  })
})
