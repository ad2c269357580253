import { expect, test } from './fixtures/talk'

test('an emoji is written by its name or picked, and taken back by one step', async ({ talk }) => {
  const { page, chat } = await talk.enter('John')
  const box = chat.messageBox
  await box.pressSequentially('Hi :smile:')
  await expect(box).toHaveValue(/^Hi \p{Extended_Pictographic}$/u)
  const smile = (await box.inputValue()).slice(3)
  await box.press('Control+z')
  await expect(box).toHaveValue('Hi :smile:')
  await box.press('Control+Shift+z')
  await expect(box).toHaveValue(`Hi ${smile}`)

  // While it is being typed, the names that it may become are listed.
  await box.pressSequentially(' :roc')
  const list = page.getByRole('listbox', { name: 'Emoji suggestions' })
  const rocket = list.getByRole('option', { name: ':rocket:' })
  await expect(rocket).toBeVisible()
  const steps = await list
    .getByRole('option')
    .evaluateAll((all) => all.findIndex((one) => one.textContent?.includes(':rocket:')))
  for (let step = 0; step < steps; step++) await box.press('ArrowDown')
  await expect(rocket).toHaveAttribute('aria-selected', 'true')
  await box.press('Enter')
  await expect(list).toBeHidden()
  await expect(box).toHaveValue(`Hi ${smile} 🚀`)

  await page.getByRole('button', { name: 'Emoji', exact: true }).click()
  const picker = page.getByRole('dialog', { name: 'Emoji' })
  const search = picker.getByRole('searchbox', { name: 'Search emoji' })
  await expect(search).toBeFocused()
  await search.fill('lighthouse no such thing')
  await expect(picker.getByText('No emoji is called so.')).toBeVisible()
  await search.fill('penguin')
  await search.press('Enter')
  await expect(picker).toBeHidden()
  await expect(box).toBeFocused()
  await expect(box).toHaveValue(`Hi ${smile} 🚀🐧`)
  await box.press('Enter')
  await expect(chat.article('John', `Hi ${smile} 🚀🐧`)).toBeVisible()
})

test('a little Markdown is drawn, HTML is not, and a link says where it leads', async ({ talk }) => {
  const { copy, page, chat } = await talk.enter('John')
  const text = [
    'This is **bold**, *slanted* and `code`, <b>this</b> is not.',
    '- [the manual](https://example.org/manual)',
    '```\nif (a < b) return\n```',
  ].join('\n')
  await chat.messageBox.fill(text)
  await chat.messageBox.press('Enter')
  const article = chat.article('John', 'This is')
  await expect(article.locator('strong')).toHaveText('bold')
  await expect(article.locator('em')).toHaveText('slanted')
  await expect(article.locator('code').first()).toHaveText('code')
  await expect(article.locator('b')).toHaveCount(0)
  await expect(article).toContainText('<b>this</b> is not.')
  await expect(article.locator('pre')).toContainText('if (a < b) return')
  const link = article.getByRole('listitem').getByRole('link', { name: 'the manual' })
  await expect(link).toHaveAttribute('title', 'https://example.org/manual')
  await expect(article).toContainText('the manual (example.org)')
  await copy.app.evaluate(({ shell }) => {
    shell.openExternal = async (url: string) => void Object.assign(globalThis, { opened: url })
  })
  await link.click()
  const opened = (): Promise<string> =>
    copy.app.evaluate(() => (globalThis as never as { opened: string }).opened)
  await expect.poll(opened).toBe('https://example.org/manual')
  await article.getByRole('button', { name: 'Copy' }).click()
  const copied = (): Promise<string> => copy.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toMatch(/^if \(a < b\) return\n?$/)
  await expect(page).toHaveURL(/^app:\/\/porchlight\/chat\//)
})

test('Enter sends, or begins a line where the user wants it so', async ({ talk }) => {
  const { copy, chat } = await talk.enter('John')
  const box = chat.messageBox
  await box.pressSequentially('one')
  await box.press('Shift+Enter')
  await box.pressSequentially('two')
  await expect(box).toHaveValue('one\ntwo')
  const controller = await copy.controller()
  await controller.goTo('Settings')
  const setting = controller.page.getByRole('checkbox', { name: 'Enter sends' })
  await setting.click()
  await expect(setting).not.toBeChecked()
  await box.press('Enter')
  await expect(box).toHaveValue('one\ntwo\n')
  await expect(chat.articles).toHaveCount(0)
  await box.press('Control+Enter')
  await expect(chat.article('John', 'two')).toBeVisible()
  await talk.client.publish('chat', '{"user":"anna","message":"three"}')
  await expect(chat.article('anna', 'three')).toBeVisible()
  await setting.click()
  await expect(setting).toBeChecked()
  await box.pressSequentially('four')
  await box.press('Enter')
  await expect(chat.article('John', 'four')).toBeVisible()
})
