import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Where what outlives a checkout is kept: the XDG cache folder, by the XDG rule that a relative one is ignored. */
export function cacheFolder(env = process.env) {
  const wanted = env.XDG_CACHE_HOME ?? ''
  return path.join(path.isAbsolute(wanted) ? wanted : path.join(homedir(), '.cache'), 'porchlight')
}
