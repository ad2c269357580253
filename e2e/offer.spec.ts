import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Observer } from './fixtures/broker'
import { enterAgain, settingsOf } from './fixtures/arrange'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'

// This computer's light offers itself to Home Assistant, for which a bare client stands in that knows nothing of Porchlight.

const OFFER = 'Offer this computer’s lights to Home Assistant'

/** The part of an announcement that Home Assistant acts by. */
interface Announced {
  name: string
  unique_id: string
  command_topic: string
  state_topic: string
  payload_on: string
  payload_off: string
  qos: 0 | 1 | 2
  retain: boolean
  availability: { topic: string; payload_available: string; payload_not_available: string }[]
}

const isAnnouncement = (topic: string): boolean => /^homeassistant\/light\/[\w-]+\/led\/config$/.test(topic)

/** What somebody who comes now finds at the broker. */
async function found(client: Observer, late: Observer): Promise<Map<string, string>> {
  const mark = `mark/${Math.random()}`
  await client.publish(mark, '')
  await late.until(({ topic }) => topic === mark)
  return new Map(late.messages.filter(({ retain }) => retain).map(({ topic, payload }) => [topic, payload]))
}

async function offer({ page }: LightsTab, offered: boolean): Promise<void> {
  await page.getByRole('tab', { name: 'Settings', exact: true }).click()
  await page.getByRole('checkbox', { name: OFFER, exact: true }).click()
  await expect(page.getByRole('checkbox', { name: OFFER, exact: true })).toBeChecked({ checked: offered })
  await page.getByRole('tab', { name: 'Lights', exact: true }).click()
}

test('Home Assistant finds led, switches it, sees it go with a crash, and loses it when it is no longer offered', async ({
  house,
  observe,
  launch,
}) => {
  const { client } = house
  const { copy, lights } = await house.enter()
  expect(client.messages.some(({ topic }) => topic.startsWith('homeassistant/'))).toBe(false)
  await offer(lights, true)
  await client.until(({ topic }) => isAnnouncement(topic))

  // Home Assistant starts, and finds the announcement because it is retained.
  const assistant = await observe(house.port)
  const { topic, payload, retain } = await assistant.until((message) => isAnnouncement(message.topic))
  expect(retain).toBe(true)
  const led = JSON.parse(payload) as Announced
  expect(led).toMatchObject({ name: 'led', command_topic: 'led', state_topic: 'led' })
  const { installation } = await settingsOf(copy)
  expect(topic).toContain(installation)
  expect(led.unique_id).toContain(installation)
  const [presence] = led.availability
  if (!presence) throw new Error('It announces no availability')
  /** The last the broker heard of its availability, read as the announcement says: the `state` of a JSON. */
  const available = (): string | undefined => {
    const said = assistant.messages.findLast((message) => message.topic === presence.topic)?.payload
    return said === undefined ? undefined : (JSON.parse(said) as { state: string }).state
  }
  await expect.poll(available).toBe(presence.payload_available)

  const options = { qos: led.qos, retain: led.retain }
  await assistant.publish(led.command_topic, led.payload_on, options)
  await expect(lights.switch('led')).toBeChecked()
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  await assistant.publish(led.command_topic, led.payload_off, options)
  await expect.poll(() => copy.tray.tooltip()).toBe('led: off · connected')
  await lights.toggle('led')
  await assistant.until((said) => said.topic === led.state_topic && said.payload === led.payload_on)

  // Its own announcement came back to it, and its light is still one; so it is in a copy that offers nothing.
  await expect(lights.switches).toHaveCount(1)
  const yoko = await enterAgain(launch, house, { user: 'Yoko' })
  const yokos = new LightsTab((await yoko.controller()).page)
  await expect(yokos.switch('led')).toBeChecked()
  await expect(yokos.switches).toHaveCount(1)
  await yokos.toggle('led')
  await expect(lights.switch('led')).not.toBeChecked()
  await yoko.quit()

  await copy.kill()
  await expect.poll(available, { timeout: 20_000 }).toBe(presence.payload_not_available)

  const again = await enterAgain(launch, house, copy)
  const later = new LightsTab((await again.controller()).page)
  await expect.poll(available).toBe(presence.payload_available)
  await expect(later.switches).toHaveCount(1)
  expect((await found(client, await observe(house.port))).get(topic)).toBe(payload)

  await offer(later, false)
  await expect.poll(() => assistant.messages.findLast((message) => message.topic === topic)?.payload).toBe('')
  expect([...(await found(client, await observe(house.port))).keys()].filter(isAnnouncement)).toEqual([])
  // What the broker no longer keeps was never Porchlight's light itself.
  await expect(later.switch('led')).toBeEnabled()
})

test('a copy that ends leaves its light as not available, and takes back what it no longer offers at the next start', async ({
  house,
  observe,
  launch,
}) => {
  const { client } = house
  const { copy, lights } = await house.enter()
  await offer(lights, true)
  const { topic, payload } = await client.until((message) => isAnnouncement(message.topic))
  const presence = (JSON.parse(payload) as Announced).availability[0]?.topic ?? ''
  await copy.quit()
  const kept = await found(client, await observe(house.port))
  expect(kept.get(topic)).toBe(payload)
  expect(JSON.parse(kept.get(presence) ?? '')).toMatchObject({ state: 'offline' })

  // Changed while it did not run.
  const file = join(copy.userDataDir, 'settings.json')
  const offered = await readFile(file, 'utf8')
  expect(offered).toContain('"offered": true')
  await writeFile(file, offered.replace('"offered": true', '"offered": false'))
  await enterAgain(launch, house, copy)
  await client.until((message) => message.topic === topic && message.payload === '')
})
