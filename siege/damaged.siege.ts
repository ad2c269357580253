import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { rollDice } from '../faults/dice'
import { test } from '../e2e/fixtures/talk'
import { damageOne } from './damaged/damage'
import { goodFolders } from './damaged/good-folder'
import { judge, type Fate } from './damaged/judge'
import { realStart } from './damaged/real-start'
import { rowsIn } from './damaged/rows'
import { storeStart } from './damaged/store-start'
import { atLeast, closeBooks, exactly, tally } from './lib/books'
import { patienceMs, shareMs, siege } from './lib/siege'

const STARTS = 1_000
/** Nobody listens there. */
const NOWHERE = 'mqtt://127.0.0.1:9'
/** Kept for those that go through the stores alone, in ms of the share: they take a hundredth of a real one. */
const FOR_STORES_MS = 15_000

test('a folder in which something is damaged opens a window that says what was set aside', async ({
  talk,
  launch,
  commandFor,
  home,
}, testInfo) => {
  test.setTimeout(patienceMs('damaged'))
  const goods = await goodFolders(talk, launch, home.folder)
  const dice = rollDice(siege.seed)
  const until = performance.now() + shareMs('damaged') - FOR_STORES_MS
  const fates: Record<Fate, number> = { harmless: 0, told: 0, beyond: 0 }
  const wrong: string[] = []
  let real = 0
  for (let nr = 1; nr <= STARTS; nr++) {
    const good = goods[Math.floor(dice.between(0, goods.length))] ?? goods[0]!
    const folder = mkdtempSync(join(home.folder, 'damaged-'))
    cpSync(good.folder, folder, { recursive: true })
    const damage = damageOne(folder, dice)
    const readable = rowsIn(folder)
    const isReal = performance.now() < until
    if (isReal) real += 1
    const where = damage.file.startsWith('broker/') ? {} : { broker: NOWHERE }
    const outcome = isReal
      ? await realStart(commandFor({ userDataDir: folder, ...where }), { folder, damage })
      : storeStart({ folder, damage })
    const verdict =
      'failed' in outcome
        ? { fate: undefined, wrong: [outcome.failed] }
        : judge(folder, good, readable, damage, outcome.told)
    if (verdict.fate) fates[verdict.fate] += 1
    wrong.push(...verdict.wrong.map((what) => `${nr} (${isReal ? 'real' : 'stores'}) ${damage.how}: ${what}`))
    rmSync(folder, { recursive: true, force: true })
  }
  await testInfo.attach('what went wrong', { body: wrong.join('\n') })
  await closeBooks(testInfo, [
    exactly(
      'damaged starts',
      Object.values(fates).reduce((sum, each) => sum + each, 0),
      STARTS,
    ),
    atLeast('of them of the app itself, the others of its stores', real, 1),
    tally('damage that mattered to nothing', fates.harmless),
    atLeast('damage that was told, its file kept byte for byte', fates.told, 1),
    tally('late pages cut off beside the database, which nobody can miss', fates.beyond),
    exactly('starts that went wrong', wrong.slice(0, 20).join('; ') || 'none', 'none'),
  ])
})
