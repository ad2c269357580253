/** A number of bytes in the largest unit that leaves at least one, with one decimal below ten. */
export function byteSize(bytes: number): {
  readonly value: number
  readonly unit: 'bytes' | 'kilobytes' | 'megabytes'
} {
  if (bytes < 1_000) return { value: bytes, unit: 'bytes' }
  // 999,950 bytes and more would be written as 1,000 kB.
  return bytes < 999_500
    ? { value: rounded(bytes / 1_000), unit: 'kilobytes' }
    : { value: rounded(bytes / 1_000_000), unit: 'megabytes' }
}

const rounded = (value: number): number => (value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value))
