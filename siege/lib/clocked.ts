import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { electronPath } from '../../e2e/fixtures/command-line'
import { test as withApp, type Copy } from '../../e2e/fixtures/porchlight'

const CLOCK = fileURLToPath(new URL('./clock.cjs', import.meta.url))

/** Copies with a clock that can be set; otherwise as in every end-to-end test. */
export const test = withApp.extend({
  commandFor: async ({ commandFor, home }, use) => {
    const start = join(home.folder, 'with-clock.sh')
    const line = `NODE_OPTIONS="$NODE_OPTIONS --require \\"${CLOCK}\\"" exec '${electronPath()}' "$@"`
    await writeFile(start, `#!/bin/sh\n${line}\n`, { mode: 0o755 })
    await use((options) => ({ ...commandFor(options), executable: start }))
  },
})

/** Sets a copy's clock so many ms ahead of the real one, or behind it; until it is started again. */
export async function setClock({ app }: Copy, ms: number): Promise<void> {
  await app.evaluate((_electron, ahead) => {
    const { setSiegeClock } = globalThis as { setSiegeClock?: (ahead: number) => void }
    if (!setSiegeClock) throw new Error('This copy was started without the clock')
    setSiegeClock(ahead)
  }, ms)
}
