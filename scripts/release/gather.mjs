// `node scripts/release/gather.mjs <from> <to>`: makes one folder of a release out of what the machines have built;
// the notes for its draft come into a file beside it.
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { failWith, say, Told } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'
import { gather } from './gathering.mjs'
import { notesFor } from './notes.mjs'
import { makeSbom } from './sbom.mjs'

try {
  const [from, to] = process.argv.slice(2)
  if (from === undefined || to === undefined) throw new Told('Usage: gather.mjs <from> <to>')
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const notes = notesFor(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), version)
  if (notes === undefined) throw new Told(`CHANGELOG.md has no section [${version}].`)
  const names = await gather({ from, to, version, sbom: makeSbom(name) })
  await writeFile(`${to}-notes.md`, `${notes}\n`)
  say(`${names.length} files of version ${version}, with their checksums.`)
} catch (error) {
  failWith(error)
}
