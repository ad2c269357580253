/** How much of a payload is written out at once. */
export const HEX_PAGE = 4_096

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The bytes from `start` on, at most one page: offset, bytes in hexadecimal, and as text where they are printable ASCII. */
export function hexLines(bytes: Uint8Array, start: number, perLine: 8 | 16): string {
  const lines: string[] = []
  const end = Math.min(start + HEX_PAGE, bytes.length)
  for (let offset = start; offset < end; offset += perLine) {
    const line = [...bytes.subarray(offset, Math.min(offset + perLine, end))]
    const written = line.map((byte) => digits[byte]).join(' ')
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('')
    lines.push(`${offset.toString(16).padStart(6, '0')}  ${written.padEnd(perLine * 3 - 1)}  ${text}`)
  }
  return lines.join('\n')
}

/** All bytes in hexadecimal without blanks, as other programs take them. */
export function hexDigits(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => digits[byte]).join('')
}
