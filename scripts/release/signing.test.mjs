import { describe, expect, test } from 'vitest'
import { signingWith } from './signing.mjs'

const apple = { APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b', APPLE_TEAM_ID: 'c' }

describe('signingWith', () => {
  test('says what is done with everything given', () => {
    const env = { PATH: '/bin', CSC_LINK: 'x', CSC_KEY_PASSWORD: 'y', ...apple }
    expect(signingWith(env, 'darwin')).toEqual({
      env,
      summary: ['macOS: signed and notarised.'],
      problems: [],
    })
  })

  test('takes empty names out, and warns loudly', () => {
    const env = { PATH: '/bin', EMPTY: '', CSC_LINK: '', CSC_KEY_PASSWORD: '', APPLE_ID: '' }
    const { env: given, summary, problems } = signingWith(env, 'darwin')
    expect(given).toEqual({ PATH: '/bin', EMPTY: '' })
    expect(summary.join('\n')).toContain('The macOS package is NOT signed and notarised.')
    expect(summary.join('\n')).toContain(
      'Missing secrets: CSC_LINK, APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID.',
    )
    expect(problems).toEqual([])
  })

  test('a certificate alone signs, and what is not notarised is said', () => {
    const { summary, problems } = signingWith({ CSC_LINK: 'x' }, 'darwin')
    expect(summary.join('\n')).toContain('is NOT notarised.')
    expect(problems).toEqual([])
  })

  test('half of what is needed is a mistake', () => {
    expect(signingWith({ CSC_LINK: 'x', APPLE_ID: 'a' }, 'darwin').problems).toEqual([
      'To be notarised, it also needs: APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID.',
    ])
    expect(signingWith({ WIN_CSC_KEY_PASSWORD: 'x' }, 'win32').problems).toEqual([
      'To be signed, it also needs: WIN_CSC_LINK.',
    ])
  })

  test('Windows has its own certificate, which may have no password', () => {
    expect(signingWith({ WIN_CSC_LINK: 'x' }, 'win32').summary).toEqual(['Windows: signed.'])
    expect(signingWith({ CSC_LINK: 'x', ...apple }, 'win32').summary.join('\n')).toContain('NOT signed')
  })

  test('Linux packages are not signed, so there is nothing to say', () => {
    expect(signingWith({ CSC_LINK: 'x' }, 'linux')).toEqual({
      env: { CSC_LINK: 'x' },
      summary: [],
      problems: [],
    })
  })

  test('never says what a secret holds', () => {
    const env = { CSC_LINK: 'hush-link', CSC_KEY_PASSWORD: 'hush-password', APPLE_ID: 'hush-id' }
    const { summary, problems } = signingWith(env, 'darwin')
    expect([...summary, ...problems].join()).not.toContain('hush')
  })
})
