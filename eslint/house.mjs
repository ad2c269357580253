/**
 * Who may import what: one row per room of `src`, as DESIGN and docs/ARCHITECTURE.md describe the house.
 *
 * - `folders`: rooms and single files (without extension) that may be imported; the own room always may
 * - `types`: the same, for `import type` only
 * - `packages`: packages from the registry
 * - `node`: whether Node's own modules may be imported
 * - `electron`: missing for not at all, 'types' for `import type` only, 'values' for everything
 *
 * The row with the longest matching name counts, so a single file can be held shorter than its room.
 */
export const HOUSE = {
  'src/shared/': { packages: ['valibot', 'json5'] },

  'src/main/mqtt/': { folders: ['src/shared/'], packages: ['mqtt'], node: true },
  'src/main/broker/': {
    folders: ['src/shared/'],
    packages: ['aedes', 'aedes-persistence-level', 'level', 'mqtt', 'mqtt-packet', 'valibot'],
    node: true,
  },
  'src/main/lights/': { folders: ['src/shared/'], types: ['src/main/mqtt/'] },
  'src/main/chat/': { folders: ['src/shared/'], types: ['src/main/mqtt/', 'src/main/store/'] },
  'src/main/chat/seal': { folders: ['src/shared/'], node: true },
  // Reads a dictionary beside the app, in a thread of its own.
  'src/main/spelling/': { folders: ['src/shared/'], packages: ['nspell'], node: true },
  'src/main/store/': {
    folders: ['src/shared/'],
    packages: ['libsql', 'write-file-atomic', 'valibot'],
    node: true,
    electron: 'types',
  },
  'src/main/updates/': {
    folders: ['src/shared/'],
    packages: ['electron-updater'],
    node: true,
    electron: 'types',
  },
  'src/main/words/': { folders: ['src/shared/'] },
  'src/main/tray/': { folders: ['src/shared/', 'src/main/words/'], node: true, electron: 'types' },
  'src/main/tray/render': {
    folders: ['src/shared/', 'src/main/words/', 'src/main/tray/menu', 'src/main/tray/tray-light-menu'],
  },
  'src/main/tray/tray-light-menu': { folders: ['src/shared/', 'src/main/words/', 'src/main/tray/menu'] },
  'src/main/tray/menu': { folders: ['src/shared/'] },
  'src/main/windows/': {
    folders: ['src/shared/', 'src/main/security/'],
    node: true,
    electron: 'values',
  },
  'src/main/ipc/': { folders: ['src/shared/'], packages: ['valibot'], electron: 'types' },
  'src/main/security/': { folders: ['src/shared/'], node: true, electron: 'types' },
  // Puts the rooms together, and hands the session the client it is to use.
  'src/main/app/': {
    folders: ['src/shared/', 'src/main/'],
    packages: ['mqtt', 'electron-log'],
    node: true,
    electron: 'values',
  },
  'src/main/index': { folders: ['src/shared/', 'src/main/'], node: true, electron: 'values' },

  'src/preload/': { folders: ['src/shared/'], electron: 'values' },

  // What both windows share; the two windows are built on it and do not know each other.
  'src/renderer/': { folders: ['src/shared/'], packages: ['vue', 'vue-i18n', 'pinia', 'reka-ui'] },
  'src/renderer/controller/': {
    folders: ['src/shared/', ...commonRenderer()],
    packages: ['vue', 'vue-i18n', 'pinia', 'reka-ui', '@tanstack/vue-virtual'],
  },
  'src/renderer/chat/': {
    folders: ['src/shared/', ...commonRenderer()],
    packages: [
      'vue',
      'vue-i18n',
      'pinia',
      'reka-ui',
      '@tanstack/vue-virtual',
      'markdown-it',
      'emojibase-data',
    ],
  },
}

/** What a test may import on top of what its room may. */
export const TESTS = {
  'src/shared/': { packages: ['vitest', 'fast-check'] },
  'src/preload/': { packages: ['vitest'] },
  // Tests of the main process put rooms together and start brokers; they run in Node.
  'src/main/': {
    folders: ['src/main/'],
    packages: ['vitest', 'fast-check', 'mqtt', 'mqtt-packet', 'level', 'libsql', 'typescript'],
    node: true,
  },
  'src/renderer/': {
    folders: ['src/renderer/'],
    packages: ['vitest', 'fast-check', '@vue/test-utils', 'axe-core'],
  },
}

function commonRenderer() {
  return ['components/', 'composables/', 'stores/', 'styles/', 'locales/', 'mount'].map(
    (name) => `src/renderer/${name}`,
  )
}
