import { describe, expect, it } from 'vitest'
import { FIRST, FULL } from '@shared/light/testing/arrangements'
import { ok, refused } from '@shared/result'
import { MAX_LIGHT_FILE, readLights, writeLights } from './light-file'

const text = (arrangement = FULL): string => {
  const written = writeLights(arrangement)
  if (!written.ok) throw new Error(written.error)
  return written.value
}

describe('a file of lights', () => {
  it('says what it is, and comes back as it was', () => {
    expect(JSON.parse(text())).toMatchObject({ porchlight: 'lights', version: 1 })
    expect(readLights(text())).toEqual(ok(FULL))
    expect(readLights(text(FIRST))).toEqual(ok(FIRST))
    expect(readLights(`\ufeff${text().replaceAll('\n', '\r\n')}`)).toEqual(ok(FULL))
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"porchlight":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['profiles', JSON.stringify({ porchlight: 'profiles', version: 1, profiles: [] })],
    ['another version', text().replace('"version": 1', '"version": 2')],
    ['no mark', JSON.stringify({ lights: FULL })],
    ['no lights', JSON.stringify({ porchlight: 'lights', version: 1 })],
    ['lights that are none', JSON.stringify({ porchlight: 'lights', version: 1, lights: [FULL] })],
    ['one row that cannot be used', text().replace('"desk/set"', '"desk/#"')],
    ['deep', '['.repeat(100_000)],
  ])('is not: %s', (_name, content) => {
    expect(readLights(content)).toEqual(refused('not-lights'))
  })

  it('has an end', () => {
    expect(readLights(text() + ' '.repeat(MAX_LIGHT_FILE))).toEqual(refused('too-large'))
    const lights = Array.from({ length: 200 }, (_, index) => ({
      light: `${'x'.repeat(200)}${index}`,
      wish: { power: 'on' as const },
    }))
    const scenes = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, name: 'a', lights }))
    expect(writeLights({ ...FULL, scenes })).toEqual(refused('too-large'))
  })
})
