// The fuses of a packed app, read back from its binary.
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** How each must be; electron-builder.config.ts has the reasons. */
export const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}
// As Electron has it: the builder cannot set it, and not every version has it.
const leftAlone = ['WasmTrapHandlers']

/** Which fuses of a binary are not as they must be, one sentence each; a fuse that nobody has thought of is one too. */
export async function problemsWithFuses(binary) {
  return compareFuses(await getCurrentFuseWire(binary))
}

/** The same for a wire that was read already. */
export function compareFuses(wire) {
  const names = Object.keys(wire)
    .filter((key) => /^\d+$/.test(key))
    .map((key) => FuseV1Options[key] ?? `number ${key}`)
  const missing = Object.keys(wantedFuses).filter((name) => !names.includes(name))
  return [
    ...missing.map((name) => `The binary has no fuse ${name}.`),
    ...names.flatMap((name) => problemWithFuse(name, wire[FuseV1Options[name]])),
  ]
}

function problemWithFuse(name, state) {
  if (leftAlone.includes(name)) return []
  if (!(name in wantedFuses)) return [`Nobody has decided how the fuse ${name} should be.`]
  const wanted = wantedFuses[name] ? FuseState.ENABLE : FuseState.DISABLE
  return state === wanted ? [] : [`The fuse ${name} is not ${wantedFuses[name] ? 'on' : 'off'}.`]
}
