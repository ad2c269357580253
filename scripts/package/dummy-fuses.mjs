import { FuseState, FuseV1Options, FuseVersion } from '@electron/fuses'

// What Electron's own build leaves in its binary, so that the wire behind it can be found.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
// The fuses that the official build has off; all others are on.
const offAtFirst = [
  FuseV1Options.EnableCookieEncryption,
  FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  FuseV1Options.OnlyLoadAppFromAsar,
  FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
]
const fuses = Object.values(FuseV1Options).filter((value) => typeof value === 'number')

/** A stretch of binary with a fuse wire in the middle, set as in the official build. */
export function bytesWithFuses() {
  const padding = Buffer.alloc(256, 0xcc)
  const head = Buffer.from([Number(FuseVersion.V1), fuses.length])
  const wire = fuses.map((fuse) => (offAtFirst.includes(fuse) ? FuseState.DISABLE : FuseState.ENABLE))
  return Buffer.concat([padding, Buffer.from(sentinel), head, Buffer.from(wire), padding])
}
