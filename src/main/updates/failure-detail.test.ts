import { expect, it } from 'vitest'
import { failureDetail } from './failure-detail'

it.each([
  ['net::ERR_INTERNET_DISCONNECTED', 'net::ERR_INTERNET_DISCONNECTED'],
  [
    'sha512 checksum mismatch, expected a/b+c==, got d/e==',
    'sha512 checksum mismatch, expected a/b+c==, got d/e==',
  ],
  [
    'Cannot download "https://example.org/a/b.deb?token=1", status 403: No',
    'Cannot download "https://example.org", status 403: No',
  ],
  ['connect to https://kim:secret@example.org:8443/x failed', 'connect to https://example.org:8443 failed'],
  [
    "ENOSPC: no space left on device, open '/home/kim doe/.cache/x'",
    'ENOSPC: no space left on device, open …',
  ],
  ['Cannot read C:\\Users\\Kim\\x.exe now', 'Cannot read … now'],
  ['Cannot read \\\\server\\share\\x', 'Cannot read …'],
  ['at (/opt/Porchlight/x.js:1)', 'at (…)'],
  ['cannot open file:///home/kim/x', 'cannot open …'],
  ['403 {"Authorization": "Bearer abc"}', '403 {"Authorization …'],
  ['Unexpected token < in JSON', 'Unexpected token < in JSON'],
  ['3 and/or 4, 10 / 2', '3 and/or 4, 10 / 2'],
  ['one\u001b[31m line\r\n    at two', 'one [31m line'],
  ['', ''],
])('%j: %j', (error, detail) => {
  expect(failureDetail(new Error(error))).toBe(detail)
})

it('is short', () => {
  expect(failureDetail('x'.repeat(100_000))).toHaveLength(500)
  expect(failureDetail(undefined)).toBe('undefined')
})
