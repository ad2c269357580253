// Takes the place of fpm where it cannot be downloaded, for debs only: `node scripts/package/fpm.mjs -s dir -t deb … from=to …`
import { failWith } from '../lib/command.mjs'
import { makeDeb, readArguments } from './deb.mjs'

try {
  makeDeb(readArguments(process.argv.slice(2)))
} catch (error) {
  failWith(error)
}
