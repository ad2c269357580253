import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ok, refused } from '../result'
import { MAX_NOTES, MAX_VERSION } from './update'
import { readOffer } from './update-offer'

const HASH = `${'aB3+/'.repeat(17)}a==`
const offer = {
  version: '0.2.0',
  files: [{ url: 'a.deb', sha512: HASH, size: 5 }],
  releaseNotes: '<p>New</p>',
}

it('reads what a release says', () => {
  expect(readOffer(offer)).toEqual(ok({ version: '0.2.0', notes: 'New', hashes: [HASH] }))
  expect(readOffer({ ...offer, version: '10.2.33-beta.1+x' }).ok).toBe(true)
})

it.each([
  undefined,
  null,
  7,
  {},
  [{ version: '0.2.0' }],
  [{ version: '0.2.0', note: 7 }],
  [{ version: '1'.repeat(MAX_VERSION + 1), note: 'x' }],
])('takes one for what it is although its notes are %j', (releaseNotes) => {
  const notes = Array.isArray(releaseNotes) && !('note' in releaseNotes[0]!) ? '0.2.0' : ''
  expect(readOffer({ ...offer, releaseNotes })).toEqual(ok({ version: '0.2.0', notes, hashes: [HASH] }))
})

it('cuts long notes', () => {
  const read = readOffer({ ...offer, releaseNotes: 'x'.repeat(MAX_NOTES + 1) })
  expect(read.ok && read.value.notes.length).toBe(MAX_NOTES)
})

it.each([
  [null, 'form'],
  ['0.2.0', 'form'],
  [{ ...offer, version: 2 }, 'form'],
  [{ ...offer, files: [] }, 'form'],
  [{ ...offer, files: undefined }, 'form'],
  [{ ...offer, files: Array(101).fill(offer.files[0]) }, 'form'],
  [{ ...offer, version: '' }, 'version'],
  [{ ...offer, version: 'v0.2.0' }, 'version'],
  [{ ...offer, version: '0.2.0 <b>' }, 'version'],
  [{ ...offer, version: '1'.repeat(MAX_VERSION + 1) }, 'version'],
  [{ ...offer, files: [{ url: 'a.deb' }] }, 'hash'],
  [{ ...offer, files: [{ url: 'a.deb', sha2: 'a'.repeat(64) }] }, 'hash'],
  [{ ...offer, files: [...offer.files, { url: 'b.deb', sha512: '' }] }, 'hash'],
  [{ ...offer, files: [{ url: 'a.deb', sha512: HASH.slice(1) }] }, 'hash'],
  [{ ...offer, files: [{ url: 'a.deb', sha512: 'a'.repeat(128) }] }, 'hash'],
])('refuses %j: %s', (value, problem) => {
  expect(readOffer(value)).toEqual(refused(problem))
})

it('never throws', () => {
  fc.assert(fc.property(fc.anything(), (value) => void readOffer(value)))
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (releaseNotes, sha512) => {
      const read = readOffer({ ...offer, releaseNotes, files: [{ sha512 }] })
      if (read.ok) expect(read.value.notes.length).toBeLessThanOrEqual(2 * MAX_NOTES)
    }),
  )
})
