import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pickNext } from './fixtures/dialogs'
import { expect, test } from './fixtures/porchlight'

const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4', 'hex')
const PROFILE = {
  id: '0f3b1a7c-8a0e-4d0c-9d0e-6f0a1b2c3d4e',
  name: 'From a file',
  addresses: ['mqtt://127.0.0.1:1999'],
}

const fileOf = (...profiles: unknown[]): string =>
  JSON.stringify({ porchlight: 'profiles', version: 1, profiles })

/** Every broken kind of a file of profiles. */
const BROKEN: Record<string, string | Buffer> = {
  empty: '',
  'not JSON': 'name = Lab',
  'cut off': fileOf(PROFILE).slice(0, -10),
  'a picture': PICTURE,
  'not UTF-8': Buffer.concat([Buffer.from('{"porchlight":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
  'another program’s': '{"connections":[{"host":"127.0.0.1","port":1883}]}',
  null: 'null',
  'a list': JSON.stringify([PROFILE]),
  'nested very deeply': '['.repeat(200_000),
  'a later version': JSON.stringify({ porchlight: 'profiles', version: 99, profiles: [PROFILE] }),
  'profiles that are no list': JSON.stringify({ porchlight: 'profiles', version: 1, profiles: PROFILE }),
  'a profile that is a text': fileOf('Lab'),
  'a profile without addresses': fileOf({ ...PROFILE, addresses: [] }),
  'a host with a space': fileOf({ ...PROFILE, addresses: ['mqtt://my broker:1883'] }),
  'a port out of range': fileOf({ ...PROFILE, addresses: ['mqtt://127.0.0.1:99999'] }),
  'a scheme of its own': fileOf({ ...PROFILE, addresses: ['file:///etc/passwd'] }),
  'a name that is no text': fileOf({ ...PROFILE, name: { toString: 1 } }),
  'one good and one bad': fileOf(PROFILE, { ...PROFILE, id: 'b', name: 7 }),
  'the same id twice': fileOf(PROFILE, PROFILE),
  'a lock that is none': JSON.stringify({
    porchlight: 'profiles',
    version: 1,
    profiles: [PROFILE],
    secrets: { kdf: 'rot13' },
  }),
}

/** The brokers in the settings, by their names. */
const names = (page: Page): Promise<string[]> =>
  page
    .getByRole('radiogroup', { name: 'Broker', exact: true })
    .getByRole('radio')
    .evaluateAll((radios) =>
      radios.map(
        (radio) => document.getElementById(radio.getAttribute('aria-labelledby') ?? '')?.innerText ?? '',
      ),
    )

test('files of brokers of every broken kind are refused in words and change nothing', async ({
  launch,
  home,
}) => {
  test.setTimeout(120_000)
  const copy = await launch({ user: 'John' })
  const { brokers, page, connection } = await copy.controller()
  await brokers.add({ Name: 'Lab', Addresses: '127.0.0.1:9' })
  await brokers.save()
  const before = await names(page)
  expect(before).toHaveLength(2)
  const file = join(home.folder, 'brokers.json')
  await pickNext(copy.app, file)
  const refused = page.getByText('This is not a file of brokers from Porchlight.')
  for (const [what, content] of Object.entries(BROKEN)) {
    // The words of the refusal before go, so that each one is seen anew.
    await brokers.edit('Lab')
    await brokers.button('Cancel').click()
    await expect(refused).toHaveCount(0)
    await writeFile(file, content)
    await brokers.button('Import …').click()
    await expect(refused, what).toBeVisible()
    expect(await names(page), what).toEqual(before)
  }
  await writeFile(file, ' '.repeat(5_000_001))
  await brokers.button('Import …').click()
  await expect(page.getByText('The file is too large for this.')).toBeVisible()
  await pickNext(copy.app, join(home.folder, 'nowhere.json'))
  await brokers.button('Import …').click()
  await expect(page.getByText('The file could not be read.')).toBeVisible()
  await pickNext(copy.app, home.folder)
  await brokers.button('Import …').click()
  await expect(page.getByText('The file could not be read.')).toBeVisible()
  expect(await names(page)).toEqual(before)

  // A good one still comes in, twice even, and keeps the names apart.
  await writeFile(file, fileOf(PROFILE))
  await pickNext(copy.app, file)
  for (const name of ['From a file', 'From a file 2']) {
    await brokers.button('Import …').click()
    await expect(brokers.row(name)).toBeVisible()
  }
  await expect(connection).toContainText('Connected to 127.0.0.1:1883')
  expect(copy.rendererErrors()).toEqual([])
})
