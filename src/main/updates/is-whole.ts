import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'

const PORTION = 1_048_576

/** Whether a file has one of these SHA-512 (base64). Reads it in one go: while a copy ends there is nothing to wait with. */
export function isWhole(file: string, hashes: readonly string[]): boolean {
  const hash = createHash('sha512')
  const portion = Buffer.allocUnsafe(PORTION)
  const handle = openSync(file, 'r')
  try {
    for (;;) {
      const length = readSync(handle, portion)
      if (length === 0) break
      hash.update(portion.subarray(0, length))
    }
  } finally {
    closeSync(handle)
  }
  return hashes.includes(hash.digest('base64'))
}
