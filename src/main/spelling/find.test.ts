import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDictionaries, systemFolders } from './find'

const bundled = { aff: '/app/en.aff', dic: '/app/en.dic' }
let folder: string

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-spelling-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function put(name: string, into = folder): void {
  for (const kind of ['aff', 'dic']) writeFileSync(join(into, `${name}.${kind}`), 'x')
}

/** The names of the dictionaries, the bundled one as `en`. */
function found(...languages: string[]): string[] {
  return findDictionaries(languages, bundled, [join(folder, 'none'), folder]).map(({ aff, dic }) => {
    expect(aff.replace(/aff$/, 'dic')).toBe(dic)
    return dic === bundled.dic ? 'en' : dic.slice(folder.length + 1, -4)
  })
}

it.each(['en-US', 'en', 'en-GB', 'C'])('has English for %s without anything on the system', (language) => {
  expect(found(language)).toEqual(['en'])
})

it('takes the system’s English of a country beside it', () => {
  put('en_GB')
  put('en_ZA')
  expect(found('en-GB')).toEqual(['en', 'en_GB'])
  expect(found('en-US')).toEqual(['en'])
})

describe('for another language', () => {
  it.each([
    ['of its country', ['it_CH', 'it_IT', 'it'], 'it_IT'],
    ['of the language', ['it_CH', 'it'], 'it'],
    ['of another country', ['it_VA', 'it_CH', 'itx'], 'it_CH'],
  ])('takes the one %s', (_, names, expected) => {
    for (const name of names) put(name)
    expect(found('it-IT', 'en-US')).toEqual(['en', expected])
  })

  it('checks nothing at all where there is none for it', () => {
    put('de_DE')
    expect(found('it-IT', 'de-DE')).toEqual([])
  })

  it('checks nothing where only one of the two files is there, or one is too large', () => {
    writeFileSync(join(folder, 'it_IT.dic'), 'x')
    expect(found('it-IT')).toEqual([])
    put('it_IT')
    truncateSync(join(folder, 'it_IT.dic'), 8_000_001)
    expect(found('it-IT')).toEqual([])
    truncateSync(join(folder, 'it_IT.dic'), 8_000_000)
    expect(found('it-IT')).toEqual(['en', 'it_IT'])
  })
})

it('takes the second and third language where they are there, and no more', () => {
  for (const name of ['de_DE', 'fr_FR', 'it_IT']) put(name)
  expect(found('en-US', 'xx', 'it-IT')).toEqual(['en', 'it_IT'])
  expect(found('de-DE', 'fr-FR', 'en-US', 'it-IT')).toEqual(['en', 'de_DE', 'fr_FR'])
})

it('prefers what the user has put into the own folder', () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  put('it_IT')
  put('it_IT', own)
  expect(findDictionaries(['it-IT'], bundled, [own, folder])[1]?.dic).toBe(join(own, 'it_IT.dic'))
})

it('does not leave the folders by a language that is a path', () => {
  expect(found('en-US', '../../etc/passwd')).toEqual(['en'])
})

it('looks in the folders of each system', () => {
  expect(systemFolders('/home/x', 'linux')).toContain('/usr/share/hunspell')
  expect(systemFolders('/Users/x', 'darwin')).toContain('/Users/x/Library/Spelling')
  expect(systemFolders('C:\\Users\\x', 'win32')).toEqual([])
})
