// Makes every picture of the app from build/icon.svg: `npm run icons`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { iconFiles } from './lib/icons.mjs'

const project = fileURLToPath(new URL('..', import.meta.url))
for (const [path, content] of iconFiles(join(project, 'build/icon.svg'))) {
  const file = join(project, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
