/** Names that dictionaries give to encodings where `TextDecoder` has others. */
const NAMES: Readonly<Record<string, string>> = { 'microsoft-cp1251': 'windows-1251', 'koi8-r': 'koi8-r' }

/** Names the encoding of a dictionary by the SET line of its .aff file; Hunspell takes Latin 1 where there is none. */
export function encodingOf(aff: Uint8Array): string {
  const name = /^SET[ \t]+(\S+)/m.exec(new TextDecoder('latin1').decode(aff.subarray(0, 10_000)))?.[1]
  const plain = name?.toLowerCase().replace(/^iso(?=\d)/, 'iso-') ?? 'latin1'
  return NAMES[plain] ?? plain
}

/** The text of a file of a dictionary; throws a RangeError for an encoding that is not known. */
export function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes)
}
