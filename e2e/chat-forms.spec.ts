import { CHAT_FORMS } from './fixtures/lab'
import { expect, grant, test } from './fixtures/talk'

// `{"message": …}` and a bare line tell nobody's name.
const NAMELESS = ['bare', 'timed']

test('every public form of a chat message is read: who wrote it and what', async ({ talk, lab }) => {
  test.setTimeout(120_000)
  const { port } = talk
  const { chat, page } = await talk.enter('John')
  for (const form of CHAT_FORMS) {
    const python = await lab.form(form, 'anna', { port })
    const text = `hello by ${form}`
    await python.say(text)
    const article = chat.article(NAMELESS.includes(form) ? 'Somebody' : 'anna', text)
    await expect(article).toBeVisible()
    // The one who is asked answers, and the Python client hears it.
    await chat.write(`yes, ${form}`)
    const { payload } = await python.until((heard) => heard.payload.includes(`yes, ${form}`))
    expect(JSON.parse(payload)).toMatchObject({ user: 'John', message: `yes, ${form}` })
    await python.stop()
  }
  const { messages } = await grant(page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(messages.map(({ user, text }) => [user, text])).toEqual(
    CHAT_FORMS.flatMap((form) => [
      [NAMELESS.includes(form) ? undefined : 'anna', `hello by ${form}`],
      ['John', `yes, ${form}`],
    ]),
  )
  // In turn, all of them.
  expect(messages.filter(({ outOfTurn }) => outOfTurn)).toEqual([])
})

test('a Python client that writes twice is out of turn, and the reason is said', async ({ talk, lab }) => {
  const { chat, page } = await talk.enter('John')
  const anna = await lab.form('say', 'anna', { port: talk.port })
  await anna.say('one')
  await anna.say('two')
  await expect(chat.article('anna', 'two')).toContainText('Out of turn')
  await expect(chat.article('anna', 'one')).not.toContainText('Out of turn')
  const { messages } = await grant(page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(messages.map(({ text, outOfTurn }) => [text, outOfTurn])).toEqual([
    ['one', undefined],
    ['two', 'knows-no-turns'],
  ])
  await chat.write('three')
  await expect(chat.article('John', 'three')).not.toContainText('Out of turn')
  // Two copies at once, of which one had not heard the other: that one knows turns.
  await talk.client.publish(
    'chat',
    '{"user":"John","message":"four","id":"copy-4","clock":9,"ts":1766000000000}',
  )
  await expect(chat.article('John', 'four')).toContainText('Out of turn')
  const later = await grant(page, 'chatPage', { room: 'chat', at: { kind: 'newest' } })
  expect(later.messages.at(-1)).toMatchObject({ text: 'four', outOfTurn: 'wrote-before' })
})
