// `node scripts/release/prepare.mjs v1.2.0`: whether this tag may be released, before anything is built for it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { failWith, say, Told } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'
import { problemsWithTag } from './tag.mjs'

try {
  const [tag = ''] = process.argv.slice(2)
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const problems = problemsWithTag(tag, version, readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'))
  if (problems.length > 0) throw new Told(problems.join('\n'))
  say(`${tag} is version ${version}, and the changelog has it.`)
} catch (error) {
  failWith(error)
}
