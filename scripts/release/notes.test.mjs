import { describe, expect, test } from 'vitest'
import { notesFor } from './notes.mjs'

const changelog = `# Changelog

All changes.

## [Unreleased]

- not yet out

## [1.10.0] - 2026-02-01

### Added

- A second lamp.

## [1.1.0] - 2026-01-01

- The first lamp.

[1.1.0]: https://example.org/compare
`

describe('notesFor', () => {
  test('gives the section of the version, up to the next one', () => {
    expect(notesFor(changelog, '1.10.0')).toBe('### Added\n\n- A second lamp.')
  })

  test('ends the last section before the links', () => {
    expect(notesFor(changelog, '1.1.0')).toBe('- The first lamp.')
  })

  test('takes the whole number, not the beginning of one', () => {
    expect(notesFor(changelog, '1.1')).toBeUndefined()
    expect(notesFor(changelog, '1.10.0-beta.1')).toBeUndefined()
  })

  test('knows headings without brackets, and lines that end as on Windows', () => {
    expect(notesFor('## 2.0.0\r\n\r\n- All new.\r\n', '2.0.0')).toBe('- All new.')
  })

  test('an empty section is empty, a missing one is undefined', () => {
    expect(notesFor('## [3.0.0]\n\n## [2.0.0]\n', '3.0.0')).toBe('')
    expect(notesFor(changelog, '3.0.0')).toBeUndefined()
  })
})
