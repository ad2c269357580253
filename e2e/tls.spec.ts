import { expect, fingerprintOf, test } from './fixtures/certificates'
import { pickNext } from './fixtures/dialogs'
import { listenWithTls } from './fixtures/tls-listener'

const CA_UNKNOWN = 'its certificate comes from somebody this computer does not trust'

test('a CA that this computer does not know is told in words, and its file picked makes it known', async ({
  launch,
  mosquitto,
  certificates,
}) => {
  const broker = await mosquitto({ certificate: certificates.server })
  const copy = await launch({ user: 'John' })
  const { brokers, connection, page } = await copy.controller()
  await brokers.add({ Name: 'Safe', Addresses: `mqtts://127.0.0.1:${broker.port}` })
  await brokers.test()
  await expect(brokers.results).toContainText(`Not connected: ${CA_UNKNOWN}.`)
  await expect(brokers.results).toContainText('Choose the issuer’s certificate as CA file.')
  await expect(brokers.results).toContainText('Porchlight test CA')
  await brokers.save()
  await brokers.use('Safe')
  await expect(connection).toContainText(CA_UNKNOWN)

  await brokers.edit('Safe')
  await pickNext(copy.app, certificates.ca.certFile)
  await brokers.choose('CA file')
  await expect(page.getByText('From ca.crt')).toBeVisible()
  await brokers.test()
  await expect(brokers.results).toContainText('Connected with MQTT 5')
  await brokers.save()
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)

  // What the picked file said is kept, not the place where it lay.
  await copy.quit()
  const again = await launch({ user: 'John', userDataDir: copy.userDataDir })
  await expect((await again.controller()).connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
})

test('each rule that a certificate breaks has its own words', async ({ launch, mosquitto, certificates }) => {
  const expired = await mosquitto({ certificate: certificates.expired })
  const otherHost = await mosquitto({ certificate: certificates.otherHost })
  const plain = await mosquitto()
  const copy = await launch({ user: 'John' })
  const { brokers } = await copy.controller()
  const ports = [expired, otherHost, plain].map(({ port }) => port)
  await brokers.add({ Name: 'Safe', Addresses: ports.map((port) => `mqtts://127.0.0.1:${port}`).join('\n') })
  await pickNext(copy.app, certificates.ca.certFile)
  await brokers.choose('CA file')
  await brokers.test()
  await expect(brokers.results).toHaveCount(3)
  await expect(brokers.results.nth(0)).toContainText('Not connected: its certificate has expired.')
  await expect(brokers.results.nth(1)).toContainText(
    'Not connected: its certificate was made for another name.',
  )
  await expect(brokers.results.nth(2)).toContainText('Not connected:')
  await expect(brokers.results.nth(2)).not.toContainText('The certificate it showed')
  // The name in the certificate, given as server name, mends the second.
  await brokers.fill({ 'Server name': 'broker.example' })
  await brokers.test()
  await expect(brokers.results.nth(1)).toContainText('Connected with MQTT 5')
})

test('a self-signed certificate is shown with its fingerprint, trusted after a question, and no other for it', async ({
  launch,
  mosquitto,
  certificates,
}) => {
  const users = { john: 'pin-secret-9871' }
  const broker = await mosquitto({ certificate: certificates.selfSigned, users })
  const copy = await launch({ user: 'John' })
  const { brokers, connection, page } = await copy.controller()
  await brokers.add({
    Name: 'Own',
    Addresses: `mqtts://127.0.0.1:${broker.port}`,
    'User name': 'john',
    Password: 'pin-secret-9871',
  })
  await brokers.test()
  await expect(brokers.results).toContainText('Not connected: its certificate is self-signed')
  await expect(brokers.results).toContainText(/Made for.*localhost/s)
  expect(await brokers.results.locator('code').innerText().then(onlyPairs)).toBe(
    fingerprintOf(certificates.selfSigned),
  )

  const question = page.getByRole('alertdialog', { name: 'Trust this certificate?' })
  await brokers.button('Trust this certificate').click()
  await expect(question).toContainText('would then read everything')
  await question.getByRole('button', { name: 'Do not trust it' }).click()
  await brokers.test()
  await expect(brokers.results).toContainText('Not connected: its certificate is self-signed')
  await brokers.button('Trust this certificate').click()
  await question.getByRole('button', { name: 'It is the same: trust it' }).click()
  await brokers.test()
  await expect(brokers.results).toContainText('Connected with MQTT 5')
  await brokers.save('Keep all the same')
  await brokers.use('Own')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)

  // Somebody else on its port, with a certificate that is fine by itself, hears not one byte.
  await broker.stop()
  const stranger = await listenWithTls(broker.port, certificates.server)
  await expect(connection).toContainText('it shows another certificate than the one you trusted', {
    timeout: 30_000,
  })
  expect(stranger.visits()).toBeGreaterThan(0)
  await brokers.edit('Own')
  await brokers.test()
  await expect(brokers.results).toContainText('it shows another certificate than the one you trusted')
  await expect(brokers.results).toContainText('Ask whoever runs the broker whether it was changed.')
  expect(stranger.heard()).toBe('')
  await stranger.close()

  // The right one back, it is let in again.
  await mosquitto({ certificate: certificates.selfSigned, users, port: broker.port })
  await brokers.button('Cancel').click()
  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
})

/** A fingerprint is shown in groups, each on a line of its own where there is little room. */
const onlyPairs = (text: string): string => text.replace(/[^0-9A-F:]/g, '')

test('a broker that asks for a client certificate gets the one that was picked, with its key', async ({
  launch,
  mosquitto,
  certificates,
}) => {
  const broker = await mosquitto({ certificate: certificates.server, clientCa: certificates.ca.certFile })
  const copy = await launch({ user: 'John' })
  const { brokers, connection, page } = await copy.controller()
  await brokers.add({ Name: 'Mutual', Addresses: `mqtts://localhost:${broker.port}` })
  await pickNext(copy.app, certificates.ca.certFile)
  await brokers.choose('CA file')
  await brokers.test()
  await expect(brokers.results).toContainText('it asks for a client certificate, or does not accept this one')

  await pickNext(copy.app, certificates.client.certFile)
  await brokers.choose('Client certificate')
  await brokers.test()
  await expect(page.getByText('The client certificate needs its key.')).toBeVisible()
  await pickNext(copy.app, certificates.server.keyFile)
  await brokers.choose('Client key')
  await brokers.test()
  await expect(page.getByText('The key does not belong to the client certificate.')).toBeVisible()
  await pickNext(copy.app, certificates.client.keyFile)
  await brokers.choose('Client key')
  await brokers.test()
  await expect(brokers.results).toContainText('Connected with MQTT 5')
  await brokers.save('Keep all the same')
  await brokers.use('Mutual')
  await expect(connection).toContainText(`Connected to localhost:${broker.port}`)

  await copy.quit()
  const again = await launch({ user: 'John', userDataDir: copy.userDataDir })
  await expect((await again.controller()).connection).toContainText(`Connected to localhost:${broker.port}`)
})
