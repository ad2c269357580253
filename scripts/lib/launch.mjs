import { root } from './paths.mjs'

/** The arguments Electron gets: the app's folder and what the user gave; for root on Linux also what lets it run at all. */
export function electronArguments(args, asRoot, platform) {
  return [...(needsNoSandbox(asRoot, platform) ? ['--no-sandbox'] : []), root, ...args]
}

/** Chromium refuses to start its sandbox as root on Linux; nobody else may go without it. */
export function needsNoSandbox(asRoot, platform) {
  return asRoot && platform === 'linux'
}
