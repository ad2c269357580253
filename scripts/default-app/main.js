// The `default_app.asar` of the development runtime for Linux (see scripts/lib/fallback-electron.mjs): what
// makes `electron <folder> …` run the app in that folder. The official Electron brings its own.
import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'))

try {
  if (given === undefined) throw new Error('Name the folder of an app: electron <folder>')
  const folder = path.resolve(given)
  const manifestFile = path.join(folder, 'package.json')
  if (!existsSync(manifestFile)) throw new Error(`No package.json in ${folder}`)
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))

  // What the official one tells an app too, and what the app may rely on in development.
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  if (manifest.version) app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name ?? app.getName())
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
  app.setAppPath(folder)

  // Resolved as `require` would (index.js, a missing extension), loaded as ESM or CommonJS, whichever it is.
  const main = createRequire(manifestFile).resolve(folder)
  await import(pathToFileURL(main).href)
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  app.exit(1)
}
