import { resolve } from 'node:path'
import type { Configuration } from 'electron-builder'
import { tidyUp } from './scripts/package/tidy-up'

/** What one run of `npm run package` decides; everything else is the same for every package. */
export interface Choices {
  /** A release is what people get. All else is for testing and says so: in its files' names, its description, in the app. */
  readonly release: boolean
  /** The processor of this machine, as Node names it: native modules are installed for no other. */
  readonly arch: string
  /** The Electron to pack: its version, and the folder it lies unpacked in. */
  readonly electron: { readonly version: string; readonly folder: string }
  /** The repository on GitHub that builds it, the only place updates may come from; none where nobody said. */
  readonly repository?: Repository | undefined
  /** What the environment can do to a macOS package: `sign` with a certificate, `notarise` at Apple. */
  readonly mac: { readonly sign: boolean; readonly notarise: boolean }
}

interface Repository {
  readonly owner: string
  readonly name: string
}

const CONTRIBUTORS = 'Porchlight contributors'
const SYNOPSIS = 'A light in your tray and a chat on your network, over MQTT'
const DESCRIPTION =
  'Switch your MQTT lights from the tray, and chat with the people on your network without an account or a cloud.'

/** The configuration for electron-builder, which `scripts/package.mjs` calls. */
export function configuration({ release, arch, electron, repository, mac }: Choices): Configuration {
  const published = release ? repository : undefined
  const homepage = repository
    ? `https://github.com/${repository.owner}/${repository.name}`
    : 'https://example.org/'
  const description = release
    ? DESCRIPTION
    : `A build for testing with Electron ${electron.version}, not a release. ${DESCRIPTION}`
  return {
    appId: 'app.porchlight.desktop',
    productName: 'Porchlight',
    copyright: `Copyright © ${CONTRIBUTORS}`,
    artifactName: artifactName(release, '${arch}', ''),
    directories: { buildResources: 'build', output: 'dist' },

    electronVersion: electron.version,
    electronDist: electron.folder,
    // Every language of Chromium stays, though the app has words in two: the page learns the user's language from
    // them, and with it how they write a date and the time of day.
    electronFuses: fuses,
    afterPack: (context) => tidyUp(context, electron.folder),
    // The native modules come with N-API builds for every platform: nothing is to be compiled.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,

    asar: { smartUnpack: false },
    // What the system loads itself, which cannot look into an archive.
    asarUnpack: ['**/*.node'],
    extraMetadata: {
      author: { name: CONTRIBUTORS },
      description: `${SYNOPSIS}.`,
      homepage,
      porchlight: { build: release ? 'release' : 'testing' },
    },

    protocols: [{ name: 'Porchlight', schemes: ['porchlight'] }],
    // One name for the update files of a release and of what comes before one; only the latter is offered the latter.
    detectUpdateChannel: false,
    // A build never publishes (`--publish never`): this only tells an installed copy where to ask for updates.
    publish: published ? { provider: 'github', owner: published.owner, repo: published.name } : null,

    mac: {
      // One folder of classic-level is for both processors.
      files: packedFiles('darwin-${arch}', 'darwin-*${arch}*'),
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
      icon: 'build/icon.icns',
      category: 'public.app-category.utilities',
      darkModeSupport: true,
      // Without a certificate it is signed for the machine itself only, and there the hardened runtime would refuse the
      // framework, because nobody is named who signed both.
      identity: mac.sign ? undefined : '-',
      hardenedRuntime: mac.sign,
      gatekeeperAssess: false,
      entitlements: 'build/entitlements.mac.plist',
      entitlementsInherit: 'build/entitlements.mac.plist',
      notarize: mac.sign && mac.notarise,
      extendInfo: {
        NSLocalNetworkUsageDescription: 'Porchlight talks to the MQTT brokers and lights on your network.',
      },
    },
    // Updates use the zip.
    dmg: { writeUpdateInfo: false },

    // No build for ARM: libsql has none there. Windows on ARM runs this one by emulation.
    win: {
      files: packedFiles('win32-${arch}-msvc', 'win32-${arch}'),
      target: [
        { target: 'nsis', arch: 'x64' },
        { target: 'portable', arch: 'x64' },
      ],
      icon: 'build/icon.ico',
    },
    // One click: no question about folders or users. It goes to the user's own folder, so it needs no administrator, and an
    // update can put itself in place of the old version while nobody watches.
    nsis: {
      artifactName: artifactName(release, '${arch}', '-setup'),
      oneClick: true,
      perMachine: false,
      runAfterFinish: true,
      deleteAppDataOnUninstall: false,
      installerLanguages: ['en_US', 'it_IT'],
      include: 'build/installer.nsh',
    },
    portable: { artifactName: artifactName(release, '${arch}', '-portable') },

    linux: {
      files: packedFiles('linux-${arch}-gnu', 'linux-${arch}'),
      target: ['AppImage', 'deb', 'rpm', 'tar.gz'].map((target) => ({ target, arch: ['x64', 'arm64'] })),
      executableName: 'porchlight',
      // Names the desktop file after `desktopName` of package.json, by which the desktop knows the windows.
      syncDesktopName: true,
      icon: 'build/icons',
      synopsis: release ? SYNOPSIS : `${SYNOPSIS} (a build for testing)`,
      description,
      category: 'Network;Chat',
      maintainer: repository
        ? `${repository.owner} <${repository.owner}@users.noreply.github.com>`
        : `${CONTRIBUTORS} <porchlight@example.org>`,
      vendor: CONTRIBUTORS,
      desktop: { entry: desktopEntry },
    },
    deb: {
      depends: debianLibraries,
      // Reactions and the emoji of others would be empty boxes.
      recommends: ['fonts-noto-color-emoji'],
      packageCategory: 'net',
      priority: 'optional',
      // Smaller for a release, several times quicker for a test.
      compression: release ? 'xz' : 'gz',
      ...installation(release, arch),
    },
    rpm: installation(release, arch),
    appImage: { artifactName: artifactName(release, arch, '') },
  }
}

