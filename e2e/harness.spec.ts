import { connect } from 'node:net'
import { expect } from '@playwright/test'
import { runElectron, type ElectronRun } from './fixtures/electron-run'
import { CHAT_FORMS } from './fixtures/lab'
import { assertProfilePortsFree, isListening } from './fixtures/ports'
import { descendantsOf, isRunning } from './fixtures/processes'
import { test as base } from './fixtures/test'
import { tinyApp } from './fixtures/tiny-app'

const test = base.extend<{ tiny: () => Promise<ElectronRun> }>({
  tiny: async ({ home, trayHost }, use, testInfo) => {
    const runs: ElectronRun[] = []
    expect(trayHost.shownBy()).toEqual([])
    await use(async () => {
      const run = await runElectron(home, await tinyApp(home))
      runs.push(run)
      return run
    })
    for (const run of runs) await run.finish(testInfo)
  },
})

test('reads the tray of an app: picture, tooltip and menu', async ({ tiny, trayHost }) => {
  const { pid } = await tiny()
  const tray = trayHost.item(pid)
  await expect.poll(() => tray.tooltip()).toBe('tiny: off')
  const { width, height, argb } = await tray.icon()
  expect([width, height]).toEqual([16, 16])
  // A quarter opaque, and white: colours come as they are, not multiplied by alpha.
  expect(argb.toString('hex')).toBe('40ffffff'.repeat(width * height))
  expect(await tray.status()).toBe('Active')
  const [turnOn, more] = await tray.menu()
  expect(turnOn).toMatchObject({
    label: 'Turn on',
    enabled: true,
    checked: undefined,
    type: 'normal',
    children: [],
  })
  expect(more).toMatchObject({
    label: 'More',
    type: 'submenu',
    children: [
      { label: 'Renew_icon', type: 'normal' },
      { label: 'Sealed', enabled: false, checked: true, type: 'checkbox' },
    ],
  })
  await expect(tray.clickMenu(['More', 'Sealed'], 100)).rejects.toThrow(/"Sealed" \(disabled\)/)
})

test('a menu click and a click on the icon reach the app, and the picture follows', async ({
  tiny,
  trayHost,
}) => {
  const { pid } = await tiny()
  const tray = trayHost.item(pid)
  const unlit = await tray.iconHash()
  await tray.clickMenu('Turn on')
  await expect.poll(() => tray.tooltip()).toBe('tiny: on')
  await expect.poll(() => tray.iconHash()).not.toBe(unlit)
  expect((await tray.icon()).argb.every((byte) => byte === 0xff)).toBe(true)
  await expect
    .poll(() => trayHost.notifications())
    .toMatchObject([{ title: 'Tiny', body: 'It is on', withdrawn: false }])
  await tray.activate()
  await expect.poll(() => tray.tooltip()).toBe('tiny: clicked 1')
})

test('tells two copies apart, follows a renewed icon, and sees each one go', async ({ tiny, trayHost }) => {
  const one = await tiny()
  const two = await tiny()
  const trays = [trayHost.item(one.pid), trayHost.item(two.pid)] as const
  await trays[0].clickMenu(['More', 'Renew_icon'])
  await expect.poll(() => trays[0].tooltip()).toBe('tiny: renewed')
  expect(await trays[1].tooltip()).toBe('tiny: off')
  expect(trayHost.shownBy().sort()).toEqual([one.pid, two.pid].sort())

  const helpers = descendantsOf(one.pid)
  expect(helpers.length).toBeGreaterThan(0)
  await one.quit()
  await trays[0].closed
  expect(trays.map((tray) => tray.shown)).toEqual([false, true])
  await expect.poll(() => helpers.filter(({ pid }) => isRunning(pid))).toEqual([])

  await two.kill()
  await trays[1].closed
  expect(trayHost.shownBy()).toEqual([])
})

test('keeps what an app prints from its first line on, and what its windows complain about', async ({
  tiny,
}) => {
  const run = await tiny()
  await expect.poll(() => run.app.windows().length).toBe(1)
  expect(run.stdout()[0]).toBe('first line')
  const locale = await run.app.evaluate(({ app }) => app.getLocale())
  expect(locale).toBe('en-US')
  await expect.poll(() => run.rendererErrors().join()).toContain('tiny error')
})

