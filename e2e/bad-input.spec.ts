import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runToEnd } from './fixtures/bare-run'
import { expect, test } from './fixtures/porchlight'
import { stateOf } from './fixtures/snapshot'

// Bad input gets a clear answer and loses nothing.

test.describe('settings.json', () => {
  const broken: Record<string, string> = {
    'not JSON': 'name = John',
    'cut off': '{"installation":"0f3b1a7c-8a0e-4d0c-9d0e-6f0a1b2c3d4e","broker":{"kind":"this-comp',
    'another shape': '["installation"]',
    'a broker of the wrong kind': '{"installation":"0f3b1a7c","broker":{"kind":"cloud"},"trayLight":"led"}',
    'a name nobody may have':
      '{"installation":"0f3b1a7c","broker":{"kind":"this-computer"},"trayLight":"led","name":"\\u202e"}',
    'a wildcard as the tray light':
      '{"installation":"0f3b1a7c","broker":{"kind":"this-computer"},"trayLight":"#"}',
    empty: '',
    'far too large': `{"name":"${'x'.repeat(1_200_000)}"}`,
  }

  for (const [what, content] of Object.entries(broken)) {
    test(`${what}: it is set aside and named, and the app starts with new ones`, async ({ launch, home }) => {
      const userDataDir = join(home.folder, 'broken')
      await mkdir(userDataDir)
      await writeFile(join(userDataDir, 'settings.json'), content)
      const copy = await launch({ userDataDir })
      const controller = await copy.controller()
      await expect(controller.connection).toContainText('Connected')
      const aside = (await readdir(userDataDir)).filter((name) => name.startsWith('settings.broken-'))
      expect(aside).toHaveLength(1)
      const notice = controller.page
        .getByRole('list', { name: 'Messages from Porchlight' })
        .getByRole('listitem')
      await expect(notice).toHaveCount(1)
      await expect(notice).toContainText(aside[0] ?? 'a name')
      expect(await readFile(join(userDataDir, aside[0] ?? ''), 'utf8')).toBe(content)
      expect(JSON.parse(await readFile(join(userDataDir, 'settings.json'), 'utf8'))).toMatchObject({
        active: 'this-computer',
        trayLight: 'led',
      })
      await controller.lightSwitch().click()
      await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
      await notice.getByRole('button', { name: 'Dismiss' }).click()
      await expect(notice).toHaveCount(0)
    })
  }
})

test('a broken history is set aside and named, and a new one is begun', async ({ launch, home }) => {
  const userDataDir = join(home.folder, 'broken')
  await mkdir(userDataDir)
  const content = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_000, 0xa5)])
  await writeFile(join(userDataDir, 'porchlight.db'), content)
  const copy = await launch({ userDataDir, user: 'John' })
  const chat = await copy.chat()
  const aside = (await readdir(userDataDir)).filter((name) => name.startsWith('porchlight.broken-'))
  expect(aside).toEqual([expect.stringMatching(/\.db$/)])
  await expect(chat.page.getByRole('list', { name: 'Messages from Porchlight' })).toContainText(
    aside[0] ?? 'a name',
  )
  expect(await readFile(join(userDataDir, aside[0] ?? ''))).toEqual(content)
  await expect(chat.turn).toContainText('Your turn')
  await chat.write('kept from now on')
  await expect(chat.article('John', 'kept from now on')).toContainText('Sent')
  await copy.quit()
  const again = await launch({ userDataDir, user: 'John' })
  await expect((await again.chat()).article('John', 'kept from now on')).toBeVisible()
})

test('a user data folder that cannot be written ends with words and touches no other', async ({
  commandFor,
  home,
}) => {
  const file = join(home.folder, 'a-file')
  await writeFile(file, 'not a folder')
  // Nobody can write in /proc, root included.
  const folders = [join(file, 'below'), file, `/proc/${process.pid}`]
  for (const userDataDir of folders) {
    const { code, stderr } = await runToEnd(commandFor({ userDataDir, user: 'John' }))
    expect(stderr, userDataDir).toContain(`The folder ${userDataDir} cannot be written to.`)
    expect(stderr).toContain('--user-data-dir=')
    expect(code, userDataDir).toBe(2)
  }
  expect(await readFile(file, 'utf8')).toBe('not a folder')
  // Chromium on its own would have gone on with the folder of the installed copy.
  const elsewhere = await readdir(join(home.folder, 'config'), { recursive: true }).catch(() => [])
  expect(elsewhere.filter((name) => /settings\.json|porchlight\.db/.test(name))).toEqual([])
})