/** The choices that `scripts/package.mjs` has put into the environment; nothing is packed by chance without them. */
export function choicesFrom(env: Readonly<Record<string, string | undefined>>): Choices {
  const { PORCHLIGHT_BUILD: build, PORCHLIGHT_ELECTRON: folder, PORCHLIGHT_ELECTRON_VERSION: version } = env
  if ((build !== 'release' && build !== 'testing') || !folder || !version) {
    throw new Error('Packages are made by: npm run package')
  }
  return {
    release: build === 'release',
    arch: process.arch,
    electron: { version, folder },
    repository: repositoryIn(env['GITHUB_REPOSITORY']),
    mac: {
      sign: Boolean(env['CSC_LINK']),
      notarise: ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'].every((name) => env[name]),
    },
  }
}

export default () => configuration(choicesFrom(process.env))

/** `owner/name` as a GitHub workflow gives it; anything else stops the build, for a wrong address would be built in. */
function repositoryIn(text: string | undefined): Repository | undefined {
  if (!text) return undefined
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([\w.-]+)$/.exec(text) ?? []
  if (owner === undefined || name === undefined)
    throw new Error(`GITHUB_REPOSITORY is no owner/name: ${text}`)
  return { owner, name }
}

/** GitHub changes other characters than these in a file's name, and then updates would ask for one that is not there. */
function artifactName(release: boolean, arch: string, kind: string): string {
  return `porchlight-\${version}${release ? '' : '-testing'}-\${os}-${arch}${kind}.\${ext}`
}

