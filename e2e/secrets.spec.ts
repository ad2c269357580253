import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures/certificates'
import type { ControllerWindow } from './fixtures/controller'
import { pickNext, saveNextAs } from './fixtures/dialogs'
import type { Copy } from './fixtures/porchlight'
import { filesWith, holds } from './fixtures/secret-scan'
import { snapshotOf } from './fixtures/snapshot'

const PASSWORD = 'Quokka-4711-päßwort'

/** The app as it is about to have said its last: everything printed, everything kept. */
async function expectNowhere(copy: Copy, secrets: readonly string[]): Promise<void> {
  const printed = Buffer.from([...copy.stdout(), ...copy.stderr()].join('\n'))
  for (const secret of secrets) {
    expect(await filesWith(copy.userDataDir, secret)).toEqual([])
    expect(holds(printed, secret)).toBe(false)
  }
}

/** Exports all brokers to a file, with their secrets where a passphrase is given. */
async function exportTo(copy: Copy, file: string, passphrase?: string): Promise<void> {
  const { page, brokers }: ControllerWindow = await copy.controller()
  await saveNextAs(copy.app, file)
  await brokers.open()
  await brokers.button('Export …').click()
  const dialog = page.getByRole('dialog', { name: 'Export brokers' })
  if (passphrase !== undefined) {
    await dialog.getByRole('checkbox', { name: 'With passwords and keys' }).check()
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await dialog.getByLabel('Passphrase again').fill(passphrase)
  }
  await dialog.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByText(`Written to ${file}.`)).toBeVisible()
}

for (const answer of ['Keep for this run only', 'Keep all the same'] as const) {
  test(`${answer}: a password and a key are in no file and in nothing that was printed`, async ({
    launch,
    mosquitto,
    certificates,
    home,
  }) => {
    const { ca, server, client } = certificates
    const broker = await mosquitto({
      certificate: server,
      clientCa: ca.certFile,
      users: { john: PASSWORD },
    })
    // The second line of a PEM text is nothing but the key.
    const secrets = [PASSWORD, client.key.split('\n')[1] ?? 'no key']
    const copy = await launch({ user: 'John' })
    const { brokers, connection, page } = await copy.controller()
    await brokers.add({
      Name: 'Mutual',
      Addresses: `mqtts://localhost:${broker.port}`,
      'User name': 'john',
      Password: PASSWORD,
    })
    for (const [what, file] of [
      ['CA file', ca.certFile],
      ['Client certificate', client.certFile],
      ['Client key', client.keyFile],
    ] as const) {
      await pickNext(copy.app, file)
      await brokers.choose(what)
    }
    await brokers.test()
    await expect(brokers.results).toContainText('Connected with MQTT 5')
    await brokers.save(answer)
    await brokers.use('Mutual')
    await expect(connection).toContainText(`Connected to localhost:${broker.port}`)
    // Asked once: another secret is saved without a question.
    await brokers.edit('Mutual', { Password: 'another one' })
    await brokers.save()
    await expect(connection).toContainText('Not connected:')
    await brokers.edit('Mutual', { Password: PASSWORD })
    await brokers.save()
    await expect(connection).toContainText(`Connected to localhost:${broker.port}`)
    await expectNowhere(copy, secrets)
    // What is not secret is found, so the search finds what there is.
    expect(await filesWith(copy.userDataDir, 'Mutual')).not.toEqual([])

    // Nor does a window get them back, nor a file without a passphrase.
    const shown = JSON.stringify(await snapshotOf(page))
    const file = join(home.folder, 'exported.json')
    await exportTo(copy, file)
    const exported = await readFile(file)
    for (const secret of secrets) {
      expect(holds(Buffer.from(shown), secret)).toBe(false)
      expect(holds(exported, secret)).toBe(false)
    }
    expect(exported.toString()).toContain('Mutual')
    expect(exported.toString()).toContain('BEGIN CERTIFICATE')
    expect(exported.toString()).not.toContain('PRIVATE KEY')

    await copy.quit()
    await expectNowhere(copy, secrets)
    const again = await launch({ user: 'John', userDataDir: copy.userDataDir })
    const second = await again.controller()
    await expect(second.connection).toContainText(
      answer === 'Keep all the same' ? `Connected to localhost:${broker.port}` : 'Not connected:',
    )
    await again.quit()
    await expectNowhere(again, secrets)
  })
}

test('a broker moves to another copy with its password, under a passphrase', async ({
  launch,
  mosquitto,
  home,
}) => {
  const broker = await mosquitto({ users: { john: PASSWORD } })
  const folder = join(home.folder, 'moved')
  await mkdir(folder)
  const file = join(folder, 'brokers.json')
  const first = await launch({ user: 'John' })
  const { brokers } = await first.controller()
  await brokers.add({
    Name: 'Lab',
    Addresses: `mqtt://127.0.0.1:${broker.port}`,
    'User name': 'john',
    Password: PASSWORD,
  })
  await brokers.save('Keep for this run only')
  await exportTo(first, file, 'correct horse')
  for (const secret of [PASSWORD, 'correct horse']) expect(await filesWith(folder, secret)).toEqual([])
  await first.quit()

  const second = await launch({ user: 'Yoko' })
  const there = await second.controller()
  await pickNext(second.app, file)
  await there.brokers.open()
  await there.brokers.button('Import …').click()
  await there.page.getByRole('alertdialog').getByRole('button', { name: 'Keep for this run only' }).click()
  const dialog = there.page.getByRole('dialog', { name: 'This file holds passwords and keys' })
  const passphrase = dialog.getByLabel('Passphrase')
  await passphrase.fill('wrong horse')
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect(dialog.getByText('The passphrase is wrong. Try again.')).toBeVisible()
  await passphrase.fill('correct horse')
  await dialog.getByRole('button', { name: 'Open' }).click()
  await expect(
    there.page.getByText('1 broker has come. Their passwords and keys have come too.'),
  ).toBeVisible()
  await there.brokers.use('Lab')
  await expect(there.connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  await expectNowhere(second, [PASSWORD, 'correct horse'])
})
