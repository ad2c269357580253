import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pickNext } from './fixtures/dialogs'
import { expect, test } from './fixtures/porchlight'

/** The beginning of a PNG file. */
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4', 'hex')

test('what a profile cannot be saved with is told at its field, and what was typed stays', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  const { brokers, page, connection } = await copy.controller()
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
  await brokers.add({})
  const good = {
    Name: 'Lab',
    Addresses: '127.0.0.1:9',
    'User name': '',
    Password: '',
    'Client id': '',
    'Keep-alive': '30',
    'Session expiry': '60',
    'Server name': '',
    ALPN: '',
  }
  const wrong: [field: keyof typeof good, given: string, words: string][] = [
    ['Name', '   ', 'Write a name first.'],
    ['Name', 'x'.repeat(81), 'At most 80 characters.'],
    ['Addresses', '', 'Write an address first'],
    ['Addresses', 'http://127.0.0.1', 'Begin with mqtt://'],
    ['Addresses', 'mqtt://my broker:1883', 'That is not an address.'],
    ['Addresses', 'mqtt://127.0.0.1:99999', 'The port has to be a number from 1 to 65535.'],
    ['Addresses', 'mqtt://127.0.0.1:0', 'The port has to be a number from 1 to 65535.'],
    ['Addresses', 'mqtt://127.0.0.1:18a', 'The port has to be a number from 1 to 65535.'],
    ['Addresses', 'mqtt://', 'The name of the host cannot be used.'],
    ['Addresses', 'mqtt://john:word@127.0.0.1', 'User name and password have their own fields.'],
    ['Addresses', 'good.example\nmqtt://bad host', 'mqtt://bad host: That is not an address.'],
    ['Addresses', '127.0.0.1:9\nmqtt://127.0.0.1:9', 'This address is there twice.'],
    ['Addresses', Array.from({ length: 17 }, (_, n) => `b${n}.example`).join('\n'), 'At most 16 addresses.'],
    ['Addresses', 'x'.repeat(9_000), 'That is not an address.'],
    ['Password', 'without a user', 'A password needs a user name.'],
    ['Client id', 'x'.repeat(201), 'At most 200 characters.'],
    ['Keep-alive', '4', 'A whole number of seconds, from 5 to 65535.'],
    ['Keep-alive', '1.5e2', 'A whole number of seconds, from 5 to 65535.'],
    ['Keep-alive', 'often', 'A whole number of seconds, from 5 to 65535.'],
    ['Session expiry', '4294967296', 'A whole number of seconds, from 0 to 4294967295.'],
    ['Server name', 'a server', 'This cannot be the name of a server.'],
    ['ALPN', Array.from({ length: 9 }, (_, n) => `p${n}`).join(','), 'Write up to 8 short names'],
  ]
  for (const [field, given, words] of wrong) {
    await brokers.fill({ ...good, [field]: given })
    await brokers.button('Test connection').click()
    await expect(page.getByText(words).first(), `${field}: ${given.slice(0, 40)}`).toBeVisible()
    await expect(brokers.field(field)).toHaveValue(given)
  }
  await brokers.fill(good)
  await brokers.save()
  await expect(brokers.row('Lab')).toBeVisible()
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
})

test('files picked for a broker that are none of what they should be are refused in words', async ({
  launch,
  home,
}) => {
  const copy = await launch({ user: 'John' })
  const { brokers, page } = await copy.controller()
  const place = async (name: string, content: string | Buffer): Promise<string> => {
    const file = join(home.folder, name)
    await writeFile(file, content)
    return file
  }
  const picture = await place('picture.png', PICTURE)
  const text = await place('letter.txt', 'Dear John,\n')
  const hollow = await place('hollow.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  const large = await place('large.pem', 'x'.repeat(300_000))
  await brokers.add({ Name: 'Lab', Addresses: 'mqtts://127.0.0.1:9' })
  const wrong: ['CA file' | 'Client certificate' | 'Client key', file: string, words: string | RegExp][] = [
    ['CA file', picture, 'There is no PEM text in this file.'],
    ['CA file', text, /There is no (certificate|PEM text) in this file\./],
    ['CA file', hollow, 'There is no certificate in this file.'],
    ['CA file', large, 'The file is too large for this.'],
    ['CA file', join(home.folder, 'nowhere.pem'), 'The file could not be read.'],
    ['CA file', home.folder, 'The file could not be read.'],
    ['Client certificate', hollow, 'There is no certificate in this file.'],
    ['Client key', picture, 'There is no PEM text in this file.'],
    ['Client key', hollow, 'There is no private key in this file.'],
  ]
  for (const [what, file, words] of wrong) {
    await pickNext(copy.app, file)
    await brokers.choose(what)
    const group = page.getByRole('group', { name: what, exact: true })
    await expect(group.getByText(words), `${what}: ${file}`).toBeVisible()
    await expect(group.getByRole('button', { name: 'Remove' })).toHaveCount(0)
  }
  await brokers.save()
  await expect(brokers.row('Lab')).toBeVisible()
})
