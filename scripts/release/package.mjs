// `node scripts/release/package.mjs`: makes this machine's packages of a release, signed as the environment allows,
// and leaves in the run's summary how they were signed.
import { appendFileSync } from 'node:fs'
import { failWith, runNpm, say, Told } from '../lib/command.mjs'
import { root } from '../lib/paths.mjs'
import { signingWith } from './signing.mjs'

try {
  const { env, summary, problems } = signingWith(process.env, process.platform)
  if (problems.length > 0) throw new Told(problems.join('\n'))
  tell(summary)
  const code = await runNpm(['run', 'package', '--', '--release'], { cwd: root, env })
  if (code !== 0) throw new Told(`npm run package failed with exit code ${code}; what it says is above.`)
} catch (error) {
  failWith(error)
}

function tell(lines) {
  for (const line of lines) say(line)
  const file = process.env.GITHUB_STEP_SUMMARY
  if (file !== undefined && lines.length > 0) appendFileSync(file, `${lines.join('\n')}\n\n`)
}
