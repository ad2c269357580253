import { describe, expect, it } from 'vitest'
import type { TestOutcome } from '@shared/profile/view'
import { certificateRules, failureKinds } from '../../testing/every'
import { selfSigned, untrusted } from '../../testing/profiles'
import { openPart } from '../../testing/window'
import { mayBeTrusted, useTestWords } from './use-test-words'

function words(language: string): ReturnType<typeof useTestWords> {
  let say: ReturnType<typeof useTestWords> | undefined
  openPart({ setup: () => ((say = useTestWords()), () => null) }, { language })
  if (!say) throw new Error('The part was not set up')
  return say
}

const failed = (kind: (typeof failureKinds)[number], more = {}): TestOutcome => ({
  ok: false,
  failure: { kind, detail: '', ...more },
})

describe.each(['en', 'it'])('in %s', (language) => {
  const say = words(language)

  it.each(failureKinds.filter((kind) => kind !== 'other'))('says what to do about %s', (kind) => {
    const { what, advice } = say(failed(kind))
    expect(what.length).toBeGreaterThan(15)
    expect(advice.length).toBeGreaterThan(15)
    expect(advice).not.toContain('settings.')
  })

  it.each(certificateRules)('says which check a certificate did not pass, and what to do: %s', (rule) => {
    const { what, advice } = say(failed('certificate', { rule }))
    expect(what).not.toContain('connection.')
    expect(advice.length).toBeGreaterThan(15)
    expect(advice).not.toContain('settings.')
  })
})

it('says how fast it was, and passes on the words of the broker', () => {
  expect(words('en')({ ok: true, version: '3.1.1', took: 4.6 })).toEqual({
    what: 'Connected with MQTT 3.1.1 in 5 ms.',
    advice: '',
    detail: '',
  })
  expect(words('en')(failed('other', { detail: 'EPIPE' }))).toMatchObject({ advice: '', detail: 'EPIPE' })
})

it.each([
  ['a self-signed certificate', untrusted, true],
  ['one that was not shown', { ...untrusted, certificate: undefined }, false],
  ['something else', { ...failed('login'), certificate: selfSigned } as TestOutcome, false],
  ...(['revoked', 'client-certificate', 'client-key'] as const).map(
    (rule) =>
      [
        rule,
        { ok: false, failure: { kind: 'certificate', rule, detail: '' }, certificate: selfSigned },
        false,
      ] as const,
  ),
] as const)('lets %s be trusted or not', (_, outcome, may) => {
  expect(mayBeTrusted(outcome)).toBe(may)
})
