// What `npm run package` was asked for, and whether this machine can and may make it.
import path from 'node:path'
import { Told } from '../lib/command.mjs'
import { targetsOfStandIns } from './tools.mjs'

/** The targets of each platform: all, those of a release, those of a build for testing. */
const platforms = {
  linux: {
    option: '--linux',
    all: ['dir', 'AppImage', 'deb', 'rpm', 'tar.gz'],
    release: ['AppImage', 'deb', 'rpm', 'tar.gz'],
    testing: ['dir', 'tar.gz', 'deb'],
  },
  darwin: { option: '--mac', all: ['dir', 'dmg', 'zip'], release: ['dmg', 'zip'], testing: ['dir', 'zip'] },
  win32: {
    option: '--win',
    all: ['dir', 'nsis', 'portable'],
    release: ['nsis', 'portable'],
    testing: ['dir', 'nsis'],
  },
}

/** The arguments as `{ release, targets }`. */
export function readWishes(args, platform) {
  const { all, release: released, testing } = platforms[platform]
  const release = args.includes('--release')
  const wish = args.find((arg) => arg.startsWith('--targets='))
  const targets = wish?.slice('--targets='.length).split(',') ?? (release ? released : testing)
  const unknown =
    args.find((arg) => arg !== wish && arg !== '--release') ?? targets.find((name) => !all.includes(name))
  if (unknown !== undefined) {
    throw new Told(
      `Not understood: ${unknown}\nUsage: npm run package [-- --release] [--targets=${all.join(',')}]`,
    )
  }
  return { release, targets: [...new Set(targets)] }
}

/** Why this cannot be made here, or undefined. `electron` is the one in use, `pinned` the version package.json names. */
export function refusal({ release, targets }, electron, pinned, fetchesTools) {
  if (release && (electron.kind !== 'official' || electron.version !== pinned)) {
    return [
      `A release is built with the official Electron ${pinned} only, and this machine has another: ${electron.version}` +
        `${electron.kind === 'fallback' ? ' of the development runtime' : ''}.`,
      'Without --release a build for testing is made with it.',
    ].join('\n')
  }
  const lacking = fetchesTools ? [] : targets.filter((name) => !targetsOfStandIns.includes(name))
  if (lacking.length === 0) return undefined
  return (
    `${lacking.join(', ')} cannot be made here: electron-builder fetches a tool for it from https://github.com, ` +
    `which cannot be reached. Without it there are ${targetsOfStandIns.join(', ')}.`
  )
}

/** How electron-builder is called. Native modules are installed only for this machine, so it packs only for itself. */
export function builderArguments({ targets }, platform, arch) {
  return [
    ...[platforms[platform].option, ...targets, `--${arch}`],
    ...['--config', 'electron-builder.config.ts', '--publish', 'never'],
  ]
}

/** The unpacked Electron that an executable belongs to. */
export function distributionOf(executable, platform) {
  // Electron.app/Contents/MacOS/Electron
  return platform === 'darwin' ? path.resolve(executable, '..', '..', '..', '..') : path.dirname(executable)
}