test('a wrong --broker or --user ends with exit code 2 and says what to write', async ({ commandFor }) => {
  const wrong: [string, RegExp][] = [
    ['--broker=', /empty/],
    ['--broker=http://127.0.0.1:1883', /begin with mqtt:\/\//],
    ['--broker=mqtt://', /host/],
    ['--broker=mqtt://127.0.0.1:0', /port/],
    ['--broker=mqtt://127.0.0.1:65536', /port/],
    ['--broker=mqtt://127.0.0.1:port', /port/],
    ['--broker=mqtt://127.0.0.1/chat', /more in it/],
    ['--broker=two words', /not an address/],
    [`--broker=mqtt://${'x'.repeat(3_000)}`, /not an address/],
    ['--broker', /empty/],
    ['--user=', /empty/],
    ['--user=   ', /empty/],
    [`--user=${'J'.repeat(300)}`, /longer than 40/],
    ['--user=Jo\thn', /cannot be shown/],
    ['--user=\u202enhoJ', /cannot be shown/],
  ]
  test.setTimeout(120_000)
  for (const [option, words] of wrong) {
    const { code, stdout, stderr } = await runToEnd(commandFor({ args: [option] }))
    expect(stderr, option).toMatch(words)
    expect(stderr, option).toMatch(/Write for example --(broker|user)=/)
    expect(stderr.length, option).toBeLessThan(3_000)
    expect(stdout, option).toBe('')
    expect(code, option).toBe(2)
  }
})

test('port 1883 held by something else: the next one is used, the window says so, a second copy joins', async ({
  launch,
  holdPort,
}) => {
  await holdPort(1883)
  await holdPort(1884)
  const john = await launch({ user: 'John' })
  const johns = await john.controller()
  await expect(johns.connection).toContainText('Connected to 127.0.0.1:1885')
  await expect(johns.connection).toContainText('Port 1883 is in use by another program')
  const yoko = await launch({ user: 'Yoko' })
  const yokos = await yoko.controller()
  await expect(yokos.connection).toContainText('Connected to 127.0.0.1:1885')
  await expect(yokos.connection).toContainText('Port 1883 is in use by another program')
  await yokos.lightSwitch().click()
  await expect(johns.lightSwitch()).toBeChecked()
})

test('all ports held: the window says so, and goes on by itself when one is free', async ({
  launch,
  holdPort,
}) => {
  const holders = []
  for (let port = 1883; port <= 1892; port++) holders.push(await holdPort(port))
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText(
    'Not connected: all ports from 1883 to 1892 are in use by other programs',
  )
  await expect(controller.lightSwitch()).toBeDisabled()
  await expect.poll(() => copy.tray.tooltip()).toBe('led: not known · not connected')
  await holders[4]?.close()
  await controller.page.getByRole('button', { name: 'Try now' }).click()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1887')
})

test('a chat message of 100,000 characters is refused with words and stays; one of another client is shortened', async ({
  launch,
  observe,
}) => {
  const copy = await launch({ user: 'John' })
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  const long = 'lamp '.repeat(20_000).trim()
  await chat.messageBox.fill(long)
  await expect(chat.send).toBeDisabled()
  await chat.messageBox.press('Enter')
  await expect(chat.page.getByText('89,999 characters too many')).toBeVisible()
  await expect(chat.messageBox).toHaveValue(long)
  // Past the window's own rule as well.
  const direct = await chat.page.evaluate(
    (text) => window.porchlight.sendMessage({ room: 'chat', text }),
    long,
  )
  expect(direct).toEqual({ ok: false, error: { kind: 'text-too-long', length: 99_999, limit: 10_000 } })
  await expect(chat.articles).toHaveCount(0)
  await chat.messageBox.fill('short')
  await chat.send.click()
  await expect(chat.article('John', 'short')).toBeVisible()

  await expect.poll(() => copy.tray.tooltip()).toMatch(/· connected/)
  const client = await observe()
  await client.publish(
    'chat',
    JSON.stringify({ user: 'Yoko', message: `${'y'.repeat(99_999)}z`, id: 'long' }),
  )
  const article = chat.articles.filter({ hasText: 'Yoko' })
  await expect(article).toContainText('has been shortened')
  await article.getByRole('button', { name: 'Show all' }).click()
  await expect(article).toContainText('y'.repeat(10_000))
  await expect(article).not.toContainText('z')
  await expect(chat.turn).toContainText('Your turn')
})

test('names of 300 characters, of spaces only and with control characters are refused with words', async ({
  launch,
}) => {
  const copy = await launch()
  const chat = await copy.chat()
  const name = chat.page.getByRole('textbox', { name: 'Your name' })
  const wrong: [string, string][] = [
    ['J'.repeat(300), 'At most 40 characters.'],
    ['     ', 'Write a name first.'],
    ['', 'Write a name first.'],
    ['\u200b\u2060', 'Write a name first.'],
    ['Jo\u0007hn', 'There is a character in it that cannot be shown.'],
    ['John\u202e', 'There is a character in it that cannot be shown.'],
  ]
  for (const [given, words] of wrong) {
    await name.fill(given)
    await name.press('Enter')
    await expect(chat.page.getByText(words), JSON.stringify(given)).toBeVisible()
    await expect(name).toHaveValue(given)
  }
  await name.fill('  Ｊｏｈｎ ')
  await name.press('Enter')
  await expect(chat.turn).toContainText('Your turn')
  await expect(chat.person('John (you)')).toBeVisible()

  const controller = await copy.controller()
  const { page } = controller
  await controller.goTo('Settings')
  const setting = page.getByRole('textbox', { name: 'Name in the chat' })
  await setting.fill('J'.repeat(300))
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('At most 40 characters.')).toBeVisible()
  await expect(chat.person('John (you)')).toBeVisible()
})

