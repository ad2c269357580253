// Heads of native libraries for tests: as much of each format as tells what it is for.

const bytesOfHead = 256

/** A Linux library for a processor, by ELF's number of it, and the C library it names. */
export function elf(processor, library = 'libc.so.6\0') {
  const bytes = Buffer.alloc(bytesOfHead)
  bytes.write('\x7fELF', 'latin1')
  bytes.writeUInt16LE(processor, 18)
  bytes.write(library, 128)
  return bytes
}

/** A Windows library for a processor, by its number in PE. */
export function pe(processor) {
  const bytes = Buffer.alloc(bytesOfHead)
  bytes.write('MZ')
  bytes.writeUInt32LE(128, 0x3c)
  bytes.write('PE\0\0', 128)
  bytes.writeUInt16LE(processor, 132)
  return bytes
}

/** A macOS library for a processor, by its number in Mach-O. */
export function machO(processor) {
  const bytes = Buffer.alloc(bytesOfHead)
  bytes.writeUInt32LE(0xfeedfacf)
  bytes.writeUInt32LE(processor, 4)
  return bytes
}

/** A macOS library for several processors. */
export function universal(...processors) {
  const bytes = Buffer.alloc(bytesOfHead)
  bytes.writeUInt32BE(0xcafebabe)
  bytes.writeUInt32BE(processors.length, 4)
  processors.forEach((processor, part) => bytes.writeUInt32BE(processor, 8 + part * 20))
  return bytes
}
