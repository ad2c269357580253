import { describe, expect, test } from 'vitest'
import { mergeUpdateFiles, problemsWithUpdateFile } from './update-files.mjs'

const intel = {
  version: '1.2.0',
  files: [{ url: 'porchlight-1.2.0-mac-x64.zip', sha512: 'aaa', size: 3 }],
  path: 'porchlight-1.2.0-mac-x64.zip',
  sha512: 'aaa',
  releaseDate: '2026-01-31T10:00:00.000Z',
}
const apple = {
  version: '1.2.0',
  files: [
    { url: 'porchlight-1.2.0-mac-arm64.zip', sha512: 'bbb', size: 4 },
    { url: 'porchlight-1.2.0-mac-arm64.dmg', sha512: 'ccc', size: 5 },
  ],
  path: 'porchlight-1.2.0-mac-arm64.zip',
  sha512: 'bbb',
  releaseDate: '2026-01-31T10:05:00.000Z',
}

describe('mergeUpdateFiles', () => {
  test("lists both machines' files, and is as new as the newer", () => {
    expect(mergeUpdateFiles(intel, apple)).toEqual({
      ...intel,
      files: [...intel.files, ...apple.files],
      releaseDate: apple.releaseDate,
    })
  })

  test('refuses two versions, and a file that is in both', () => {
    expect(() => mergeUpdateFiles(intel, { ...apple, version: '1.1.0' })).toThrow('different versions')
    expect(() => mergeUpdateFiles(intel, intel)).toThrow('both list porchlight-1.2.0-mac-x64.zip')
  })
})

describe('problemsWithUpdateFile', () => {
  const files = { 'porchlight-1.2.0-mac-x64.zip': { size: 3, sha512: 'aaa' } }
  const check = (content, version = '1.2.0') =>
    problemsWithUpdateFile('latest-mac.yml', content, version, (name) => files[name])

  test('finds none where the files are what it says', () => {
    expect(check(intel)).toEqual([])
  })

  test('the size may be left out', () => {
    expect(check({ ...intel, files: [{ ...intel.files[0], size: undefined }] })).toEqual([])
  })

  test.each([
    ['another version', intel, '1.3.0', 'latest-mac.yml is of version 1.2.0, not 1.3.0.'],
    ['no file', { ...intel, files: [] }, '1.2.0', 'latest-mac.yml lists no file.'],
    [
      'a file that is missing',
      { ...intel, files: [apple.files[1]] },
      '1.2.0',
      'latest-mac.yml lists porchlight-1.2.0-mac-arm64.dmg, which is not there.',
    ],
    [
      'a file that was changed after it was written',
      { ...intel, files: [{ ...intel.files[0], sha512: 'abc' }] },
      '1.2.0',
      'latest-mac.yml has another SHA-512 for porchlight-1.2.0-mac-x64.zip than the file.',
    ],
    [
      'another size',
      { ...intel, files: [{ ...intel.files[0], size: 30 }] },
      '1.2.0',
      'latest-mac.yml has another size for porchlight-1.2.0-mac-x64.zip.',
    ],
  ])('names %s', (_, content, version, problem) => {
    expect(check(content, version)).toEqual([problem])
  })
})
