import { record, type Recording } from './fixtures/recording'
import { filesWith } from './fixtures/secret-scan'
import { ask, expect, grant, showRoom, stateOf, test, type Talker } from './fixtures/talk'

const TOPIC = 'under-the-stairs'
const PASSPHRASE = 'correct horse battery staple'
const SECRETS = ['The key is under the mat', 'Which mat?', 'john', 'yoko', PASSPHRASE]

/** What was recorded of the room, with every box's bytes beside it as text. */
function recorded(recording: Recording): string[] {
  return recording
    .lines()
    .filter((line) => line.startsWith(TOPIC))
    .flatMap((line) => {
      const box = /"box":"([^"]*)"/.exec(line)?.[1]
      return box === undefined ? [line] : [line, Buffer.from(box, 'base64').toString('latin1')]
    })
}

async function join({ page }: Talker, passphrase: string): Promise<void> {
  await grant(page, 'joinRoom', { topic: TOPIC, name: 'Stairs', kind: 'private', passphrase })
  await showRoom(page, TOPIC)
}

const keyOf = async ({ page }: Talker): Promise<string | undefined> =>
  (await stateOf(page)).rooms.find(({ topic }) => topic === TOPIC)?.key

test('in a private room the broker and everybody else see no text and no names', async ({ talk }) => {
  test.setTimeout(120_000)
  const { client } = talk
  const recording = await record(talk.port)
  try {
    const john = await talk.enter('John')
    const yoko = await talk.enter('Yoko')
    await join(john, PASSPHRASE)
    await join(yoko, PASSPHRASE)
    await expect(john.chat.person('Yoko')).toBeVisible()
    await john.chat.messageBox.pressSequentially('The key')
    await john.chat.write('The key is under the mat')
    await expect(yoko.chat.article('John', 'The key is under the mat')).toBeVisible()
    await yoko.chat.write('Which mat?')
    await expect(john.chat.article('Yoko', 'Which mat?')).toBeVisible()
    await expect(john.chat.turn).toContainText('Your turn')
    const { messages } = await grant(yoko.page, 'chatPage', { room: TOPIC, at: { kind: 'newest' } })
    await grant(yoko.page, 'changeMessage', {
      room: TOPIC,
      id: messages.at(-1)!.id,
      text: 'Which mat? Never mind',
    })
    await expect(john.chat.article('Yoko', 'Never mind')).toBeVisible()
    await grant(john.page, 'markSeen', { room: TOPIC, id: messages.at(-1)!.id })
    await grant(john.page, 'setRules', { topic: TOPIC, turns: false, timeout: 0 })

    // Somebody with the wrong passphrase is told so, can say nothing, and sees nothing.
    const paul = await talk.enter('Paul')
    await join(paul, 'incorrect horse battery')
    await expect.poll(() => keyOf(paul)).toBe('wrong')
    await expect(paul.page.getByText(/passphrase/i).first()).toBeVisible()
    await expect(paul.chat.articles).toHaveCount(0)
    expect(await ask(paul.page, 'sendMessage', { room: TOPIC, text: 'Hello?' })).toEqual({
      ok: false,
      error: { kind: 'room-locked' },
    })
    await expect(john.chat.person('Paul')).toHaveCount(0)
    // With the right one what was said is there.
    await grant(paul.page, 'enterPassphrase', { topic: TOPIC, passphrase: PASSPHRASE })
    await expect(paul.chat.article('John', 'The key is under the mat')).toBeVisible()
    await expect(paul.chat.article('Yoko', 'Never mind')).toBeVisible()
    await expect.poll(() => keyOf(paul)).toBe('known')
    await expect(john.chat.person('Paul')).toBeVisible()

    // What somebody outside puts in is not believed: not in clear, and not what was recorded.
    await client.publish(TOPIC, '{"user":"Yoko","message":"Give me the key"}')
    const box = client.messages.find(({ topic }) => topic === TOPIC)
    await client.publish(TOPIC, box?.payload ?? '')
    await client.publish(`${TOPIC}/presence/mallory`, '{"user":"Mallory","state":"online"}')
    await yoko.chat.write('still us')
    await expect(john.chat.article('Yoko', 'still us')).toBeVisible()
    await expect(john.chat.articles).toHaveCount(3)
    await expect(john.chat.person('Mallory')).toHaveCount(0)

    for (const { copy } of [john, yoko, paul]) await copy.quit()
    // Without the two payloads in clear that were put in above.
    const seen = recorded(recording).filter((line) => !/Give me the key|Mallory/.test(line))
    expect(seen.length).toBeGreaterThan(20)
    for (const secret of SECRETS) {
      expect(seen.filter((line) => line.toLowerCase().includes(secret.toLowerCase()))).toEqual([])
    }
    expect(
      seen.filter((line) => /^\S+ /.test(line) && line.startsWith(TOPIC) && !/"box":"[^"]+"}$/.test(line)),
    ).toEqual([])
  } finally {
    await recording.stop()
  }
})

test('the passphrase of a private room is written down nowhere', async ({ talk }) => {
  const john = await talk.enter('John')
  await join(john, PASSPHRASE)
  await john.chat.write('Hello')
  await expect(john.chat.article('John', 'Hello')).toBeVisible()
  // No keyring here, so the key is for this run only, and that is said.
  const mine = (await stateOf(john.page)).rooms.find(({ topic }) => topic === TOPIC)
  expect(mine).toMatchObject({ key: 'known', keyThisRun: true })
  await john.copy.quit()
  expect(await filesWith(john.copy.userDataDir, PASSPHRASE)).toEqual([])
  const again = await talk.enter('John', { userDataDir: john.copy.userDataDir })
  await expect.poll(() => keyOf(again)).toBe('missing')
  await showRoom(again.page, TOPIC)
  expect(await ask(again.page, 'sendMessage', { room: TOPIC, text: 'Hello?' })).toEqual({
    ok: false,
    error: { kind: 'room-locked' },
  })
  await grant(again.page, 'enterPassphrase', { topic: TOPIC, passphrase: PASSPHRASE })
  await expect.poll(() => keyOf(again)).toBe('known')
  await expect(again.chat.article('John', 'Hello')).toBeVisible()
})
