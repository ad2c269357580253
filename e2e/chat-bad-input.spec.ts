import type { Page } from '@playwright/test'
import { expect, grant, test, type Talker } from './fixtures/talk'

/** The page runs no script but its own, and shows no element that a message could have brought. */
function foreignElements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[role="log"] :is(script, img, iframe, style, object, embed, form, svg[onload], [onerror])',
      ),
    ].map((element) => element.outerHTML.slice(0, 200)),
  )
}

async function textsOf({ page }: Talker): Promise<string[]> {
  const { messages } = await grant(page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  return messages.map(({ text }) => text)
}

test('HTML, scripts and links with other schemes stay text', async ({ talk }) => {
  const john = await talk.enter('John')
  const { chat, page } = john
  const texts = [
    '<script>window.hacked = 1</script>',
    '<img src=x onerror="window.hacked = 2">',
    '**bold** <b onclick="window.hacked = 3">no</b>',
    '[click](javascript:window.hacked=4)',
    '[click](data:text/html,<script>window.hacked=5</script>)',
    '![picture](https://example.org/x.png)',
    '<a href="file:///etc/passwd">file</a>',
    '`<script>window.hacked = 6</script>`',
    '```html\n<iframe src="https://example.org"></iframe>\n```',
    '&lt;script&gt;window.hacked = 7&lt;/script&gt;',
    '\u202egnirts\u202c',
  ]
  for (const [index, message] of texts.entries()) {
    await talk.client.publish(
      'chat',
      JSON.stringify({ user: index % 2 === 0 ? 'anna' : '<b>Paul</b>', message }),
    )
  }
  await expect(chat.articles).toHaveCount(texts.length)
  await expect(chat.articles.nth(1)).toContainText('<b>Paul</b>')
  await expect(chat.articles.nth(0)).toContainText('<script>window.hacked = 1</script>')
  expect(await foreignElements(page)).toEqual([])
  const targets = await chat.conversation
    .getByRole('link')
    .evaluateAll((all) => all.map((each) => each.getAttribute('href')))
  expect(targets.filter((target) => !/^https:\/\/example\.org\//.test(target ?? ''))).toEqual([])
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(john.copy.rendererErrors()).toEqual([])
})

test('Markdown made to explode costs nothing', async ({ talk }) => {
  test.setTimeout(120_000)
  const john = await talk.enter('John')
  const { chat, page } = john
  const bombs = [
    '['.repeat(9_000),
    '*'.repeat(9_000),
    '**a **a '.repeat(1_200),
    '> '.repeat(4_900),
    '`'.repeat(4_999) + 'a' + '`'.repeat(4_998),
    '![['.repeat(3_000),
    '[a]('.repeat(2_400),
    '- '.repeat(4_900),
    '<'.repeat(9_900),
    '_a_'.repeat(3_000),
    'https://example.org/'.repeat(490),
    '~~'.repeat(4_900),
    'a\n'.repeat(4_900),
    ':smile:'.repeat(1_400),
  ]
  for (const [index, message] of bombs.entries()) {
    await talk.client.publish('chat', JSON.stringify({ user: `user ${index}`, message }))
    await expect(chat.articles.filter({ hasText: `user ${index}` }).last()).toBeVisible()
    const begun = Date.now()
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(Date.now() - begun, message.slice(0, 20)).toBeLessThan(2_000)
  }
  await chat.write('still here')
  await expect(chat.article('John', 'still here')).toContainText('Sent')
  expect(john.copy.rendererErrors()).toEqual([])
})

test("a message in one's own name from elsewhere is marked, and takes nobody's turn away for long", async ({
  talk,
}) => {
  const { chat, page } = await talk.enter('John')
  await talk.client.publish('chat', '{"user":"john","message":"not by John"}')
  await expect(chat.articles.filter({ hasText: 'not by John' })).toBeVisible()
  const { messages } = await grant(page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(messages[0]).toMatchObject({ user: 'john', own: true, elsewhere: true })
  expect(messages[0]).not.toHaveProperty('delivery')
  await expect(chat.turn).not.toContainText('Your turn')
  await talk.client.publish('chat', '{"user":"anna","message":"who was that?"}')
  await expect(chat.turn).toContainText('Your turn')
  // A name that looks like another in disguise is the same name.
  await talk.client.publish('chat', '{"user":"Jo\\u200bhn","message":"nor this"}')
  await expect(chat.articles.filter({ hasText: 'nor this' })).toBeVisible()
  await expect(chat.turn).not.toContainText('Your turn')
})

test('clocks that lie move nobody out of the room', async ({ talk }) => {
  const john = await talk.enter('John')
  await john.chat.write('one')
  await expect(john.chat.article('John', 'one')).toContainText('Sent')
  const lies = [
    1e15,
    9_007_199_254_740_991,
    9_007_199_254_740_992,
    2_000_000,
    -1,
    0,
    1.5,
    '7',
    null,
    true,
    [8],
  ]
  for (const [index, clock] of lies.entries()) {
    const user = index % 2 === 0 ? 'anna' : 'Paul'
    await talk.client.publish(
      'chat',
      JSON.stringify({ user, message: `lie ${index}`, id: `lie-${index}`, clock }),
    )
  }
  await talk.client.publish('chat', '{"user":"Paul","message":"1e400","id":"lie-x","clock":1e400}')
  await talk.client.publish('chat/turn', '{"user":"John","id":"zzz","clock":1e15}', { qos: 1, retain: true })
  await expect
    .poll(() => textsOf(john))
    .toEqual(['one', ...lies.map((_lie, index) => `lie ${index}`), '1e400'])
  await john.chat.write('two')
  const sent = await talk.client.until(({ topic, payload }) => topic === 'chat' && payload.includes('"two"'))
  expect((JSON.parse(sent.payload) as { clock: number }).clock).toBeLessThan(1_000)
})

test('an id that comes again with another text changes nothing', async ({ talk }) => {
  const john = await talk.enter('John')
  const say = (user: string, message: string, id: string, clock: number): Promise<void> =>
    talk.client.publish('chat', JSON.stringify({ user, message, id, clock }))
  await say('anna', 'the first', 'the-id', 1)
  await expect(john.chat.article('anna', 'the first')).toBeVisible()
  await say('anna', 'the second', 'the-id', 2)
  await say('Paul', 'the third', 'the-id', 3)
  await say('Paul', 'the last', 'another-id', 4)
  await expect(john.chat.article('Paul', 'the last')).toBeVisible()
  expect(await textsOf(john)).toEqual(['the first', 'the last'])
  // Nor does somebody who says to change it, but is not its author, or says it in its author's name of another message.
  const change = (body: object): Promise<void> => talk.client.publish('chat/changes', JSON.stringify(body))
  await change({ id: 'the-id', revision: 1, user: 'Paul', message: 'mine now' })
  await change({ id: 'the-id', revision: 2_000, user: 'anna', message: 'too often' })
  await change({ id: 'the-id', revision: 1, user: 'anna', message: 'corrected' })
  await expect.poll(() => textsOf(john)).toEqual(['corrected', 'the last'])
  await change({ id: 'the-id', revision: 1, user: 'Paul', deleted: true })
  await say('anna', 'bye', 'bye', 5)
  await expect.poll(() => textsOf(john)).toEqual(['corrected', 'the last', 'bye'])
})
