import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { licences } from './scripts/package/licences'

const shared = { '@shared': resolve(import.meta.dirname ?? '.', 'src/shared') }

// Pure JavaScript is bundled; what has prebuilt native files stays in node_modules.
const external = ['electron', 'libsql', 'classic-level/binding.js']

/** Of classic-level only what finds its native file stays outside: reading its JavaScript from some twenty files takes a start longer. */
const classicLevelBinding = {
  name: 'classic-level-binding',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    source === './binding' && importer?.includes('classic-level')
      ? { id: 'classic-level/binding.js', external: true }
      : undefined,
}

/**
 * What mqtt.js and mqtt-packet tell whoever sets DEBUG: nobody does in an installed app, and asking whether somebody did takes
 * a microsecond of each message.
 */
const silentDebug = {
  name: 'silent-debug',
  enforce: 'pre' as const,
  resolveId: (source: string) => (source === 'debug' ? '\0silent-debug' : undefined),
  load: (id: string) =>
    id === '\0silent-debug'
      ? `const silent = Object.assign(() => undefined, { enabled: false })
const debug = () => silent
module.exports = Object.assign(debug, { default: debug })`
      : undefined,
}

/** The English dictionary beside the bundle, with the terms under which it may be given away. */
const dictionary = {
  name: 'dictionary',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): unknown }) {
    const files = { 'index.aff': 'en.aff', 'index.dic': 'en.dic', license: 'en-licence.txt' }
    for (const [from, to] of Object.entries(files)) {
      const source = readFileSync(resolve('node_modules/dictionary-en', from))
      this.emitFile({ type: 'asset', fileName: `dictionaries/${to}`, source })
    }
  },
}

/** The terms of all packages that are given away, also of those that are not bundled. */
const terms = licences(import.meta.dirname ?? '.', [
  'node_modules/libsql',
  'node_modules/libsql/node_modules/detect-libc',
  'node_modules/@neon-rs/load',
  'node_modules/classic-level',
  'node_modules/node-gyp-build',
  'node_modules/dictionary-en',
])

export default defineConfig({
  main: {
    resolve: { alias: shared },
    plugins: [classicLevelBinding, silentDebug, dictionary, terms],
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      // Read and compiled at every start: half the size is measurable.
      minify: true,
      rolldownOptions: {
        external,
        input: {
          index: resolve('src/main/index.ts'),
          broker: resolve('src/main/broker/process.ts'),
          'history-check': resolve('src/main/store/check-thread.ts'),
          spelling: resolve('src/main/spelling/worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    resolve: { alias: shared },
    plugins: [terms],
    build: {
      target: 'node20.18',
      // A sandboxed preload may require nothing but electron, so everything goes into the one file.
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    resolve: { alias: shared },
    plugins: [vue(), terms],
    define: {
      // What we do not use, taken out: Vue's options API, the old API and the developer tools of Vue and vue-i18n.
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_I18N_FULL_INSTALL__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
      __INTLIFY_PROD_DEVTOOLS__: 'false',
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
    },
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve('out/renderer'),
      // A data: font or picture would need an exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: {
          controller: resolve('src/renderer/controller/index.html'),
          chat: resolve('src/renderer/chat/index.html'),
          panel: resolve('src/renderer/panel/index.html'),
        },
      },
    },
  },
})
