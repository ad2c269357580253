import { cpSync } from 'node:fs'
import type { LaunchOptions } from '../../e2e/fixtures/command-line'
import type { Copy } from '../../e2e/fixtures/porchlight'
import { grant, sayAs, type Talker } from '../../e2e/fixtures/talk'
import type { Mosquitto, Observer } from '../../e2e/fixtures/broker'
import { waitFor } from '../../e2e/fixtures/wait'
import { FORM } from '../../src/shared/profile/testing'
import { rowsIn } from './rows'
import type { Good } from './judge'

/** Messages that were there when the app ended last. */
const SETTLED = 400
/** Messages that came after the last end and so may stand beside the database still. */
const LATE = 40

/** What of a folder belongs to Chromium alone and comes again by itself, or to the run that is over. */
const LEFT_OUT = /Cache|Singleton|blob_storage|Crashpad/

interface Talk {
  readonly broker: Mosquitto
  readonly client: Observer
  enter(user: string, options?: LaunchOptions): Promise<Talker>
}

/** Lets the real app make two folders with something of everything: one it left in order, and one in which it was killed. */
export async function goodFolders(
  talk: Talk,
  launch: (options: LaunchOptions) => Promise<Copy>,
  into: string,
): Promise<readonly Good[]> {
  const john = await talk.enter('John')
  const { userDataDir } = john.copy
  await furnish(john)
  await say(talk.client, 0, SETTLED)
  await arrived(userDataDir, SETTLED)
  await john.copy.quit()
  // Once at its own broker, so that there is something of it.
  const host = await launch({ userDataDir, user: 'John' })
  const { connection } = await host.controller()
  await waitFor('its own broker', async () => (await connection.textContent())?.includes('Connected'))
  await host.quit()
  const ended = kept(userDataDir, `${into}/ended`)

  const again = await talk.enter('John', { userDataDir })
  await say(talk.client, SETTLED, LATE)
  await arrived(userDataDir, SETTLED + LATE)
  await talk.broker.kill()
  await waitFor('a queue', async () => {
    const answer = await again.page.evaluate(() =>
      window.porchlight.sendMessage({ room: 'chat', text: 'waits' }),
    )
    return answer.ok
  })
  await again.copy.kill()
  return [ended, kept(userDataDir, `${into}/killed`)]
}

/** Something in every list of the settings. */
async function furnish({ page }: Talker): Promise<void> {
  for (const topic of ['porch', 'garden', 'hall']) {
    await grant(page, 'savePlainLight', { topic, sends: 'words' })
    await grant(page, 'arrangeLight', { light: topic, name: `The ${topic}`, room: 'House', favourite: true })
  }
  await grant(page, 'saveGroup', { name: 'Outside', members: ['porch', 'garden'] })
  await grant(page, 'setTimer', { light: 'hall', power: 'on', when: { time: '23:59', daily: true } })
  await grant(page, 'setColours', { colours: [{ temperature: 2_700 }] })
  for (const topic of ['kitchen', 'attic'])
    await grant(page, 'joinRoom', { topic, name: topic, kind: 'open' })
  await grant(page, 'changeChat', { keep: 'year', enterSends: false, notifications: false })
  await grant(page, 'addWord', { word: 'porchlight' })
  await grant(page, 'consentToKeep', { keep: true })
  for (const name of ['House', 'Lab', 'Away']) {
    await grant(page, 'saveProfile', {
      ...FORM,
      name,
      addresses: ['mqtts://broker.example:8883', 'mqtt://127.0.0.1:9'],
      sessionExpiry: 0,
      username: 'john',
      password: 'a password',
      serverName: 'broker.example',
    })
    await grant(page, 'saveMessage', { name, topic: 'porch', payload: 'on', qos: 1, retain: false })
  }
  await grant(page, 'saveDraft', { room: 'kitchen', text: 'half a sentence' })
}

async function say(client: Observer, from: number, count: number): Promise<void> {
  const said = Array.from({ length: count }, (_, index) => ({
    user: 'Yoko',
    message: `${from + index}: the light on the porch is ${index % 2 ? 'on' : 'off'} ${'and so on '.repeat(index % 30)}`,
    id: `said-${from + index}`,
    clock: from + index + 1,
  }))
  await sayAs(client, said)
}

async function arrived(userDataDir: string, count: number): Promise<void> {
  await waitFor(`${count} messages in the history`, () => rowsIn(userDataDir).size >= count, 30_000)
}

function kept(from: string, folder: string): Good {
  cpSync(from, folder, { recursive: true, filter: (path) => !LEFT_OUT.test(path.slice(from.length)) })
  return { folder, rows: rowsIn(folder) }
}
