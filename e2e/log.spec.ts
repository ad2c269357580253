import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Copy } from './fixtures/porchlight'
import { filesWith, holds } from './fixtures/secret-scan'
import { grant } from './fixtures/talk'

const PASSWORD = 'Quokka-4711-päßwort'
const PASSPHRASE = 'correct horse battery staple'
const SAID = 'The key is under the mat'

const logs = (copy: Copy): string => join(copy.userDataDir, 'logs')
const logOf = (copy: Copy): Promise<string> =>
  readFile(join(logs(copy), 'porchlight.log'), 'utf8').catch(() => '')

test('neither the log nor a report holds a secret, a name or what was said', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto({ users: { foxglove: PASSWORD } })
  const copy = await launch({ user: 'Marigold' })
  const { brokers, connection, page } = await copy.controller()
  await brokers.add({
    Name: 'Greenhouse',
    Addresses: `mqtt://127.0.0.1:${broker.port}`,
    'User name': 'foxglove',
    Password: 'the wrong one',
  })
  await brokers.save('Keep for this run only')
  await brokers.use('Greenhouse')
  await expect(connection).toContainText('Not connected:')
  await brokers.edit('Greenhouse', { Password: PASSWORD })
  await brokers.save()
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  const topic = 'under-the-stairs'
  await grant(page, 'joinRoom', {
    topic,
    name: 'Cupboard',
    kind: 'private',
    passphrase: PASSPHRASE,
    turns: false,
  })
  await grant(page, 'sendMessage', { room: topic, text: SAID })
  await grant(page, 'sendMessage', { room: 'chat', text: `${SAID} too` })
  // An error that nobody has caught, with everything in it that an error can have.
  await copy.app.evaluate(
    (_electron, text) =>
      void setTimeout(() => {
        throw new Error(text)
      }),
    `mqtt://foxglove:${PASSWORD}@127.0.0.1 and passphrase: ${PASSPHRASE}`,
  )

  await expect
    .poll(() => logOf(copy))
    .toMatch(/ error uncaught: mqtt:\/\/…@127\.0\.0\.1 and passphrase: … \| at /)
  await expect.poll(() => logOf(copy)).toContain(`connected mqtt://127.0.0.1:${broker.port}, MQTT 5`)
  const { text: report } = await grant(page, 'makeReport')
  for (const line of ['phase: connected', 'broker chosen by: profile', 'rooms: open 1, private 1']) {
    expect(report.split('\n')).toContain(line)
  }
  expect(report).toContain(' error uncaught: ')
  expect(report.length).toBeLessThan(200_000)
  const secrets = [PASSWORD, PASSPHRASE, SAID, 'the wrong one']
  for (const secret of [...secrets, topic, 'Cupboard', 'Greenhouse', 'foxglove', 'Marigold']) {
    expect(holds(Buffer.from(report), secret), secret).toBe(false)
  }
  // The app goes on after it.
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await copy.quit()
  for (const secret of [...secrets, topic, 'Cupboard', 'foxglove', 'Marigold']) {
    expect(await filesWith(logs(copy), secret), secret).toEqual([])
  }
  expect(await logOf(copy)).toMatch(/ info start: Porchlight \d/)
  expect(await logOf(copy)).toMatch(/ info end: after \d+ s/)
})

test('a log that is full goes on in a new one, for this user alone', async ({ launch }) => {
  const first = await launch({ user: 'John' })
  await first.controller()
  await first.quit()
  const file = join(logs(first), 'porchlight.log')
  await writeFile(file, `${'an old line '.repeat(80)}\n`.repeat(1_200))
  const { userDataDir } = first
  const second = await launch({ user: 'John', userDataDir })
  const { page } = await second.controller()
  await expect.poll(async () => (await stat(file)).size).toBeLessThan(100_000)
  const old = await stat(join(logs(second), 'porchlight.1.log'))
  expect(old.size).toBeGreaterThan(1_000_000)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  // What was said before is in a report all the same.
  expect((await grant(page, 'makeReport')).text).toContain('an old line '.repeat(80).trim())
})

/** Folders in which nothing may be written; whoever removes them has to be allowed to. */
const spoilt: string[] = []
test.afterEach(async () => {
  for (const folder of spoilt.splice(0)) await chmod(folder, 0o700)
})

for (const [what, spoil] of [
  ['a file in its place', (folder: string) => writeFile(folder, '')],
  [
    'a folder in the place of the file, and nothing may be written',
    async (folder: string) => {
      await mkdir(join(folder, 'porchlight.log'), { recursive: true })
      await chmod(folder, 0o500)
    },
  ],
] as const) {
  test(`without a folder for its log the app is as ever: ${what}`, async ({ launch, commandFor }) => {
    const { userDataDir } = commandFor()
    const folder = join(userDataDir, 'logs')
    await mkdir(userDataDir, { recursive: true })
    await spoil(folder)
    spoilt.push(folder)
    const copy = await launch({ user: 'John', userDataDir })
    const { connection, page } = await copy.controller()
    await expect(connection).toContainText('Connected to 127.0.0.1')
    await copy.app.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('nowhere to write this')
        }),
    )
    await expect
      .poll(async () => (await grant(page, 'makeReport')).text)
      .toContain('error uncaught: nowhere to write this')
    expect(copy.stderr().join('\n')).not.toContain('electron-log')
    await copy.quit()
  })
}
