// Which system and processor a native library is for, read from its own head: a folder's name may say anything.

const elfProcessors = { 0x3e: 'x64', 0xb7: 'arm64', 0x28: 'arm' }
const peProcessors = { 0x8664: 'x64', 0xaa64: 'arm64', 0x14c: 'ia32' }
const machProcessors = { 0x01000007: 'x64', 0x0100000c: 'arm64' }
const universalMagic = 0xcafebabe
const machMagic = 0xfeedfacf
const unknown = 'unknown'

/** What a library runs on: `linux-x64` and the like, several for a universal one; `unknown` for what is no library. */
export function targetsOf(bytes) {
  if (bytes.length < 64) return [unknown]
  if (bytes.readUInt32BE(0) === 0x7f454c46) return [elfTarget(bytes)]
  if (bytes.readUInt16BE(0) === 0x4d5a) return [peTarget(bytes)]
  if (bytes.readUInt32LE(0) === machMagic) return [named('darwin', machProcessors, bytes.readUInt32LE(4))]
  if (bytes.readUInt32BE(0) === universalMagic) return universalTargets(bytes)
  return [unknown]
}

/** Electron is made for glibc. What names another C library (musl, Android's) loads there only by chance. */
function elfTarget(bytes) {
  const system = bytes.includes('libc.so.6\0') ? 'linux' : 'linux-without-glibc'
  return named(system, elfProcessors, bytes.readUInt16LE(18))
}

function peTarget(bytes) {
  const head = bytes.readUInt32LE(0x3c)
  if (head + 6 > bytes.length || bytes.toString('latin1', head, head + 4) !== 'PE\0\0') return unknown
  return named('win32', peProcessors, bytes.readUInt16LE(head + 4))
}

/** The head of a universal file counts its parts, and each part's entry of 20 bytes begins with the processor. */
function universalTargets(bytes) {
  const parts = bytes.readUInt32BE(4)
  if (parts > 8 || 8 + parts * 20 > bytes.length) return [unknown]
  return Array.from({ length: parts }, (_, part) =>
    named('darwin', machProcessors, bytes.readUInt32BE(8 + part * 20)),
  )
}

function named(system, processors, number) {
  const processor = processors[number]
  return processor === undefined ? unknown : `${system}-${processor}`
}
