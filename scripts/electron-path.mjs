// `npm run --silent electron:path`: the executable in use, and nothing else, so that other programs can read it.
import { findElectron } from './lib/electron.mjs'

const found = findElectron()
if (found === undefined) {
  process.stderr.write('There is no Electron yet. Run: npm run setup\n')
  process.exitCode = 1
} else {
  process.stdout.write(`${found.executable}\n`)
}
