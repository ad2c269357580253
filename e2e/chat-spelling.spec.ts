import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { countStrangers, type Strangers } from './fixtures/strangers'
import { expect, test as withTalk } from './fixtures/talk'

const test = withTalk.extend<{ strangers: Strangers }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  strangers: async ({}, use) => {
    const strangers = await countStrangers()
    await use(strangers)
    strangers.close()
  },
})

test('a wrong word is said with what may be meant, mended or learnt, and asked of nobody outside', async ({
  talk,
  strangers,
}) => {
  test.setTimeout(90_000)
  const args = ['--hidden', ...strangers.args]
  const { copy, page, chat } = await talk.enter('John', { args })
  const box = chat.messageBox
  const words = page.getByRole('list', { name: 'Spelling' })
  const wrong = (word: string): Locator => words.getByRole('listitem').filter({ hasText: word })

  await box.pressSequentially('A kettel for the gardn, a kettel and `nosuchcode` by kitch')
  await expect(wrong('gardn')).toBeVisible()
  await expect(words.getByRole('listitem')).toHaveCount(2)
  const mend = words.getByRole('button', { name: 'kettle instead of kettel' })
  await mend.press('Enter')
  await expect(box).toHaveValue('A kettle for the gardn, a kettle and `nosuchcode` by kitch')
  await expect(box).toBeFocused()
  await expect(words.getByRole('listitem')).toHaveCount(1)

  await box.fill('The porchlihgt is on')
  await words.getByRole('button', { name: 'Add porchlihgt to the dictionary' }).click()
  await expect(words).toHaveCount(0)
  expect(await readFile(join(copy.userDataDir, 'words.txt'), 'utf8')).toBe('porchlihgt\n')
  await copy.quit()

  const again = await talk.enter('John', { userDataDir: copy.userDataDir, args })
  const later = again.page.getByRole('list', { name: 'Spelling' })
  await again.chat.messageBox.fill('The porchlihgt and the kettel are on')
  await expect(later.getByRole('listitem')).toHaveText([/kettel/])
  // Nothing is wrong for whom does not want it.
  const controller = await again.copy.controller()
  await controller.goTo('Settings')
  await controller.page.getByRole('checkbox', { name: 'Check spelling' }).click()
  await expect(later).toHaveCount(0)

  expect(strangers.count()).toBe(0)
  // They would have been seen.
  await again.copy.app.evaluate(({ net }) => net.fetch('https://example.org/').catch(() => undefined))
  await expect.poll(() => strangers.count()).toBeGreaterThan(0)
})

// Chromium's own checker, given words by the page, never came back from some of these.
test('spaces, line ends and letters that cannot be seen do not hang the window', async ({ talk }) => {
  const { chat, page } = await talk.enter('John')
  const texts = [
    'Jonh\n\nx',
    'J'.repeat(300),
    '     ',
    '',
    'Jon\u200bh',
    '\u200b\u2060',
    'Jo\u0007hn',
    'John\u202e',
  ]
  for (let round = 0; round < 5; round++) for (const text of texts) await chat.messageBox.fill(text)
  expect(await page.evaluate(() => document.readyState)).toBe('complete')
})