test.describe('on a desktop without a tray', () => {
  test.use({ trayShown: false })

  test('an app runs and shows no icon', async ({ tiny, trayHost }) => {
    const run = await tiny()
    await expect.poll(() => run.app.windows().length).toBe(1)
    expect(trayHost.item(run.pid).shown).toBe(false)
  })
})

test("the lab's MyPublisher and MySubscriber meet on Mosquitto", async ({ mosquitto, observe, lab }) => {
  await mosquitto({ port: 1883 })
  await expect(assertProfilePortsFree()).rejects.toThrow(/port 1883 on 127\.0\.0\.1/)
  const observer = await observe()
  const subscriber = await lab.subscriber('led')
  await lab.publish('led', 'on')
  expect(await subscriber.until((message) => message.payload === 'on')).toEqual({
    event: 'heard',
    topic: 'led',
    payload: 'on',
    qos: 2,
    retain: false,
  })
  expect(subscriber.lines).toContain("Topic:'led', QoS: '2' Message: 'b'on''")
  expect(await observer.until(({ topic }) => topic === 'led')).toMatchObject({
    payload: 'on',
    qos: 2,
    retain: false,
  })
})

test('the plain chatter and the JSON one take turns on any port', async ({ mosquitto, observe, lab }) => {
  const { port } = await mosquitto()
  const observer = await observe(port)
  const john = await lab.chatter('json', 'John', { port })
  const yoko = await lab.chatter('plain', 'Yoko', { port })
  expect(await john.say('Hi')).toBe('sent')
  expect(await john.say('me again')).toBe('refused')
  await yoko.until(({ payload }) => payload === '{"user": "John", "message": "Hi"}')
  expect(await yoko.say('Hi, how are you?')).toBe('sent')
  await john.until(({ payload }) => payload === 'Yoko: Hi, how are you?')
  expect(await john.say('Good')).toBe('sent')
  await observer.until(({ payload }) => payload.includes('Good'))
  expect(observer.messages.map(({ payload }) => payload)).toEqual([
    '{"user": "John", "message": "Hi"}',
    'Yoko: Hi, how are you?',
    '{"user": "John", "message": "Good"}',
  ])
})

test('Python clients write the public forms of a chat message', async ({ mosquitto, observe, lab }) => {
  const { port } = await mosquitto()
  const observer = await observe(port)
  for (const form of CHAT_FORMS) {
    const anna = await lab.form(form, 'anna', { port })
    expect(await anna.say('hello')).toBe('sent')
    await anna.until(({ payload }) => payload.includes('hello'))
    await anna.stop()
  }
  const said = observer.messages.map(({ payload }) =>
    payload.replace(/"timestamp": [\d.]+/, '"timestamp": 1'),
  )
  expect(said).toEqual([
    '{"user": "anna", "say": "hello"}',
    '(anna)hello',
    'hello',
    'anna : hello',
    '{"type": "message", "from": "anna", "message": "hello"}',
    '{"message": "hello", "timestamp": 1}',
    String.raw`"{\"user\": \"anna\", \"message\": \"hello\"}"`,
    "{'user': 'anna', 'message': 'hello'}",
    '{"bn": "anna", "e": [{"n": "chat", "v": "hello"}]}',
  ])
})

test('an observer publishes, and a later one learns what was retained', async ({
  mosquitto,
  observe,
  lab,
}) => {
  const { port } = await mosquitto()
  const observer = await observe(port)
  const subscriber = await lab.subscriber('led', { port, with: 'MyMQTT' })
  await observer.publish('led', 'off', { retain: true })
  await subscriber.until(({ payload }) => payload === 'off')
  await lab.publish('other', '-1', { port, with: 'MyMQTT' })
  await observer.until(({ topic, payload }) => topic === 'other' && payload === '-1')
  const later = await observe(port)
  expect(await later.until(({ topic }) => topic === 'led')).toMatchObject({ payload: 'off', retain: true })
  expect(later.messages).toHaveLength(1)
})

test('a port can be held by something that is not MQTT', async ({ holdPort }) => {
  const holder = await holdPort(1883)
  const greeting = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: 1883 })
    socket.once('data', (bytes) => {
      socket.destroy()
      resolve(String(bytes))
    })
    socket.once('error', reject)
  })
  expect(greeting).toContain('not MQTT')
  expect(holder.visits()).toBe(1)
  await holder.close()
  expect(await isListening(1883)).toBe(false)
})
