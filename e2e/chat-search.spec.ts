import { joinByDialog, expectShown } from './fixtures/rooms'
import { keptIn } from './fixtures/kept'
import { keepMany, manyMessages } from './fixtures/many-messages'
import { expect, grant, test, type Talker } from './fixtures/talk'

const DAY = 86_400_000
const MANY = 2_000
/** So many are of one day. */
const APART = DAY / 144

/** How many pixels below the top of the list a message stands; without an id the first one that is not above it. */
function placeOf({ page }: Talker, id?: string): Promise<{ id: string; below: number } | undefined> {
  return page.getByRole('log', { name: 'Conversation' }).evaluate((log, wanted) => {
    const { top } = log.getBoundingClientRect()
    const rows = [...log.querySelectorAll<HTMLElement>('[data-id]')].map((row) => ({
      id: row.dataset['id'] ?? '',
      below: Math.round(row.getBoundingClientRect().top - top),
    }))
    return rows.find((row) => (wanted === undefined ? row.below >= 0 : row.id === wanted))
  }, id)
}

test('messages are searched by keyboard, in this room and in all, and gone to', async ({ talk }) => {
  const john = await talk.enter('John')
  const { page, chat } = john
  await joinByDialog(page, { topic: 'garden' })
  const say = (room: string, user: string, message: string): Promise<void> =>
    talk.client.publish(room, JSON.stringify({ user, message }))
  await say('garden', 'anna', 'The kettle boils over the lamp')
  await say('chat', 'Paul', 'Who has the Kettles?')
  await say('chat', 'anna', 'OR 1=1')
  await expect.poll(() => keptIn(john.copy.userDataDir).length).toBe(2)

  await chat.messageBox.press('Control+f')
  const box = page.getByRole('searchbox', { name: 'Search messages' })
  await expect(box).toBeFocused()
  await box.pressSequentially('kettle lam')
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('listitem')).toHaveCount(1)
  await expect(results.locator('mark')).toHaveText(['kettle', 'lamp'])
  await box.fill('nothing is called so')
  await expect(page.getByRole('search').getByText('Nothing found')).toBeVisible()
  await box.fill('kettle')
  await expect(results.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: 'All rooms' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(results.getByRole('listitem')).toHaveCount(2)
  const other = results.getByRole('button', { name: /^chat Paul/ })
  await other.focus()
  await page.keyboard.press('Enter')
  await expectShown(page, 'chat')
  await expect(chat.article('Paul', 'Who has the Kettles?')).toBeInViewport()
  await box.focus()
  await page.keyboard.press('Escape')
  await expect(box).toBeHidden()
  await expect(page.getByRole('button', { name: 'Search', exact: true }).or(chat.messageBox)).toHaveCount(2)
})

test('of two thousand messages few are in the page, and what is read stays where it is', async ({ talk }) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const { page, chat } = john
  const said = manyMessages(MANY, APART)
  await keepMany(john, talk.client, said)
  await expect(page.locator(`[data-id="m-${MANY}"]`)).toBeInViewport()
  const inPage = (): Promise<number> => chat.articles.count()
  expect(await inPage()).toBeLessThan(60)

  // Older pages come in above without anything in sight moving.
  const log = chat.conversation
  const height = await log.evaluate((element) => element.clientHeight)
  const scrollTo = (top: number): Promise<void> =>
    log.evaluate((element, to) => void (element.scrollTop = to), top)
  const scrolled = (): Promise<number> => log.evaluate((element) => element.scrollTop)
  await scrollTo(2.25 * height)
  await expect(page.getByRole('button', { name: 'Newest messages' })).toBeVisible()
  const { id, below } = (await placeOf(john))!
  await scrollTo((await scrolled()) - height / 2)
  // Nearer than twice the list's height to the top, more is asked for.
  await expect.poll(scrolled).toBeGreaterThan(3 * height)
  const place = { id, below: Math.round(below + height / 2) }
  await expect.poll(() => placeOf(john, id)).toEqual(place)
  // So it is when somebody writes below.
  await talk.client.publish(
    'chat',
    JSON.stringify({ user: 'anna', message: 'the newest', clock: MANY + 1, id: 'new' }),
  )
  await expect(page.getByRole('button', { name: 'New messages' })).toBeVisible()
  expect(await placeOf(john, id)).toEqual(place)
  expect(await inPage()).toBeLessThan(60)
  await page.getByRole('button', { name: 'New messages' }).click()
  await expect(chat.article('anna', 'the newest')).toBeInViewport()

  // To a day, by its date; and back.
  const day = new Date(Date.now() - 5 * DAY)
  const iso = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  )
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByLabel('Go to date').fill(iso.join('-'))
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  const midnight = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
  const first = said.find(({ ts }) => ts! >= midnight)!
  await expect(page.locator(`[data-id="${first.id}"]`)).toBeInViewport()
  await expect(chat.article('anna', 'the newest')).toHaveCount(0)
  await page.getByRole('button', { name: 'Newest messages' }).click()
  await expect(chat.article('anna', 'the newest')).toBeInViewport()
})

test('what was not read is marked where it begins, and one button leads there', async ({ talk }) => {
  const john = await talk.enter('John')
  const { page } = john
  await joinByDialog(page, { topic: 'garden' })
  await keepMany(john, talk.client, manyMessages(240, APART))
  const row = page
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('button', { name: 'chat, 240 unread' })
  await expect(row).toBeVisible()
  await grant(page, 'markSeen', { room: 'chat', id: 'm-100' })
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: /^chat/ }).click()
  // The room opens at the first that was not read, under a line that says so.
  await expect(page.locator('[data-id="m-101"]')).toBeInViewport()
  await expect(page.locator('[data-id="m-101"]').getByText('New messages')).toBeVisible()
  await page.getByRole('button', { name: /^Ne(west|w) messages$/ }).click()
  await expect(page.locator('[data-id="m-240"]')).toBeInViewport()
})