test('chat payloads that cannot be read change nothing, and those that nearly can are read as text', async ({
  launch,
  observe,
}) => {
  const copy = await launch({ user: 'John' })
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  const controller = await copy.controller()
  await expect.poll(() => copy.tray.tooltip()).toMatch(/· connected/)
  const client = await observe()
  const unreadable = [
    Buffer.alloc(0),
    Buffer.from('   \n\t '),
    Buffer.alloc(1_048_576, 'x'),
    Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    Buffer.from([0x68, 0x69, 0xc3]),
  ]
  await controller.clearMessages()
  for (const payload of unreadable) await client.publish('chat', payload)
  await expect(controller.messagesWith('chat', 'not understood')).toHaveCount(unreadable.length)
  await expect(chat.articles).toHaveCount(0)

  const nearly: [string, string][] = [
    ['['.repeat(3_000), '['.repeat(1_000)],
    ['NaN', 'NaN'],
    ['null', 'null'],
    ['{"user":"Eve"}', '{"user":"Eve"}'],
    ['{"user":"Eve","message":', '{"user":"Eve","message":'],
    ['{"user":{"toString":1},"message":"from an object"}', 'from an object'],
    [`{"user":"${'E'.repeat(300)}","message":"long name"}`, 'long name'],
    ['{"user":"Eve","message":"clock","clock":1e308,"ts":-5,"id":7}', 'clock'],
    ['{"__proto__":{"user":"Eve"},"message":"proto"}', 'proto'],
    ['{"user":"Eve","message":"last one","clock":"9"}', 'last one'],
  ]
  for (const [payload] of nearly) await client.publish('chat', payload)
  await expect(chat.articles).toHaveCount(nearly.length)
  for (const [, text] of nearly) await expect(chat.articles.filter({ hasText: text }).first()).toBeVisible()
  expect((await chat.said()).join('\n')).not.toContain('E'.repeat(41))
  await chat.write('still here')
  await expect(chat.article('John', 'still here')).toContainText('Sent')
  expect(copy.rendererErrors()).toEqual([])
})

