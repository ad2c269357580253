import { describe, expect, test } from 'vitest'
import { problemsWithTag } from './tag.mjs'

const changelog = '## [Unreleased]\n\n## [1.2.0] - 2026-01-31\n\n- A lamp.\n\n## [1.1.0]\n\n'

describe('problemsWithTag', () => {
  test('finds none where tag, version and changelog agree', () => {
    expect(problemsWithTag('v1.2.0', '1.2.0', changelog)).toEqual([])
  })

  test.each(['v1.2.1', '1.2.0', 'v1.2.0-beta.1', 'v01.2.0'])('%s is not the tag of 1.2.0', (tag) => {
    expect(problemsWithTag(tag, '1.2.0', changelog)).toEqual([
      `The tag is ${tag}, but package.json says 1.2.0: v1.2.0.`,
    ])
  })

  test('wants the version in the changelog, with something in its section', () => {
    expect(problemsWithTag('v1.3.0', '1.3.0', changelog)).toEqual(['CHANGELOG.md has no section [1.3.0].'])
    expect(problemsWithTag('v1.1.0', '1.1.0', changelog)).toEqual([
      'The section [1.1.0] of CHANGELOG.md is empty.',
    ])
  })

  test('what is not released yet is no version', () => {
    expect(problemsWithTag('vUnreleased', 'Unreleased', changelog)).toHaveLength(1)
  })
})
