import type { Mosquitto } from './fixtures/broker'
import { expect, test, type Copy } from './fixtures/porchlight'
import { emitPower } from './fixtures/power'
import { stateOf } from './fixtures/snapshot'

/** How often this broker has turned a client away. */
const refusals = (broker: Mosquitto): number =>
  broker.log().filter((line) => /not authori[sz]ed/i.test(line)).length

async function connectionPhase(copy: Copy): Promise<string> {
  const { page } = await copy.controller()
  return (await stateOf(page)).connection.phase
}

test('a wrong password is told in words and tried once, whatever happens, until it is mended', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto({ users: { john: 'the right one' } })
  const copy = await launch({ user: 'John' })
  const { brokers, connection, page } = await copy.controller()
  await brokers.add({
    Name: 'Lab',
    Addresses: `mqtt://127.0.0.1:${broker.port}`,
    'User name': 'john',
    Password: 'the wrong one',
  })
  await brokers.test()
  await expect(brokers.results).toContainText(
    /Not connected: (user name or password is wrong|the broker does not let this user in)/,
  )
  await brokers.save('Keep for this run only')
  const tested = refusals(broker)
  expect(tested).toBe(1)

  await brokers.use('Lab')
  await expect(connection).toContainText(/user name or password is wrong|does not let this user in/)
  await expect(connection).toContainText('Settings')
  expect(refusals(broker)).toBe(tested + 1)
  // Stopped, not waiting: there is no next try, nor does a wake-up make one.
  expect(await connectionPhase(copy)).toBe('stopped')
  await expect(page.getByText(/Next try in/)).toHaveCount(0)
  await emitPower(copy.app, 'resume')
  expect(await connectionPhase(copy)).toBe('stopped')
  // What another client says arrives later than anything the wake-up would have begun.
  await brokers.open()
  await brokers.edit('Lab')
  await brokers.test()
  await expect(brokers.results).toContainText('Not connected')
  expect(refusals(broker)).toBe(tested + 2)

  await brokers.fill({ Password: 'the right one' })
  await brokers.test()
  await expect(brokers.results).toContainText('Connected with MQTT 5')
  await brokers.save()
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
  expect(refusals(broker)).toBe(tested + 2)
  // A login that works is asked for again after a wake-up, as always.
  await emitPower(copy.app, 'resume')
  await expect
    .poll(() => broker.log().filter((line) => /as porchlight-(?!test-).*u'john'/.test(line)).length)
    .toBe(2)
  await expect(connection).toContainText(`Connected to 127.0.0.1:${broker.port}`)
})