test('hostile payloads on the room’s own topics change nothing', async ({ launch, observe }) => {
  const copy = await launch({ user: 'John' })
  const chat = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  await expect.poll(() => copy.tray.tooltip()).toMatch(/· connected/)
  const client = await observe()
  const payloads = [
    '',
    'x',
    '[]',
    'null',
    '{"state":"online","user":7}',
    '{"user":"Eve","id":"","clock":-1}',
    '{"type":"give"}',
  ]
  for (const topic of ['chat/turn', 'chat/presence/eve', 'chat/sync']) {
    for (const payload of [...payloads, '['.repeat(50_000), 'x'.repeat(500_000)])
      await client.publish(topic, payload)
  }
  await client.publish('chat', '{"user":"Yoko","message":"after all that"}')
  await expect(chat.article('Yoko', 'after all that')).toBeVisible()
  await expect(chat.articles).toHaveCount(1)
  await expect(chat.people.getByRole('listitem')).toHaveText(/John \(you\)/)
  await expect(chat.turn).toContainText('Your turn')
  await chat.write('fine')
  await expect(chat.article('John', 'fine')).toContainText('Sent')
})

test('Wire refuses a payload of 1 MB, a wildcard to publish on and a bad filter, and keeps what was typed', async ({
  launch,
  observe,
}) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  const client = await observe()
  const payload = page.getByRole('textbox', { name: 'Payload', exact: true })

  await controller.publish({ topic: 'big', payload: 'x'.repeat(1_000_000) })
  await expect(page.getByText('Too large: at most 262,144 bytes.')).toBeVisible()
  expect(await payload.inputValue()).toHaveLength(1_000_000)
  await controller.publish({ topic: 'house/+/led', payload: 'on' })
  await expect(page.getByText('+ and # are for subscribing.')).toBeVisible()
  await controller.publish({ topic: '', payload: 'on' })
  await expect(page.getByText('Write a topic first.')).toBeVisible()

  const filter = page.getByRole('textbox', { name: 'Topic filter', exact: true })
  for (const bad of ['house/#/led', 'a+/b', '#/']) {
    await controller.subscribe(bad)
    await expect(page.getByText('+ has to fill a whole level'), bad).toBeVisible()
    await expect(filter).toHaveValue(bad)
  }
  await controller.subscribe('')
  await expect(page.getByText('Write a topic first.')).toHaveCount(2)

  // None of it went out, and what is right still does.
  await controller.publish({ topic: 'small', payload: 'x' })
  await client.until(({ topic }) => topic === 'small')
  expect(client.messages.filter(({ topic }) => !topic.startsWith('chat/')).map(({ topic }) => topic)).toEqual(
    ['small'],
  )
  await expect(controller.connection).toContainText('Connected')
})

test('1 MB from another client is shown shortened in Wire', async ({ launch, observe }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  await controller.subscribe('big')
  const client = await observe()
  await client.publish('big', Buffer.alloc(1_000_000, 'y'))
  const row = controller.messagesWith('big', 'shortened')
  await expect(row).toContainText('1,000,000 bytes')
  expect((await row.innerText()).length).toBeLessThan(3_000)
})

test('a broker that refuses the login is told in words and not asked again until the user has done something', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto({ users: { john: 'right' } })
  const refusals = (): number => broker.log().filter((line) => /not authori[sz]ed/i.test(line)).length
  const copy = await launch({ user: 'John', broker: `mqtt://john:wrong@127.0.0.1:${broker.port}` })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Not connected:')
  await expect(controller.connection).toContainText(
    /user name or password is wrong|does not let this user in/,
  )
  await expect(controller.connection).toContainText('Settings')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: not known · not connected')
  expect(refusals()).toBe(1)

  // Stopped, not waiting: there is no next try, unless somebody asks for it.
  expect((await stateOf(controller.page)).connection.phase).toBe('stopped')
  await expect(controller.page.getByText(/Next try in/)).toHaveCount(0)
  await controller.page.getByRole('button', { name: 'Try now' }).click()
  await expect.poll(refusals).toBe(2)
  await expect(controller.connection).toContainText('Not connected:')
})

test('what is far too long is refused with the same words, and keeps what was typed', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await expect(controller.connection).toContainText('Connected')
  await controller.publish({ topic: 'big', payload: 'x'.repeat(3_000_000) })
  await expect(page.getByText('Too large: at most 262,144 bytes.')).toBeVisible()
  await controller.publish({ topic: 'x'.repeat(70_000), payload: 'on' })
  await expect(page.getByText('The topic is too long.')).toBeVisible()
  const { brokers } = controller
  await brokers.add({ Name: 'Lab', Addresses: 'x'.repeat(9_000) })
  await brokers.button('Save').click()
  await expect(page.getByText('That is not an address.')).toBeVisible()
  expect(await brokers.field('Addresses').inputValue()).toHaveLength(9_000)
})
