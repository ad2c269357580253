// What may be in app.asar, name by name: what nobody thought of is a mistake, most often a source or another system's file.
const own = [
  /^package\.json$/,
  /^out\/licences\.txt$/,
  /^out\/main\/(?:index|broker|history-check|spelling)\.cjs$/,
  /^out\/main\/chunks\/[\w-]+\.cjs$/,
  /^out\/main\/dictionaries\/(?:en\.aff|en\.dic|en-licence\.txt)$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(?:controller|chat|panel)\/index\.html$/,
  /^out\/renderer\/assets\/[\w-]+\.(?:js|css)$/,
  /^resources\/icon\.png$/,
  /^resources\/tray\/[\w-]+(?:@2x)?\.(?:png|ico)$/,
]
const modules = [
  /^node_modules\/libsql\/(?:package\.json|(?:index|auth|sqlite-error)\.js)$/,
  /^node_modules\/detect-libc\/(?:package\.json|lib\/[\w-]+\.js)$/,
  /^node_modules\/@neon-rs\/load\/(?:package\.json|dist\/index\.js)$/,
  /^node_modules\/classic-level\/(?:package\.json|binding\.js)$/,
  /^node_modules\/node-gyp-build\/(?:package\.json|index\.js|node-gyp-build\.js)$/,
  /^node_modules\/@libsql\/[\w-]+\/package\.json$/,
]
const native = [
  /^node_modules\/@libsql\/[\w-]+\/index\.node$/,
  /^node_modules\/classic-level\/prebuilds\/[\w+-]+\/[\w.-]+\.node$/,
]
/** Without which the app does not start, or does not do a part of what it should. */
const required = [
  'package.json',
  'out/licences.txt',
  ...['index', 'broker', 'history-check', 'spelling'].map((name) => `out/main/${name}.cjs`),
  'out/main/dictionaries/en.dic',
  'out/preload/index.cjs',
  ...['controller', 'chat', 'panel'].map((name) => `out/renderer/${name}/index.html`),
  'resources/icon.png',
  'node_modules/libsql/index.js',
  'node_modules/classic-level/binding.js',
]

/** Bytes that app.asar may take; the native modules lie beside it. */
export const asarBudget = 6_000_000

/**
 * What is wrong with the files of an archive, one sentence each. Each file is `{ name, bytes, unpacked }`, its name with
 * `/` on every system; `unpacked` is one that lies beside the archive.
 */
export function problemsWithContents(files) {
  const packed = files.filter(({ unpacked }) => !unpacked)
  const bytes = packed.reduce((sum, file) => sum + file.bytes, 0)
  return [
    ...packed
      .filter(({ name }) => ![...own, ...modules].some((form) => form.test(name)))
      .map(({ name }) => `${name} is in app.asar and should not be.`),
    ...files
      .filter(({ name, unpacked }) => unpacked && !native.some((form) => form.test(name)))
      .map(({ name }) => `${name} lies beside app.asar and should not.`),
    ...required
      .filter((name) => !packed.some((file) => file.name === name))
      .map((name) => `${name} is not in app.asar.`),
    ...(bytes > asarBudget ? [`app.asar has ${bytes} bytes, more than the ${asarBudget} it may have.`] : []),
  ]
}

/** What is wrong with the package.json in the archive, which tells the app what it is. */
export function problemsWithManifest(manifest, build) {
  const problems = []
  if (manifest.main !== 'out/main/index.cjs') problems.push(`package.json starts ${manifest.main}.`)
  if (manifest.desktopName !== 'porchlight.desktop') problems.push('package.json names no desktop file.')
  if (manifest.porchlight?.build !== build) {
    problems.push(`package.json calls it a build for ${manifest.porchlight?.build}, not ${build}.`)
  }
  for (const name of ['scripts', 'devDependencies']) {
    if (name in manifest) problems.push(`package.json still has its ${name}.`)
  }
  return problems
}