/** The fuses of Electron's binary: what the packaged app can do that only a developer needs is burnt out of it. */
const fuses: Configuration['electronFuses'] = {
  // ELECTRON_RUN_AS_NODE would make the signed app run any script, with the app's rights to keychain and network.
  runAsNode: false,
  // What Chromium keeps of cookies is encrypted with the system's key; there are none, and none will lie open.
  enableCookieEncryption: true,
  // NODE_OPTIONS (--require and the like) would load other people's code into the main process.
  enableNodeOptionsEnvironmentVariable: false,
  // --inspect would open the main process to every program on the machine, SIGUSR1 too.
  enableNodeCliInspectArguments: false,
  // macOS and Windows refuse an app.asar that is not the one packed here; Linux has no such check and ignores it.
  enableEmbeddedAsarIntegrityValidation: true,
  // Without it a folder `app` beside the archive would be run in its stead, past the check above.
  onlyLoadAppFromAsar: true,
  // The app has no V8 snapshot of its own for the main process; the one of all processes is used.
  loadBrowserProcessSpecificV8Snapshot: false,
  // Windows come from app://, so a file: page needs no more rights than it has in a browser.
  grantFileProtocolExtraPrivileges: false,
  // WasmTrapHandlers, the ninth, this builder cannot set: it stays as Electron has it. It is about speed only, and the app
  // has no WebAssembly.
}

/**
 * All that goes into app.asar. The builder adds the production packages whole; of these only what is loaded at run time
 * stays: the rest of their JavaScript is in the bundles, their sources and other systems' builds are of no use. The two
 * patterns are the system's own folders of native modules. The builder reads the list of a platform apart from a general
 * one, so each platform has the whole.
 */
const packedFiles = (libsql: string, classicLevel: string) => [
  'package.json',
  'out/**/*',
  'resources/**/*',
  '!node_modules/!(libsql|@libsql|@neon-rs|classic-level|node-gyp-build|detect-libc){,/**/*}',
  '!node_modules/libsql/!(package.json|index.js|auth.js|sqlite-error.js){,/**/*}',
  // A dependency of libsql alone: the builder lays it beside.
  '!node_modules/detect-libc/!(package.json|lib){,/**/*}',
  '!node_modules/@neon-rs/load/!(package.json|dist){,/**/*}',
  `!node_modules/@libsql/!(${libsql}){,/**/*}`,
  '!node_modules/@libsql/*/!(package.json|index.node)',
  '!node_modules/classic-level/!(package.json|binding.js|prebuilds){,/**/*}',
  `!node_modules/classic-level/prebuilds/!(${classicLevel}){,/**/*}`,
  '!node_modules/classic-level/prebuilds/*/*.musl.node',
  '!node_modules/node-gyp-build/!(package.json|index.js|node-gyp-build.js)',
]

const desktopEntry = {
  GenericName: 'MQTT lights and chat',
  'GenericName[it]': 'Luci e chat MQTT',
  'Comment[it]':
    'Accendi le luci MQTT dalla barra di sistema e chatta con chi è in rete, senza account né cloud.',
  Keywords: 'MQTT;light;lamp;chat;broker;tray;',
  'Keywords[it]': 'MQTT;luce;lampada;chat;broker;',
  StartupNotify: 'true',
  'X-GNOME-UsesNotifications': 'true',
}

// `…t64` since Debian 13 and Ubuntu 24.04. The rest of what Electron loads comes with GTK.
const debianLibraries = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libnss3',
  'libasound2t64 | libasound2',
  'libgbm1',
  'libnotify4',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libsecret-1-0',
  'xdg-utils',
]

/** What the packages of the system do beside copying files. Own scripts: the builder's would cut the link in an rpm's upgrade. */
const installation = (release: boolean, arch: string) => ({
  // The processor has one name in all files, where the builder would take each format's own.
  artifactName: artifactName(release, arch, ''),
  afterInstall: 'build/linux/after-install.sh',
  afterRemove: 'build/linux/after-remove.sh',
  fpm: [
    `${resolve('build/linux/app.porchlight.desktop.metainfo.xml')}=/usr/share/metainfo/app.porchlight.desktop.metainfo.xml`,
  ],
})
