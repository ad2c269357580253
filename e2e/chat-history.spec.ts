import type { Page } from '@playwright/test'
import { keptIn } from './fixtures/kept'
import { keepMany, manyMessages } from './fixtures/many-messages'
import { joinByDialog } from './fixtures/rooms'
import { expect, grant, sayAs, test } from './fixtures/talk'

const DAY = 86_400_000

async function textsFound(page: Page, text: string): Promise<string[]> {
  const { hits } = await grant(page, 'searchChat', { text })
  return hits.map(({ pieces }) => pieces.map((piece) => piece.text).join(''))
}

test('the history is given in pages, in both directions, by date, around a message and from what was not read', async ({
  talk,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  // What is shown counts as read.
  await joinByDialog(john.page, { topic: 'garden' })
  const said = manyMessages(450, DAY / 6)
  await keepMany(john, talk.client, said)
  const page = async (at: Parameters<typeof grant<'chatPage'>>[2]['at']): Promise<unknown[]> => {
    const { messages, earlier, later, target } = await grant(john.page, 'chatPage', { room: 'chat', at })
    const [first, last] = [messages[0], messages.at(-1)].map((message) => message?.clock)
    return [first, last, earlier, later, target]
  }
  const at = (number: number): { clock: number; id: string } => ({ clock: number, id: `m-${number}` })
  expect(await page({ kind: 'newest' })).toEqual([351, 450, true, false, undefined])
  expect(await page({ kind: 'before', key: at(351) })).toEqual([251, 350, true, true, undefined])
  expect(await page({ kind: 'before', key: at(101) })).toEqual([1, 100, false, true, undefined])
  expect(await page({ kind: 'after', key: at(350) })).toEqual([351, 450, true, false, undefined])
  expect(await page({ kind: 'around', id: 'm-200' })).toEqual([150, 250, true, true, 'm-200'])
  const day = said[299]!.ts! - 60_000
  expect((await page({ kind: 'date', ts: day }))[4]).toBe('m-300')
  expect((await page({ kind: 'date', ts: Date.now() + DAY })).slice(0, 2)).toEqual([351, 450])
  await grant(john.page, 'markSeen', { room: 'chat', id: 'm-400' })
  expect((await page({ kind: 'unread' }))[4]).toBe('m-401')
  await john.copy.quit()
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect(again.chat.articles.last()).toBeVisible()
  expect(
    (await grant(again.page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })).messages,
  ).toHaveLength(100)
})

test('a search finds by all words and beginnings of words, and nothing in it is taken for SQL or a query', async ({
  talk,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  await keepMany(john, talk.client, manyMessages(300, DAY / 6))
  const odd = [
    '100% "sure"',
    "Robert'); DROP TABLE message;--",
    'a OR b',
    'città àncora',
    'C++ & <b>bold</b>',
  ]
  await sayAs(
    talk.client,
    odd.map((message, index) => ({
      user: index % 2 === 0 ? 'anna' : 'Paul',
      message,
      id: `odd-${index}`,
      clock: 1_000 + index,
    })),
  )
  await expect.poll(() => keptIn(john.copy.userDataDir).length).toBe(305)

  expect(await textsFound(john.page, 'needle')).toEqual([
    'needle garden 208',
    'needle garden 108',
    'needle garden 8',
  ])
  expect(await textsFound(john.page, 'gard need')).toHaveLength(3)
  expect(await textsFound(john.page, 'NEEDLE 108')).toEqual(['needle garden 108'])
  expect(await textsFound(john.page, 'citta')).toEqual(['città àncora'])
  expect(await textsFound(john.page, 'a OR b')).toContain('a OR b')
  expect(await textsFound(john.page, 'lamp OR window')).toEqual([])
  for (const [query, found] of [
    ['"sure"', odd[0]],
    ["'); DROP TABLE", odd[1]],
    ['C++', odd[4]],
  ] as const) {
    expect(await textsFound(john.page, query), query).toContain(found)
  }
  const { hits, more } = await grant(john.page, 'searchChat', { text: 'lamp' })
  expect(hits[0]!.pieces.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['lamp'])
  expect(hits).toHaveLength(30)
  expect(more).toBeUndefined()
  // What would be a query, and what is nothing at all.
  const syntax = [
    '"',
    '*',
    'lamp*',
    'NEAR(lamp window)',
    'text: lamp',
    '-lamp',
    '^lamp',
    '(',
    '{text}: x',
    'AND',
    "'",
  ]
  for (const query of [...syntax, '', '   ', '%', '_', '\0', '🙂', 'x'.repeat(5_000), '" OR "" = "']) {
    const begun = Date.now()
    await textsFound(john.page, query)
    expect(Date.now() - begun, query).toBeLessThan(1_000)
  }
  await grant(john.page, 'clearChat', { room: 'chat' })
  expect(await textsFound(john.page, 'needle')).toEqual([])
})
