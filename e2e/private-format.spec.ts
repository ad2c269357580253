import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'

// Debian's own, which has python3-cryptography; another python3 may come first in PATH.
const PYTHON = '/usr/bin/python3'

test('another program seals and opens what a private room says, by what is written about it', async () => {
  const script = path.resolve('e2e/fixtures/python/private_room.py')
  const vectors = path.resolve('src/main/chat/testing/private-room-vectors.json')
  const { stdout } = await promisify(execFile)(PYTHON, [script, vectors])
  const lines = stdout.trim().split('\n')
  expect(lines.length).toBeGreaterThanOrEqual(3)
  for (const line of lines) expect(line).toMatch(/^right /)
})
